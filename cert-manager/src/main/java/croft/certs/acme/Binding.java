package croft.certs.acme;

import java.util.Base64;

/// The account at an authority's website that a new ACME account belongs to (RFC 8555 §7.3.4).
///
/// @param keyId names it; no secret
/// @param hmac proves it: base64url, as the website shows it
public record Binding(String keyId, String hmac) {
    /// HS256, which every authority takes, wants no shorter key (RFC 7518 §3.2).
    private static final int SHORTEST = 32;

    public Binding {
        hmac = hmac.strip().replace('+', '-').replace('/', '_').replaceAll("=+$", "");
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("key id: empty (expected: as the website shows it)");
        }
        if (bytes(hmac) < SHORTEST) {
            throw new IllegalArgumentException(
                    "HMAC key of "
                            + keyId
                            + ": not base64url text of "
                            + SHORTEST
                            + " bytes or more (expected: as the website shows it)");
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Binding[keyId=" + keyId + "]";
    }

    private static int bytes(String hmac) {
        try {
            return Base64.getUrlDecoder().decode(hmac).length;
        } catch (IllegalArgumentException _) {
            return 0;
        }
    }
}
