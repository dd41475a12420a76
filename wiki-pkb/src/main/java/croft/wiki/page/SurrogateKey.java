package croft.wiki.page;

import croft.platform.declaration.HostName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A facet of one wiki as caches in front of it know it: `wiki:HOST/FACET`, in visible ASCII. What
/// docs/contracts/surrogate-keys.md promises of it is promised here.
public record SurrogateKey(String value) {
    private static final String KIND = "wiki:";

    /// What the journal takes as one key.
    private static final int LONGEST = 253;

    /// 144 bits are told apart from each other by nobody, and are whole characters of base64.
    private static final int OCTETS_OF_A_HASH = 18;

    private static final String UNESCAPED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public static SurrogateKey of(HostName host, Facet facet) {
        String name = host + "/" + encoded(facet.key());
        return new SurrogateKey(
                KIND.length() + name.length() <= LONGEST ? KIND + name : KIND + "#" + hash(name));
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && UNESCAPED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static String hash(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, OCTETS_OF_A_HASH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
