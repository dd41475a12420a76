package croft.site.content;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Octets in memory that nobody changes any more.
public final class Octets {
    private final byte[] bytes;

    /// These octets.
    ///
    /// @param bytes given away by the caller
    public Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public int length() {
        return bytes.length;
    }

    /// The octets themselves, not to be changed.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets others && Arrays.equals(bytes, others.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
