package croft.stack.clients;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Octets with a label, as text (RFC 7468).
final class Pem {
    private Pem() {}

    static String of(String label, byte[] octets) {
        String base64 =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(octets);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
