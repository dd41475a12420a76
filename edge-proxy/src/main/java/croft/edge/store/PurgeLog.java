package croft.edge.store;

import croft.edge.cache.CacheKey;
import croft.edge.cache.StoredResponse;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The latest purges, in order. A response that was asked for before a purge may be what the purge
/// is about, though it was not yet there to be found: whoever stores it looks here.
///
/// A purge is written down before the store is searched for what it matches, and a response is
/// stored before the log is searched for what matches it. So one of the two sees the other.
final class PurgeLog {
    /// A response that takes longer than so many purges is not stored. Every unsafe request that
    /// succeeds is one.
    private static final int KEPT = 1024;

    /// Surrogate keys that are kept in all: some 2 MB. One event names 500 at most.
    private static final int MOST_KEYS = 20_000;

    private final AtomicReferenceArray<Logged> ring = new AtomicReferenceArray<>(KEPT);
    private volatile long last;

    /// The highest number that is not kept any more.
    private volatile long forgotten;

    private int keys;

    /// The number of the latest purge.
    long mark() {
        return last;
    }

    synchronized void append(Purge purge) {
        keys += keys(purge);
        while (last - forgotten == KEPT || (keys > MOST_KEYS && forgotten < last)) {
            long oldest = forgotten + 1;
            keys -= keys(ring.get(slot(oldest)).purge);
            forgotten = oldest;
            ring.set(slot(oldest), null);
        }
        long number = last + 1;
        ring.set(slot(number), new Logged(number, purge));
        last = number;
    }

    /// Whether a purge since `mark` means this response, or nobody knows any more.
    boolean matchedSince(long mark, CacheKey key, StoredResponse response) {
        if (mark < forgotten) {
            return true;
        }
        for (long number = last; number > mark; number--) {
            Logged logged = ring.get(slot(number));
            if (logged == null || logged.number != number || logged.purge.matches(key, response)) {
                return true;
            }
        }
        return false;
    }

    private static int keys(Purge purge) {
        return purge instanceof Purge.Keys(var keys, _, _) ? keys.size() : 0;
    }

    private static int slot(long number) {
        return (int) (number % KEPT);
    }

    private record Logged(long number, Purge purge) {}
}
