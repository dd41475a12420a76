package croft.platform.traffic;

/// A run of octets.
///
/// @param first from 0
/// @param last inclusive, as in Content-Range
public record Slice(long first, long last) {
    public Slice {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    first + "-" + last + " (expected: first not after last)");
        }
    }

    public long length() {
        return last - first + 1;
    }

    /// Whether one part costs no more than two: they overlap, touch, or leave out less than the
    /// head of another part would take.
    boolean near(Slice other, long overhead) {
        return first <= other.last + 1 + overhead && other.first <= last + 1 + overhead;
    }

    Slice span(Slice other) {
        return new Slice(Math.min(first, other.first), Math.max(last, other.last));
    }
}
