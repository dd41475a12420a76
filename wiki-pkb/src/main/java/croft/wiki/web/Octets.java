package croft.wiki.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Octets in memory that nobody changes.
final class Octets {
    static final Octets NONE = new Octets(new byte[0]);

    /// Enough of a SHA-256 that no two contents of one wiki share it.
    private static final int DIGEST_OCTETS = 12;

    private final byte[] bytes;

    /// @param bytes given away by the caller
    Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    static Octets of(String text) {
        return new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return bytes.length;
    }

    /// The octets themselves, not to be changed.
    byte[] bytes() {
        return bytes;
    }

    /// A short name of the content: letters, digits, `-` and `_`.
    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(hash, DIGEST_OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

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
