package croft.edge.store;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What bodies are kept in: the bound for all of them, the memory itself, and how large one may be.
/// Safe for any thread.
public final class Memory {
    /// Less leaves no room for a few bodies in flight beside what is stored.
    public static final long SMALLEST = 8L << 20;

    /// How often room is made for one piece of a body before it is refused.
    private static final int ATTEMPTS = 3;

    private final Budget budget;
    private final Regions regions;
    private final long largestObject;
    private volatile LongPredicate makeRoom = _ -> false;

    private Memory(long bytes, long largestObject) {
        budget = new Budget(bytes);
        regions = new Regions(bytes);
        this.largestObject = largestObject;
    }

    /// Nothing is taken yet.
    ///
    /// @param bytes for all bodies, stored and in flight, and the heap that goes with them; the
    ///   process needs as much direct memory, beside Netty's own (`-XX:MaxDirectMemorySize`)
    /// @param largestObject that is stored, in octets; at most half of all
    public static Memory of(long bytes, long largestObject) {
        if (bytes < SMALLEST) {
            throw new IllegalArgumentException(
                    "cache: " + bytes + " bytes (expected: at least " + SMALLEST + ")");
        }
        if (largestObject < 1 || largestObject > bytes / 2) {
            throw new IllegalArgumentException(
                    "largest object: "
                            + largestObject
                            + " bytes (expected: 1 to "
                            + bytes / 2
                            + ", half of the cache)");
        }
        return new Memory(bytes, largestObject);
    }

    public Budget budget() {
        return budget;
    }

    /// Octets that one body may hold.
    public long largestObject() {
        return largestObject;
    }

    /// Bytes outside the heap that are really taken from the system, free blocks among them; never
    /// more than the budget's limit.
    public long held() {
        return regions.held();
    }

    /// Whom to ask for room when there is none.
    ///
    /// @param makeRoom gives up what is stored, so many bytes or more; false if there is nothing
    void onShortage(LongPredicate makeRoom) {
        this.makeRoom = makeRoom;
    }

    /// Reserves heap for what is to be stored, making room if need be.
    boolean reserve(long bytes) {
        for (int attempt = 0; !budget.reserve(bytes); attempt++) {
            if (attempt == ATTEMPTS || !makeRoom.test(bytes)) {
                return false;
            }
        }
        return true;
    }

    /// A run of blocks for so many octets, or for fewer; null if there is no room and none can be
    /// made.
    ///
    /// @param start the position in the body of the run's first octet
    @Nullable Run take(int octets, long start) {
        long wanted = (long) Regions.blocks(octets) * Region.BLOCK;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!reserve(wanted)) {
                return null;
            }
            Regions.Place place = regions.take(octets);
            if (place != null) {
                budget.release(wanted - (long) place.count() * Region.BLOCK);
                return new Run(this, place.region(), place.first(), place.count(), start);
            }
            budget.release(wanted);
            // the free blocks are too scattered
            if (!makeRoom.test(wanted)) {
                return null;
            }
        }
        return null;
    }

    void give(Region region, int first, int count) {
        regions.give(region, first, count);
        budget.release((long) count * Region.BLOCK);
    }
}
