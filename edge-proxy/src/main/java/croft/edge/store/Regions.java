package croft.edge.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All memory for bodies: regions that are made when the first octet needs them, up to a bound that
/// is never passed.
///
/// Bodies come in all sizes and leave in any order, which is what general allocators are bad at:
/// with a budget of 256 MiB and random eviction, Netty's pooled allocator came to hold 448 MiB, and
/// one `malloc` a body to a process of 700 MB. So bodies are kept as file systems keep files, in as
/// many runs of blocks as it takes: one where there is room for one, several where the free blocks
/// lie scattered. Fragmentation then costs a few objects, never memory. Neighbouring free blocks
/// are one free run by themselves, and what a growing body did not fill is given back in place.
///
/// A short lock guards the blocks: a look at a few words of a bit map as a rule.
final class Regions {
    /// In place of one run at most about so many are given, so that a large body does not come to
    /// lie in thousands; where the free blocks are more scattered than that, there are none.
    private static final int SPLINTERS = 16;

    /// A region is short of 4 KiB for its own book-keeping, and outlives many bodies: not worth
    /// watching for leaks, which its runs are.
    private static final UnpooledByteBufAllocator ALLOCATOR =
            new UnpooledByteBufAllocator(true, true);

    private final int limit;
    private final List<@Nullable Region> regions = new ArrayList<>();
    private int made;
    private int empty;
    private boolean refused;

    /// @param bytes the bound; rounded down to whole regions
    Regions(long bytes) {
        limit = Math.toIntExact(bytes / Region.SIZE);
    }

    /// Takes a run of free blocks for so many octets, or a shorter one.
    ///
    /// @return null if there is no run long enough to be worth it
    synchronized @Nullable Place take(int octets) {
        int wanted = blocks(octets);
        int count = wanted;
        while (true) {
            int longest = 0;
            for (Region region : regions) {
                if (region == null) {
                    continue;
                }
                if (region.longest() >= count) {
                    boolean wasEmpty = region.isEmpty();
                    int first = region.take(count);
                    if (first >= 0) {
                        empty -= wasEmpty ? 1 : 0;
                        return new Place(region, first, count);
                    }
                }
                longest = Math.max(longest, region.longest());
            }
            if (!grow()) {
                if (longest == 0 || longest < wanted / SPLINTERS) {
                    return null;
                }
                count = Math.min(longest, count);
            }
        }
    }

    /// Gives blocks back; one empty region is kept for what comes next.
    synchronized void give(Region region, int first, int count) {
        region.give(first, count);
        if (!region.isEmpty()) {
            return;
        }
        if (empty == 0) {
            empty = 1;
        } else {
            regions.set(region.index, null);
            region.free();
            made--;
            refused = false;
        }
    }

    /// Bytes that are really taken from the system.
    synchronized long held() {
        return (long) made * Region.SIZE;
    }

    static int blocks(int octets) {
        return (octets + Region.BLOCK - 1) / Region.BLOCK;
    }

    private boolean grow() {
        if (made == limit || refused) {
            return false;
        }
        ByteBuf memory;
        try {
            memory = ALLOCATOR.directBuffer(Region.SIZE, Region.SIZE);
        } catch (OutOfMemoryError _) {
            // -XX:MaxDirectMemorySize is shared with all of Netty: make do with what there is
            refused = true;
            return false;
        }
        int index = regions.indexOf(null);
        if (index < 0) {
            index = regions.size();
            regions.add(null);
        }
        regions.set(index, new Region(index, memory));
        made++;
        empty++;
        return true;
    }

    /// Where free blocks have been found.
    record Place(Region region, int first, int count) {}
}
