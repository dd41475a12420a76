package croft.edge.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import croft.edge.cache.CacheKey;
import croft.edge.cache.Keys;
import croft.edge.cache.SearchRule;
import croft.edge.cache.StoredResponse;
import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.HostName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Every stored response, by key: found, replaced, purged, and evicted by W-TinyLFU when there is
/// no room. Safe for any thread; a search of everything (a purge by keys, prefix or host, the
/// statistics) takes some milliseconds for 100,000 entries and belongs on a virtual thread, all
/// else on an event loop.
///
/// **What bounds it.** Two things can run out: the cache's bytes (bodies and the heap of their
/// entries, one budget), and the heap alone, which many tiny objects fill long before the bytes are
/// used up. Caffeine knows one weight. So an entry weighs what it takes of the scarcer of the two:
/// the larger of `taken + heap` and `heap * f`, where `f` is the bound of the bytes divided by the
/// bound of the heap. As each of the sums is at most the sum of the weights, one bound for the
/// weight keeps both. A large body weighs what it takes, a tiny one the share of heap that it
/// takes.
///
/// The weights may come to seven eighths of the budget; the rest is for bodies in flight. Where
/// they need more than that, the coldest entries leave for them, until half of the budget is left
/// to what is stored: nobody empties the store by asking for much at once.
///
/// **Who owns what.** The table holds one reference of each body. Whoever takes an entry out of the
/// table, be it a change here or an eviction, gives that reference back: changes happen under the
/// lock of the key, so each entry is taken out once.
public final class Store {
    /// The part of the budget that is kept free for bodies in flight.
    private static final int IN_FLIGHT_SHARE = 8;

    /// The part of the heap that entries may take: beside the rest of the edge, some 15 MB, that is
    /// as much as the collector's old generation has room for where the young one is kept small.
    private static final int HEAP_SHARE = 2;

    /// How much leaves at once for want of room: many small entries, or a large one.
    private static final long ROOM = 1L << 20;

    /// Characters of the keys of which something else is remembered than responses: some ten
    /// thousand keys as a rule, fewer where somebody sends long ones.
    private static final int MOST_NOTED = 1 << 20;

    private final Memory memory;
    private final InstantSource clock;
    private final double heapFactor;
    private final Cache<CacheKey, Variants> table;
    private final Policy.Eviction<CacheKey, Variants> eviction;
    private final Cache<CacheKey, Instant> uncacheable;
    private final Cache<CacheKey, SearchRule> rules;
    private final Queries queries = new Queries();
    private final PurgeLog log = new PurgeLog();
    private final LongAdder evictions = new LongAdder();

    /// Bytes of the budget that are the entries' in the table.
    private final AtomicLong stored = new AtomicLong();

    private Store(Memory memory, long heap, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
        long bytes = memory.budget().limit();
        long most = bytes - bytes / IN_FLIGHT_SHARE;
        heapFactor = Math.max(1, (double) most / heap);
        table =
                Caffeine.newBuilder()
                        .maximumWeight(most)
                        .weigher((CacheKey _, Variants held) ->
                                (int) Math.min(held.weight(), Integer.MAX_VALUE))
                        .evictionListener(this::evicted)
                        .executor(Runnable::run)
                        .build();
        eviction = table.policy().eviction().orElseThrow();
        uncacheable = notes();
        rules = notes();
    }

    private static <V> Cache<CacheKey, V> notes() {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_NOTED)
                .weigher((CacheKey key, V _) -> key.target().length() + 50)
                .executor(Runnable::run)
                .build();
    }

    /// An empty store. Its entries may take half of the heap.
    ///
    /// @param memory used by this store alone
    public static Store create(Memory memory, InstantSource clock) {
        return create(memory, Runtime.getRuntime().maxMemory() / HEAP_SHARE, clock);
    }

    /// @param heap bytes that its entries may take
    static Store create(Memory memory, long heap, InstantSource clock) {
        Store store = new Store(memory, heap, clock);
        memory.onShortage(store::makeRoom);
        return store;
    }

    /// Every variant that is stored under a key, the newest first.
    public List<Entry> find(CacheKey key) {
        Variants held = table.getIfPresent(key);
        return held == null ? List.of() : held.entries();
    }

    /// The present moment, as purges see it: to be taken before a backend is asked.
    public long mark() {
        return log.mark();
    }

    /// Stores a response instead of those that it replaces: of the same selection, and no more than
    /// it holds itself.
    ///
    /// @param entry with a complete body, of which the caller holds a reference
    /// @param mark from before the backend was asked
    /// @return whether it is stored; then one of the caller's references is the store's. If not, a
    ///   purge since `mark` means it, or there is no room
    public boolean put(Entry entry, long mark) {
        if (!entry.body().isComplete()) {
            throw new IllegalArgumentException(entry + ": its body is not complete");
        }
        if (log.matchedSince(mark, entry.key(), entry.response())) {
            return false;
        }
        long heap = entry.heap();
        if (!memory.reserve(heap)) {
            return false;
        }
        // a reference of its own: another thread may take the entry out at once
        if (!entry.body().acquire()) {
            throw new IllegalStateException(entry + ": its body is gone (expected: a reference)");
        }
        if (!insert(entry, heap, null, mark)) {
            return false;
        }
        entry.body().release();
        return true;
    }

    /// Puts what a 304 has made of an entry in its place. Takes over the references of `fresh`
    /// whatever becomes of it; whoever goes on to serve from it has one of its own.
    ///
    /// @param mark from before the backend was asked
    /// @return whether it is stored: not if a purge since `mark` means it, or there is no room
    public boolean replace(Entry old, Entry fresh, long mark) {
        long heap = fresh.heap();
        if (log.matchedSince(mark, fresh.key(), fresh.response()) || !memory.reserve(heap)) {
            fresh.leave();
            return false;
        }
        return insert(fresh, heap, old, mark);
    }

    /// Takes out one entry, if it is there.
    public void remove(Entry entry) {
        removeFrom(entry.key(), each -> each == entry);
    }

    /// Takes out everything, and whatever is being fetched is not stored.
    public void clear() {
        purge(new Purge.Everything(false));
    }

    /// Drops, or makes stale, what is outdated; responses to requests that are under way are not
    /// stored if they match. By URL it looks at the URL's own entries only.
    ///
    /// @return how many stored responses matched
    public int purge(Purge purge) {
        log.append(purge);
        forgetMarks(purge);
        int matched = 0;
        for (CacheKey key : candidates(purge)) {
            matched += purgeOf(key, purge);
        }
        return matched;
    }

    /// Whether a purge since `mark` means a response, stored or not.
    public boolean purgedSince(long mark, CacheKey key, StoredResponse response) {
        return log.matchedSince(mark, key, response);
    }

    /// What a request's responses are stored under, as far as is known of the query.
    public CacheKey key(RequestHead request, CachePolicy policy) {
        String host = request.authority().host();
        String target = request.target();
        int query = target.indexOf('?');
        return Keys.of(
                request,
                policy,
                query < 0 ? Optional.empty() : searchRule(host, target.substring(0, query)));
    }

    /// What a response for this host and path has said of its query.
    ///
    /// @param path without the query
    Optional<SearchRule> searchRule(String host, String path) {
        return rules.asMap().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(rules.getIfPresent(new CacheKey(host, path)));
    }

    /// Remembers that the responses for a key are not stored: requests for it need not wait for one
    /// another.
    public void uncacheable(CacheKey key, Instant until) {
        uncacheable.put(key, until);
    }

    public boolean isUncacheable(CacheKey key, Instant now) {
        Instant until = uncacheable.getIfPresent(key);
        return until != null && now.isBefore(until);
    }

    /// The stored responses that are served most, most served first.
    public List<Hot> hottest(int count) {
        PriorityQueue<Entry> most = new PriorityQueue<>(Comparator.comparingLong(Entry::hits));
        for (Variants held : table.asMap().values()) {
            for (Entry entry : held.entries()) {
                most.add(entry);
                if (most.size() > count) {
                    most.remove();
                }
            }
        }
        Instant now = clock.instant();
        List<Hot> hottest = new ArrayList<>(most.size());
        for (Entry entry = most.poll(); entry != null; entry = most.poll()) {
            hottest.addFirst(
                    new Hot(
                            entry.key(),
                            entry.hits(),
                            entry.taken(),
                            Duration.between(entry.stored(), now)));
        }
        return List.copyOf(hottest);
    }

    public Statistics statistics() {
        Usage all = Usage.NONE;
        Map<HostName, Usage> sites = new HashMap<>();
        for (Variants held : table.asMap().values()) {
            for (Entry entry : held.entries()) {
                all = all.plus(entry);
                sites.merge(entry.site(), Usage.NONE.plus(entry), (sum, _) -> sum.plus(entry));
            }
        }
        Budget budget = memory.budget();
        return new Statistics(
                all, sites, budget.used(), budget.limit(), memory.held(), evictions.sum());
    }

    /// Adds forms to an entry, if it is still there. Takes over the references of their bodies
    /// whatever becomes of them.
    boolean attach(Entry entry, List<Form> forms) {
        long heap = forms.stream().mapToLong(Form::heap).sum();
        long taken = forms.stream().mapToLong(form -> form.body().taken()).sum();
        boolean[] added = {false};
        if (memory.reserve(heap)) {
            table.asMap()
                    .computeIfPresent(
                            entry.key(),
                            (_, held) -> {
                                added[0] = held.entries().contains(entry);
                                if (!added[0]) {
                                    return held;
                                }
                                entry.add(forms);
                                entry.reserved(entry.reserved() + heap);
                                stored.addAndGet(heap + taken);
                                return variants(held.entries());
                            });
            if (added[0]) {
                return true;
            }
            memory.budget().release(heap);
        }
        forms.forEach(form -> form.body().release());
        return false;
    }

    /// Keys with a query that are known by their path: as many as are in the table.
    int queriesKnown() {
        return queries.size();
    }

    /// Puts an entry into the table, which owns it from then on; `heap` is reserved for it.
    private boolean insert(Entry entry, long heap, @Nullable Entry old, long mark) {
        List<Entry> left = new ArrayList<>(1);
        table.asMap()
                .compute(
                        entry.key(),
                        (key, held) -> {
                            if (held == null) {
                                queries.add(key);
                            }
                            entry.reserved(heap);
                            stored.addAndGet(heap + entry.taken());
                            return variants(
                                    Variants.with(
                                            held == null ? List.of() : held.entries(),
                                            entry,
                                            old,
                                            left));
                        });
        left.forEach(this::leave);
        if (log.matchedSince(mark, entry.key(), entry.response())) {
            remove(entry);
            return false;
        }
        uncacheable.invalidate(entry.key());
        learn(entry);
        return true;
    }

    private void learn(Entry entry) {
        Optional<SearchRule> rule = entry.response().search();
        if (rule.isPresent()) {
            rules.put(new CacheKey(entry.key().host(), entry.key().path()), rule.get());
        } else if (!rules.asMap().isEmpty()) {
            rules.invalidate(new CacheKey(entry.key().host(), entry.key().path()));
        }
    }

    /// What was not stored may be now. Nobody knows of which marks keys speak; they end soon.
    private void forgetMarks(Purge purge) {
        switch (purge) {
            // on an event loop, for every unsafe request: a look at one mark, as a rule
            case Purge.Url(String host, Purge.Target target, _)
                    when target.parameters().isEmpty() ->
                    uncacheable.invalidate(new CacheKey(host, target.path()));
            case Purge.Url _, Purge.Prefix _, Purge.Host _, Purge.Everything _ ->
                    uncacheable.asMap().keySet().removeIf(purge::mayMatch);
            case Purge.Keys _ -> {}
        }
    }

    private Iterable<CacheKey> candidates(Purge purge) {
        if (!(purge instanceof Purge.Url(String host, Purge.Target target, _))) {
            return table.asMap().keySet();
        }
        List<CacheKey> keys = new ArrayList<>(2);
        keys.add(new CacheKey(host, target.path()));
        for (CacheKey key : queries.of(host, target.path())) {
            if (target.covers(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private int purgeOf(CacheKey key, Purge purge) {
        Variants held = purge.mayMatch(key) ? table.policy().getIfPresentQuietly(key) : null;
        int matched = 0;
        for (Entry entry : held == null ? List.<Entry>of() : held.entries()) {
            if (purge.matches(key, entry.response())) {
                entry.expire();
                matched++;
            }
        }
        return purge.soft() || matched == 0
                ? matched
                : removeFrom(key, each -> purge.matches(key, each.response()));
    }

    /// Takes out what is stored under a key and fits.
    ///
    /// @return how many
    private int removeFrom(CacheKey key, Predicate<Entry> fits) {
        List<Entry> left = new ArrayList<>(1);
        table.asMap()
                .computeIfPresent(
                        key,
                        (_, held) -> {
                            List<Entry> kept = new ArrayList<>(held.entries().size());
                            for (Entry each : held.entries()) {
                                (fits.test(each) ? left : kept).add(each);
                            }
                            if (left.isEmpty()) {
                                return held;
                            }
                            if (kept.isEmpty()) {
                                queries.remove(key);
                                return null;
                            }
                            return variants(kept);
                        });
        left.forEach(this::leave);
        return left.size();
    }

    /// Takes out the coldest entries, unless too little would be left.
    ///
    /// @param bytes to come free, as soon as nobody reads them any more
    private boolean makeRoom(long bytes) {
        if (stored.get() < memory.budget().limit() / 2) {
            return false;
        }
        long wanted = Math.max(bytes, ROOM);
        List<CacheKey> coldest =
                eviction.coldest(entries -> {
                    long[] sum = {0};
                    return entries.takeWhile(
                                    entry -> {
                                        boolean more = sum[0] < wanted;
                                        sum[0] += entry.getValue().size();
                                        return more;
                                    })
                            .map(Map.Entry::getKey)
                            .toList();
                });
        int count = 0;
        for (CacheKey key : coldest) {
            count += removeFrom(key, _ -> true);
        }
        evictions.add(count);
        return count > 0;
    }

    /// Called under the lock of the key.
    private void evicted(@Nullable CacheKey key, @Nullable Variants held, RemovalCause cause) {
        if (key == null || held == null) {
            throw new IllegalStateException(cause + " (expected: keys and values held strongly)");
        }
        queries.remove(key);
        held.entries().forEach(this::leave);
        evictions.add(held.entries().size());
    }

    /// Once for each entry that has left the table.
    private void leave(Entry entry) {
        stored.addAndGet(-entry.reserved() - entry.taken());
        memory.budget().release(entry.reserved());
        entry.leave();
    }

    private Variants variants(List<Entry> entries) {
        long size = 0;
        long weight = 0;
        for (Entry entry : entries) {
            long heap = entry.heap();
            long both = entry.taken() + heap;
            size += both;
            weight += Math.max(both, (long) Math.ceil(heap * heapFactor));
        }
        return new Variants(List.copyOf(entries), size, weight);
    }
}
