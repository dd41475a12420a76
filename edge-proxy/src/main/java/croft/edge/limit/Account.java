package croft.edge.limit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What one address has spent, and how many connections it has. Shared by all event loops, without
/// locks.
///
/// The spending is a token bucket kept as one number (the generic cell rate algorithm, ITU-T
/// I.371): the time at which everything will have come back. Spending moves it on; the further it
/// lies ahead of now, the less is left.
final class Account {
    /// Of an account that has left the table; nobody may use it for new connections.
    private static final int CLOSED = -1;

    private final long address;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong settled;

    /// Whether it has been blamed for so much that it is not let in before it has calmed down.
    private volatile boolean shutOut;

    Account(long address, long now) {
        this.address = address;
        this.settled = new AtomicLong(now);
    }

    long address() {
        return address;
    }

    /// Connections open now.
    int connections() {
        return Math.max(0, connections.get());
    }

    /// How a new connection fares.
    enum Entry {
        COUNTED,
        TOO_MANY,
        /// The account has been closed meanwhile: look for the address's new one.
        CLOSED
    }

    Entry enter(int limit) {
        while (true) {
            int open = connections.get();
            if (open == CLOSED) {
                return Entry.CLOSED;
            }
            if (open >= limit) {
                return Entry.TOO_MANY;
            }
            if (connections.compareAndSet(open, open + 1)) {
                return Entry.COUNTED;
            }
        }
    }

    void leave() {
        connections.decrementAndGet();
    }

    /// Takes it out of use, unless a connection is open.
    boolean close() {
        return connections.compareAndSet(0, CLOSED);
    }

    /// Spends, if there is so much left.
    ///
    /// @param price as time
    /// @return 0 if it was spent, else the nanoseconds until it could be
    long spend(long price, long now, Rate rate) {
        while (true) {
            long before = settled.get();
            long then = later(before, now) + price;
            long excess = then - now - rate.burst();
            if (excess > 0) {
                return excess;
            }
            if (settled.compareAndSet(before, then)) {
                return 0;
            }
        }
    }

    /// Spends in any case, up to a bound beyond which the address is shut out.
    void blame(long price, long now, Rate rate) {
        while (true) {
            long before = settled.get();
            long bound = now + rate.burst() + rate.slack();
            long then = Math.min(later(before, now) + price - bound, 0) + bound;
            if (settled.compareAndSet(before, then)) {
                if (then == bound) {
                    shutOut = true;
                }
                return;
            }
        }
    }

    /// Gives back what was spent in advance and not used.
    void giveBack(long price) {
        settled.addAndGet(-price);
    }

    /// Whether it is shut out; it no longer is once all that was blamed beyond the burst is
    /// settled.
    boolean isShutOut(long now, Rate rate) {
        if (shutOut && owed(now) <= rate.burst()) {
            shutOut = false;
        }
        return shutOut;
    }

    /// Nanoseconds until everything has come back.
    long owed(long now) {
        return Math.max(0, settled.get() - now);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
