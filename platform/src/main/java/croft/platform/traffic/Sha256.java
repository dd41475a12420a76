package croft.platform.traffic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Names made from content.
public final class Sha256 {
    /// 144 bits: no two contents meet by chance, and nobody finds two that do.
    private static final int OCTETS = 18;

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// A digest as 24 letters, digits, `-` and `_`.
    public static String text(byte[] digest) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, OCTETS));
    }
}
