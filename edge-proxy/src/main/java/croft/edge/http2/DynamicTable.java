package croft.edge.http2;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The fields that a peer asked us to remember (RFC 7541 §2.3.2, §4): the newest has index 0, and
/// the oldest leave when the sum of sizes would pass the limit. A ring that grows with use, so that
/// a connection that never sends one costs nothing.
final class DynamicTable {
    private static final int FIRST_CAPACITY = 16;

    private @Nullable HeaderField[] ring = new HeaderField[0];
    private int newest;
    private int count;
    private int size;
    private int limit;

    /// @param limit in octets, as RFC 7541 §4.1 counts them
    DynamicTable(int limit) {
        this.limit = limit;
    }

    int count() {
        return count;
    }

    int size() {
        return size;
    }

    /// The entry at `index`, or null where there is none.
    @Nullable HeaderField get(int index) {
        return index >= count ? null : ring[(newest - index) & (ring.length - 1)];
    }

    /// A new limit; entries over it leave at once (RFC 7541 §4.3).
    void limit(int octets) {
        limit = octets;
        evictTo(limit);
    }

    /// Remembers a field. One larger than the table empties it and is not kept (RFC 7541 §4.4).
    void add(HeaderField field) {
        evictTo(limit - field.size());
        if (field.size() > limit) {
            return;
        }
        if (count == ring.length) {
            grow();
        }
        newest = (newest + 1) & (ring.length - 1);
        ring[newest] = field;
        count++;
        size += field.size();
    }

    private void evictTo(int octets) {
        while (count > 0 && size > octets) {
            int oldest = (newest - count + 1) & (ring.length - 1);
            HeaderField field = ring[oldest];
            size -= field == null ? 0 : field.size();
            ring[oldest] = null;
            count--;
        }
    }

    private void grow() {
        @Nullable HeaderField[] larger = new HeaderField[Math.max(FIRST_CAPACITY, 2 * ring.length)];
        for (int i = 0; i < count; i++) {
            larger[count - 1 - i] = get(i);
        }
        ring = larger;
        newest = count - 1 & (ring.length - 1);
    }

    @Override
    public String toString() {
        return Arrays.toString(ring);
    }
}
