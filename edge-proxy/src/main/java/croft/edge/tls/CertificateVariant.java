package croft.edge.tls;

/// Which of the certificates for the same names one is.
public enum CertificateVariant {
    /// What everybody gets who can check it.
    MAIN("main"),
    /// Held beside it, with an RSA key, for clients that know no other.
    RSA("rsa");

    private final String word;

    CertificateVariant(String word) {
        this.word = word;
    }

    /// As in the database (docs/contracts/database.md).
    public String word() {
        return word;
    }

    /// The variant of a word.
    ///
    /// @throws IllegalArgumentException if there is none
    public static CertificateVariant of(String word) {
        return switch (word) {
            case "main" -> MAIN;
            case "rsa" -> RSA;
            default ->
                    throw new IllegalArgumentException(
                            "variant: " + word + " (expected: main or rsa)");
        };
    }
}
