package croft.edge.exchange;

import java.util.concurrent.atomic.LongAdder;

/// What has been answered so far, counted by every event loop and read by the metrics.
public final class Traffic {
    private final LongAdder begun = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder backendFailures = new LongAdder();
    private final LongAdder[] byClass = new LongAdder[6];

    public Traffic() {
        for (int i = 0; i < byClass.length; i++) {
            byClass[i] = new LongAdder();
        }
    }

    void begun() {
        begun.increment();
    }

    void responded(int status) {
        byClass[status / 100].increment();
    }

    void cancelled() {
        cancelled.increment();
    }

    void backendFailed() {
        backendFailures.increment();
    }

    /// Exchanges begun.
    public long exchanges() {
        return begun.sum();
    }

    /// Final responses with a status of this class.
    ///
    /// @param statusClass 2 to 5
    public long responses(int statusClass) {
        return byClass[statusClass].sum();
    }

    /// Exchanges whose client went away first.
    public long cancellations() {
        return cancelled.sum();
    }

    /// Exchanges whose backend failed, before or during its answer.
    public long failures() {
        return backendFailures.sum();
    }
}
