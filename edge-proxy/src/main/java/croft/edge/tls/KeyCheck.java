package croft.edge.tls;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;

/// Whether a certificate's key is its own. BoringSSL would notice only in the middle of a visitor's
/// handshake.
final class KeyCheck {
    private static final byte[] PROBE = {'c', 'r', 'o', 'f', 't'};

    private KeyCheck() {}

    /// Signs with the key and verifies with the leaf.
    ///
    /// @throws IllegalArgumentException if the one does not verify the other
    static void requireKeyOf(HeldCertificate certificate) {
        X509Certificate leaf = certificate.chain().getFirst();
        try {
            Signature signature =
                    Signature.getInstance(algorithm(certificate.key().getAlgorithm()));
            signature.initSign(certificate.key());
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            signature.update(PROBE);
            if (!signature.verify(signed)) {
                throw new IllegalArgumentException("its key belongs to another certificate");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("its key cannot be used: " + e.getMessage(), e);
        }
    }

    private static String algorithm(String key) {
        return switch (key) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key;
        };
    }
}
