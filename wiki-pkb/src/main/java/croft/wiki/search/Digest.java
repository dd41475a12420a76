package croft.wiki.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// A SHA-256 of several values, to tell whether any is another.
///
/// @param octets 32; neither copied nor to be changed
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are stated
record Digest(byte[] octets) {
    static Digest of(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String value : values) {
                byte[] octets = value.getBytes(StandardCharsets.UTF_8);
                // The length keeps "a", "bc" and "ab", "c" apart.
                digest.update((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(octets);
            }
            return new Digest(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(octets, digest.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
