package croft.site.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The name of some octets: their SHA-256, as four numbers, first octet highest.
public record BlobId(long first, long second, long third, long fourth)
        implements Comparable<BlobId> {
    /// How long a digest is.
    static final int OCTETS = 32;

    private static final int DIGITS = 2 * OCTETS;

    /// Digits that tell the releases of one project apart, for people.
    private static final int LABEL_DIGITS = 12;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// The name of what `digest` has been given; the digest is reset.
    static BlobId of(MessageDigest digest) {
        return read(digest.digest(), 0);
    }

    /// The name of these octets.
    public static BlobId of(byte[] content) {
        return read(sha256().digest(content), 0);
    }

    /// 64 hexadecimal digits in lower case, as everybody's `sha256sum` prints them; empty if `text`
    /// is anything else.
    public static Optional<BlobId> parse(String text) {
        if (text.length() != DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return Optional.empty();
            }
        }
        return Optional.of(read(HexFormat.of().parseHex(text), 0));
    }

    static BlobId read(byte[] from, int at) {
        return new BlobId(
                (long) LONGS.get(from, at),
                (long) LONGS.get(from, at + 8),
                (long) LONGS.get(from, at + 16),
                (long) LONGS.get(from, at + 24));
    }

    void write(byte[] to, int at) {
        LONGS.set(to, at, first);
        LONGS.set(to, at + 8, second);
        LONGS.set(to, at + 16, third);
        LONGS.set(to, at + 24, fourth);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The first digits, which name a release where a person reads or types it.
    public String label() {
        return toString().substring(0, LABEL_DIGITS);
    }

    @Override
    public int compareTo(BlobId other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    @Override
    public String toString() {
        byte[] octets = new byte[OCTETS];
        write(octets, 0);
        return HexFormat.of().formatHex(octets);
    }
}
