package croft.edge.limit;

import java.util.concurrent.atomic.AtomicLong;

/// Octets that wait in memory outside the store, over all connections: answers that clients have
/// not taken, request bodies that backends have not. Each connection has its own bounds; this is
/// the bound of all together, which many slow clients would otherwise pass.
public final class Waiting {
    /// From here on every connection gets little: half of what the JVM is allowed for buffers
    /// beside the store.
    static final long TIGHT = 64L << 20;

    /// From here on no more work is begun. The rest is for what is under way, and for what buffers
    /// take beyond their content.
    static final long FULL = 96L << 20;

    /// Above this, little is too much: the JVM's own bound is near.
    private static final long OVERFULL = 112L << 20;

    private static final long MUCH = 1 << 20;
    private static final long LITTLE = 128 * 1024;

    private final AtomicLong octets = new AtomicLong();

    Waiting() {}

    /// Counts a connection's change.
    public void add(long change) {
        octets.addAndGet(change);
    }

    public long octets() {
        return octets.get();
    }

    /// Whether connections have to make do with little.
    public boolean isTight() {
        return octets.get() >= TIGHT;
    }

    /// What one connection may hold before it is cut for the sake of the others; such are not met
    /// unless memory is full.
    public long share() {
        long now = octets.get();
        return now < FULL ? Long.MAX_VALUE : now < OVERFULL ? MUCH : LITTLE;
    }

    /// Whether nothing more may begin to wait.
    public boolean isFull() {
        return octets.get() >= FULL;
    }
}
