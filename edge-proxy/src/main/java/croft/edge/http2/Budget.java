package croft.edge.http2;

/// How often something may still happen before the current window of time is over.
final class Budget {
    private final Http2Limits.Rate rate;
    private long windowStart;
    private int left;

    Budget(Http2Limits.Rate rate, long now) {
        this.rate = rate;
        windowStart = now;
        left = rate.count();
    }

    /// Counts one; false if that was too many.
    boolean spend() {
        return --left >= 0;
    }

    /// Gives some back, up to a full budget.
    void earn(int count) {
        left = Math.min(left + count, rate.count());
    }

    /// Begins a new window if the last one is over.
    void tick(long now) {
        if (now - windowStart >= rate.window().toNanos()) {
            windowStart = now;
            left = rate.count();
        }
    }
}
