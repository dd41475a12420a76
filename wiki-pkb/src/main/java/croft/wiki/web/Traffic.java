package croft.wiki.web;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What all connections of one server share.
///
/// @param answers called on virtual threads
/// @param ticker nanoseconds of a clock that only goes forward
/// @param draining set once, when the server is to end
record Traffic(
        Limits limits,
        RequestCheck check,
        Function<Asked, Answer> answers,
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
