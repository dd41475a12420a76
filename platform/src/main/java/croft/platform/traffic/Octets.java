package croft.platform.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Octets in memory that nobody changes any more.
public final class Octets {
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    /// These octets.
    ///
    /// @param bytes given away by the caller
    public Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A text in UTF-8.
    public static Octets of(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /// The octets themselves, not to be changed.
    public byte[] bytes() {
        return bytes;
    }

    /// A short name of the content: letters, digits, `-` and `_`.
    public String digest() {
        return Sha256.text(Sha256.digest().digest(bytes));
    }

    /// As UTF-8.
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
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
