package croft.edge.store;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// A mebibyte outside the heap, cut into blocks, and which of them are taken. The blocks are
/// guarded by the lock of [Regions]; the octets by whoever holds the [Run] they are in.
final class Region {
    /// Small enough that a body wastes an eighth of a kibibyte on average.
    static final int BLOCK = 256;

    static final int SIZE = 1 << 20;
    static final int BLOCKS = SIZE / BLOCK;

    /// Its place in the list of regions.
    final int index;

    private final ByteBuf memory;
    private final ByteBuffer octets;
    private final long[] taken = new long[BLOCKS / 64];
    private int free = BLOCKS;

    /// No run of free blocks is longer; there need be none of this length.
    private int longest = BLOCKS;

    /// @param memory owned by the region
    Region(int index, ByteBuf memory) {
        this.index = index;
        this.memory = memory;
        octets = memory.nioBuffer(0, SIZE);
    }

    int longest() {
        return longest;
    }

    boolean isEmpty() {
        return free == BLOCKS;
    }

    /// Takes the first run of so many free blocks.
    ///
    /// @return its first block, or -1 if there is none
    int take(int count) {
        int found = 0;
        for (int first = next(0, false); first < BLOCKS; ) {
            int end = next(first, true);
            if (end - first >= count) {
                mark(first, count, true);
                free -= count;
                return first;
            }
            found = Math.max(found, end - first);
            first = next(end, false);
        }
        longest = found;
        return -1;
    }

    /// Gives blocks back.
    void give(int first, int count) {
        mark(first, count, false);
        free += count;
        int begin = first;
        while (begin > 0 && !isTaken(begin - 1)) {
            begin--;
        }
        longest = Math.max(longest, next(first + count, true) - begin);
    }

    /// The octets, for reading and writing at absolute positions of a run that is held.
    ByteBuf memory() {
        return memory;
    }

    /// A view of some of the octets.
    ByteBuffer view(int offset, int length) {
        return octets.slice(offset, length);
    }

    void free() {
        memory.release();
    }

    /// The first block from `from` on that is taken, or is free; [#BLOCKS] if there is none.
    private int next(int from, boolean wanted) {
        int at = from;
        while (at < BLOCKS) {
            long word = wanted ? taken[at >> 6] : ~taken[at >> 6];
            word >>>= at;
            if (word != 0) {
                return at + Long.numberOfTrailingZeros(word);
            }
            at = (at | 63) + 1;
        }
        return BLOCKS;
    }

    private boolean isTaken(int block) {
        return (taken[block >> 6] >>> block & 1) != 0;
    }

    private void mark(int first, int count, boolean value) {
        int end = first + count;
        for (int at = first; at < end; ) {
            int stop = Math.min(end, (at | 63) + 1);
            long bits = (-1L >>> (64 - (stop - at))) << at;
            long before = taken[at >> 6];
            if ((value ? before : ~before) != (value ? before & ~bits : ~before & ~bits)) {
                throw new IllegalStateException(
                        "blocks "
                                + at
                                + " to "
                                + (stop - 1)
                                + (value ? " taken" : " given back")
                                + " twice");
            }
            taken[at >> 6] = before ^ bits;
            at = stop;
        }
    }
}
