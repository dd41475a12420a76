package croft.edge.store;

import croft.edge.cache.CacheKey;
import croft.edge.cache.Candidate;
import croft.edge.cache.Selection;
import croft.edge.cache.StoredResponse;
import croft.edge.http.FieldBlock;
import croft.edge.http.PreparedHead;
import croft.platform.declaration.HostName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/// A stored response with its body. Immutable but for three marks: how often it was served, whether
/// a purge made it stale, and the forms that compression adds once.
///
/// Whoever reads a body, or hands it on, takes a reference of it first: the entry may leave the
/// store at any moment.
public final class Entry implements Candidate {
    /// Heap of an entry's objects, and of what the table needs for it, without what is counted by
    /// itself: measured with 100,000 of them. Heads that have been written are not counted: they
    /// are given up when the heap runs short.
    private static final int OBJECTS = 500;

    /// Heap of a text, without its characters.
    private static final int TEXT = 56;

    /// Whether compression is worth trying; in this order.
    private static final int UNDECIDED = 0;

    private static final int POSSIBLE = 1;
    private static final int UNDER_WAY = 2;
    private static final int OVER = 3;

    private static final AtomicIntegerFieldUpdater<Entry> COMPRESSION =
            AtomicIntegerFieldUpdater.newUpdater(Entry.class, "compression");

    private final CacheKey key;
    private final HostName site;
    private final StoredResponse response;
    private final StoredBody body;
    private final long storedMillis;
    private volatile PreparedHead head;
    private volatile List<Form> forms = List.of();
    private volatile boolean expired;
    private volatile int compression = UNDECIDED;
    private long hits;

    /// Changed under the lock of the key only.
    private long reserved;

    /// A response that is to be stored. Takes no reference.
    ///
    /// @param head as served
    /// @param stored when
    public Entry(
            CacheKey key,
            HostName site,
            StoredResponse response,
            PreparedHead head,
            StoredBody body,
            Instant stored) {
        // thousands of keys share one text for their host
        this.key = site.value().equals(key.host()) ? new CacheKey(site.value(), key.target()) : key;
        this.site = site;
        this.response = response;
        this.head = head;
        this.body = body;
        this.storedMillis = stored.toEpochMilli();
    }

    public CacheKey key() {
        return key;
    }

    public HostName site() {
        return site;
    }

    @Override
    public StoredResponse response() {
        return response;
    }

    /// As served, in its own coding.
    public PreparedHead head() {
        return head;
    }

    public StoredBody body() {
        return body;
    }

    @Override
    public long length() {
        return body.isComplete() ? body.written() : body.expected();
    }

    @Override
    public boolean expired() {
        return expired;
    }

    /// Takes the freshness from it.
    public void expire() {
        expired = true;
    }

    /// Counts that it was served. Cheap and not exact: two threads at once may count one.
    public void hit() {
        hits++;
    }

    public long hits() {
        return hits;
    }

    /// When it was stored, or validated last.
    public Instant stored() {
        return Instant.ofEpochMilli(storedMillis);
    }

    /// In other codings; none as long as none is made.
    public List<Form> forms() {
        return forms;
    }

    /// Whether it is worth being compressed, and that has not been tried yet.
    public boolean compressible() {
        if (compression == UNDECIDED && body.isComplete()) {
            boolean worth = Compression.isCompressible(response, body.written());
            COMPRESSION.compareAndSet(this, UNDECIDED, worth ? POSSIBLE : OVER);
        }
        return compression == POSSIBLE;
    }

    /// True for one caller, who says how it went.
    boolean claimCompression() {
        return compressible() && COMPRESSION.compareAndSet(this, POSSIBLE, UNDER_WAY);
    }

    /// Says what became of compressing.
    ///
    /// @param over whether it is not to be tried again
    void compressed(boolean over) {
        compression = over ? OVER : POSSIBLE;
    }

    /// The same body and forms under what a 304 has said, as a new entry with references of its
    /// own, which [Store#replace] takes over.
    ///
    /// @throws IllegalStateException if the body is freed: the caller holds no reference of it
    public Entry freshened(StoredResponse response, PreparedHead head, Instant now) {
        if (!body.acquire()) {
            throw new IllegalStateException(key + ": its body is gone (expected: a reference)");
        }
        Entry fresh = new Entry(key, site, response, head, body, now);
        fresh.hits = hits;
        boolean tried = compression == OVER || !forms.isEmpty();
        if (tried && Compression.isCompressible(response, body.written())) {
            fresh.compression = OVER;
            fresh.add(keptForms(response, head));
        }
        return fresh;
    }

    private List<Form> keptForms(StoredResponse response, PreparedHead head) {
        List<Form> kept = new ArrayList<>(forms.size());
        for (Form form : forms) {
            if (form.body().acquire()) {
                kept.add(Form.of(response, head, form.coding(), form.body()));
            }
        }
        return kept;
    }

    /// Adds the forms, whose references it takes over: before the entry is in the store, or under
    /// the lock that keeps it there.
    void add(List<Form> made) {
        if (!made.isEmpty()) {
            forms = List.copyOf(made);
            head = FormHead.besideForms(head);
        }
    }

    /// Bytes really taken outside the heap.
    long taken() {
        long sum = body.taken();
        for (Form form : forms) {
            sum += form.body().taken();
        }
        return sum;
    }

    /// Bytes of heap that go with it, roughly: what can be long is counted.
    long heap() {
        FieldBlock fields = response.fields();
        long sum = (long) OBJECTS + key.target().length() + fields.length() + body.heap();
        sum += head.fields().lengthBeside(fields);
        for (String each : response.keys()) {
            sum += TEXT + each.length();
        }
        for (Selection.Selecting each : response.selection().fields()) {
            sum += 2L * TEXT + each.value().length();
        }
        for (Form form : forms) {
            sum += form.heap();
        }
        return sum;
    }

    /// Says how much of the budget is reserved for its heap.
    void reserved(long bytes) {
        reserved = bytes;
    }

    long reserved() {
        return reserved;
    }

    /// Gives back what it holds; once, by whoever takes it out of the store.
    void leave() {
        body.release();
        for (Form form : forms) {
            form.body().release();
        }
    }

    @Override
    public String toString() {
        return key + " " + response.status() + " (" + length() + " octets)";
    }
}
