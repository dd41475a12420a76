package croft.edge.tls;

/// A certificate cannot be presented.
public final class CertificateRefused extends Exception {
    CertificateRefused(HeldCertificate certificate, Exception cause) {
        super(certificate + ": " + cause.getMessage(), cause);
    }
}
