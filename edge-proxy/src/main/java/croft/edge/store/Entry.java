package croft.edge.store;

import croft.edge.cache.CacheKey;
import croft.edge.cache.Candidate;
import croft.edge.cache.StoredResponse;
import croft.edge.http.PreparedHead;
import croft.platform.declaration.HostName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A stored response with its body. Immutable but for three marks: how often it was served, whether
/// a purge made it stale, and the forms that compression adds later.
///
/// Whoever reads a body, or hands it on, takes a reference of it first: the entry may leave the
/// store at any moment.
public final class Entry implements Candidate {
    /// Heap of the objects of an entry without the texts: measured with 100,000 of them.
    private static final int OBJECTS = 640;

    private final CacheKey key;
    private final HostName site;
    private final StoredResponse response;
    private final PreparedHead head;
    private final StoredBody body;
    private final Instant stored;
    private volatile boolean expired;
    private volatile List<Form> forms = List.of();
    private long hits;

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
        this.key = key;
        this.site = site;
        this.response = response;
        this.head = head;
        this.body = body;
        this.stored = stored;
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
        return stored;
    }

    /// In other codings; none as long as none is made.
    public List<Form> forms() {
        return forms;
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
        List<Form> kept = new ArrayList<>(forms.size());
        for (Form form : forms) {
            if (form.body().acquire()) {
                kept.add(
                        new Form(
                                form.coding(),
                                FormHead.of(head, form.coding(), form.length()),
                                form.body()));
            }
        }
        fresh.forms = List.copyOf(kept);
        fresh.hits = hits;
        return fresh;
    }

    /// Adds forms, whose references it takes over. Only while the entry is in the store, and under
    /// the lock that keeps it there.
    void add(List<Form> made) {
        List<Form> all = new ArrayList<>(forms);
        all.addAll(made);
        forms = List.copyOf(all);
    }

    /// Bytes really taken outside the heap.
    long taken() {
        long sum = body.taken();
        for (Form form : forms) {
            sum += form.body().taken();
        }
        return sum;
    }

    /// Bytes of heap that go with it, roughly.
    long heap() {
        long sum =
                (long) OBJECTS
                        + key.target().length()
                        + response.fields().length()
                        + head.size()
                        + body.heap();
        for (Form form : forms) {
            sum += form.heap();
        }
        return sum;
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
