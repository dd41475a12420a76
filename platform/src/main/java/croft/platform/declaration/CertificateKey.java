package croft.platform.declaration;

/// What the key of a certificate is.
public enum CertificateKey {
    P256("p-256"),
    P384("p-384"),
    RSA2048("rsa-2048"),
    RSA3072("rsa-3072"),
    RSA4096("rsa-4096");

    private final String word;

    CertificateKey(String word) {
        this.word = word;
    }

    /// As in croft.yml.
    public String word() {
        return word;
    }

    /// Whether it is an RSA key; else it is one of an elliptic curve.
    public boolean isRsa() {
        return this == RSA2048 || this == RSA3072 || this == RSA4096;
    }
}
