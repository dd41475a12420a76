package croft.edge.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Values that thousands of stored responses have in common, held once: what equals a value that
/// was seen lately is replaced by that one. A table without chains, small and forgetful; what it
/// misses only costs memory. Safe for any thread.
///
/// Not a [Recent] of the identity: that one is asked at every hit, and is quick because it compares
/// nothing but texts.
public final class Recurring<T> {
    private final AtomicReferenceArray<@Nullable T> seen;

    /// Nothing has been seen yet.
    ///
    /// @param size how many are remembered at most, a power of two
    public Recurring(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size: " + size + " (expected: a power of two)");
        }
        seen = new AtomicReferenceArray<>(size);
    }

    /// The value, or one that equals it.
    public T of(T value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 16) & seen.length() - 1;
        T known = seen.getAcquire(place);
        if (known != null && known.equals(value)) {
            return known;
        }
        seen.setRelease(place, value);
        return value;
    }
}
