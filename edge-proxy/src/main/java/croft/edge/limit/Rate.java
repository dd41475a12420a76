package croft.edge.limit;

import croft.platform.declaration.VisitorPolicy;
import java.util.concurrent.TimeUnit;

/// What an address may spend, counted in units: a tenth of a request that the backend has to
/// answer. As times, so that an account is one number: every unit takes time to come back.
///
/// @param unit nanoseconds until a spent unit is back
/// @param burst nanoseconds' worth that may be spent ahead
/// @param slack nanoseconds' worth that blame may add beyond that, before the address is shut out
/// @param lease units that a connection may take in advance
record Rate(long unit, long burst, long slack, int lease) {
    /// Answered from the store, or by the edge itself: some microseconds.
    static final int FROM_STORE = 1;

    /// Answered by a backend.
    static final int FROM_BACKEND = 10;

    /// A new connection, whose handshake costs as much as a request to a quick backend.
    static final int CONNECTION = 10;

    /// A stream reset too early or broken: twice what the work that it threw away may have cost.
    static final int FAULT = 20;

    /// So many that a browser's connection asks its account some times for a page, not sixty times.
    private static final int MOST_LEASED = 32;

    /// Connections that may hold leases of the whole burst: four times as many as an address may
    /// have by default, so that leases are a quarter of it at most.
    private static final int LESSEES = 1_024;

    static Rate of(VisitorPolicy.Limits limits) {
        long unit =
                TimeUnit.SECONDS.toNanos(1) / ((long) limits.requestsPerSecond() * FROM_BACKEND);
        long burst = (long) limits.burst() * FROM_BACKEND;
        return new Rate(
                unit, burst * unit, burst * unit / 2, (int) Math.min(MOST_LEASED, burst / LESSEES));
    }

    /// What so many units take, at most all that may be spent at once: what costs more is possible
    /// after a quiet time.
    long price(int units) {
        return Math.min(units * unit, burst);
    }
}
