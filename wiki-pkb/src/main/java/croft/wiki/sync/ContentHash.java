package croft.wiki.sync;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a file's octets, as four numbers: one is held for every page of a wiki.
record ContentHash(long first, long second, long third, long fourth) {
    static ContentHash of(byte[] content) {
        return ofDigest(digest().digest(content));
    }

    /// Of the 32 octets of a digest.
    static ContentHash ofDigest(byte[] digest) {
        ByteBuffer numbers = ByteBuffer.wrap(digest);
        return new ContentHash(
                numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    }

    byte[] octets() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets());
    }
}
