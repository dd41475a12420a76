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
    /// A response that takes longer than so many purges is not stored. Each may name 500 keys.
    private static final int KEPT = 128;

    private final AtomicReferenceArray<Logged> ring = new AtomicReferenceArray<>(KEPT);
    private volatile long last;

    /// The number of the latest purge.
    long mark() {
        return last;
    }

    synchronized void append(Purge purge) {
        long number = last + 1;
        ring.set(slot(number), new Logged(number, purge));
        last = number;
    }

    /// Whether a purge since `mark` means this response, or nobody knows any more.
    boolean matchedSince(long mark, CacheKey key, StoredResponse response) {
        long now = last;
        if (now - mark > KEPT) {
            return true;
        }
        for (long number = now; number > mark; number--) {
            Logged logged = ring.get(slot(number));
            if (logged == null || logged.number != number || logged.purge.matches(key, response)) {
                return true;
            }
        }
        return false;
    }

    private static int slot(long number) {
        return (int) (number % KEPT);
    }

    private record Logged(long number, Purge purge) {}
}
