package croft.certs.acme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// What an authority wants to see.
public sealed interface Proof {
    /// A file on port 80 (RFC 8555 §8.3).
    ///
    /// @param token the end of its path
    /// @param keyAuthorization its content
    record Http(String token, String keyAuthorization) implements Proof {}

    /// A TXT record at `_acme-challenge.` (RFC 8555 §8.4).
    record Dns(String value) implements Proof {
        static Dns of(String keyAuthorization) {
            return new Dns(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(sha256(keyAuthorization)));
        }
    }

    /// A certificate in a handshake on port 443 (RFC 8737): [AlpnCertificate] makes it.
    record Alpn(String keyAuthorization) implements Proof {
        /// What the certificate carries.
        public byte[] digest() {
            return sha256(keyAuthorization);
        }
    }

    /// A TXT record that stays (draft-ietf-acme-dns-persist): [PersistRecord] makes it.
    ///
    /// @param issuers how the authority is named in it; one of them has to be expected already
    record Persist(List<String> issuers) implements Proof {
        public Persist {
            issuers = List.copyOf(issuers);
        }
    }

    /// One that is not known here, or not safe to follow.
    record Other(String why) implements Proof {}

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
