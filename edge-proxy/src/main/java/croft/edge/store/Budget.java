package croft.edge.store;

import java.util.concurrent.atomic.AtomicLong;

/// The bound for everything the cache holds: the octets of bodies, stored and in flight, as they
/// are really taken, and the heap that goes with stored entries. Safe for any thread.
public final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /// Nothing is taken yet.
    ///
    /// @param bytes more than none
    public Budget(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: more than 0)");
        }
        limit = bytes;
    }

    /// Takes so many bytes; false, and takes none, if that is more than are left.
    public boolean reserve(long bytes) {
        checkAmount(bytes);
        long now = used.get();
        while (now + bytes <= limit) {
            long seen = used.compareAndExchange(now, now + bytes);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    /// Gives back what was reserved.
    public void release(long bytes) {
        checkAmount(bytes);
        long left = used.addAndGet(-bytes);
        if (left < 0) {
            throw new IllegalStateException(
                    bytes + " bytes released (expected: at most " + (left + bytes) + ")");
        }
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }

    private static void checkAmount(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: none or more)");
        }
    }
}
