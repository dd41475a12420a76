package croft.site.serve;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What all connections of one server share.
///
/// @param sites as the declaration stands
/// @param ticker nanoseconds of a clock that only goes forward
/// @param draining set once, when the server is to end
record Traffic(
        Limits limits,
        Supplier<ServedSites> sites,
        RequestCheck check,
        Responder responder,
        Desk desk,
        Recollection recollection,
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
