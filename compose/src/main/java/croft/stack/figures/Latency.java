package croft.stack.figures;

/// How long requests took, in microseconds.
public record Latency(double p50, double p99) {
    /// Of single times.
    ///
    /// @param sorted in microseconds, ascending, at least one
    static Latency of(long[] sorted) {
        return new Latency(at(sorted, 0.50), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
