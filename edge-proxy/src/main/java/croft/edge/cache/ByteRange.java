package croft.edge.cache;

/// A range of octets, resolved against the length of a representation.
///
/// @param first from 0
/// @param last inclusive
public record ByteRange(long first, long last) {
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    first + "-" + last + " (expected: first not after last)");
        }
    }

    /// Octets.
    public long length() {
        return last - first + 1;
    }
}
