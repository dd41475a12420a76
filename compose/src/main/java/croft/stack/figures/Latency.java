package croft.stack.figures;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// How long requests took, in microseconds.
public record Latency(double p50, double p99) {
    /// Of single times.
    ///
    /// @param sorted in microseconds, ascending, at least one
    static Latency of(long[] sorted) {
        return new Latency(at(sorted, 0.50), at(sorted, 0.99));
    }

    /// Of times that were counted, which takes no more memory for millions of them; empty without
    /// any.
    ///
    /// @param counts how often each was met, by microseconds
    static Optional<Latency> of(SortedMap<Long, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? Optional.empty()
                : Optional.of(new Latency(at(counts, all, 0.50), at(counts, all, 0.99)));
    }

    private static double at(SortedMap<Long, Long> counts, long all, double share) {
        long before = 0;
        for (Map.Entry<Long, Long> each : counts.entrySet()) {
            before += each.getValue();
            if (before > (long) (all * share)) {
                return each.getKey();
            }
        }
        return counts.lastKey();
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
