package croft.edge.store;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/// Neighbouring blocks that hold a piece of one body. Born with one reference, its body's; every
/// slice that is on its way to a client has another. The blocks are free again with the last one.
final class Run {
    /// Bytes of heap for one.
    static final int HEAP = 40;

    private static final AtomicIntegerFieldUpdater<Run> REFERENCES =
            AtomicIntegerFieldUpdater.newUpdater(Run.class, "references");

    /// The position in the body of the run's first octet.
    final long start;

    private final Memory memory;
    private final Region region;
    private final int first;

    /// Changed before the body is complete only, by its writer, who holds the body's reference.
    private int count;

    private volatile int references = 1;

    Run(Memory memory, Region region, int first, int count, long start) {
        this.memory = memory;
        this.region = region;
        this.first = first;
        this.count = count;
        this.start = start;
    }

    /// The position in the body behind the run's last octet.
    long end() {
        return start + taken();
    }

    int taken() {
        return count * Region.BLOCK;
    }

    /// Copies octets of `data`, which are as many at least, to a position in the body.
    void write(long position, ByteBuf data, int length) {
        region.memory().setBytes(at(position), data, data.readerIndex(), length);
        data.skipBytes(length);
    }

    void read(long position, ByteBuf out, int length) {
        out.writeBytes(region.memory(), at(position), length);
    }

    /// A view; the caller holds a reference, which goes over to it.
    ByteBuf slice(long position, int length) {
        return new Slice(this, region.view(at(position), length));
    }

    /// Gives back the blocks behind `position`, which is in the run.
    void trim(long position) {
        int needed = Regions.blocks((int) (position - start));
        if (needed < count) {
            memory.give(region, first + needed, count - needed);
            count = needed;
        }
    }

    /// False if the blocks are free already.
    boolean acquire() {
        int now = references;
        while (now > 0) {
            if (REFERENCES.compareAndSet(this, now, now + 1)) {
                return true;
            }
            now = references;
        }
        return false;
    }

    void release() {
        int left = REFERENCES.decrementAndGet(this);
        if (left == 0) {
            memory.give(region, first, count);
        } else if (left < 0) {
            throw new IllegalStateException("a run of octets released too often");
        }
    }

    private int at(long position) {
        return first * Region.BLOCK + (int) (position - start);
    }
}
