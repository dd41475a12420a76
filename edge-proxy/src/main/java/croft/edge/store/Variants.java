package croft.edge.store;

import croft.edge.cache.Extent;
import croft.edge.cache.StoredResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is stored under one key, the newest first: one value of the table, replaced as a whole.
///
/// @param size bytes of bodies and heap
/// @param weight what they weigh against the store's bounds
record Variants(List<Entry> entries, long size, long weight) {
    /// What one URL may hold. A backend that varies by more has its least recently stored variants
    /// forgotten, instead of others' pages.
    static final int MOST = 32;

    /// With another entry in front, instead of those that it replaces and of what is too much.
    ///
    /// @param old that leaves in any case
    /// @param left receives the entries that are not in it any more
    static List<Entry> with(List<Entry> held, Entry fresh, @Nullable Entry old, List<Entry> left) {
        List<Entry> next = new ArrayList<>(held.size() + 1);
        next.add(fresh);
        for (Entry each : held) {
            if (next.size() < MOST && each != old && !replaces(fresh, each)) {
                next.add(each);
            } else {
                left.add(each);
            }
        }
        return next;
    }

    /// Whether `fresh` answers every request that `held` does, or shows that it is outdated.
    private static boolean replaces(Entry fresh, Entry held) {
        if (!fresh.response().selection().equals(held.response().selection())) {
            return false;
        }
        return switch (fresh.response().extent()) {
            case Extent.Whole _ -> true;
            case Extent.Part part -> !isOfSame(fresh, held) || holds(part, held);
        };
    }

    private static boolean holds(Extent.Part part, Entry held) {
        return held.response().extent() instanceof Extent.Part(long first, long last, _)
                && part.first() <= first
                && last <= part.last();
    }

    /// Whether two are of one representation, octet for octet: the same strong validator (RFC 9110
    /// §8.8.1), or without any etag the same date.
    private static boolean isOfSame(Entry one, Entry other) {
        StoredResponse a = one.response();
        StoredResponse b = other.response();
        return a.etag().isPresent()
                ? a.etag().equals(b.etag()) && !a.etag().get().startsWith("W/")
                : b.etag().isEmpty()
                        && a.lastModified().isPresent()
                        && a.lastModified().equals(b.lastModified());
    }
}
