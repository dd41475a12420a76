package croft.platform.traffic;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// What all connections of one server share.
///
/// @param ticker nanoseconds of a clock that only goes forward
/// @param draining set once, when the server is to end
record Traffic(
        Limits limits,
        RequestCheck check,
        Handler handler,
        DateField date,
        Executor virtualThreads,
        LongSupplier ticker,
        AtomicBoolean draining) {
    /// The event by which connections hear that the server is to end.
    record Drain() {}

    long nanos() {
        return ticker.getAsLong();
    }

    boolean isDraining() {
        return draining.get();
    }
}
