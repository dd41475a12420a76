package croft.certs.vault;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate authority of this installation: its root and the key that signs.
public record Root(X509Certificate certificate, PrivateKey key) {
    /// The subject as in the issuer field of what it signs.
    public String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /// The name only.
    @Override
    public String toString() {
        return name();
    }
}
