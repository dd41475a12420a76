package croft.certs.wanted;

/// Which of the certificates that are held for one set of names.
public enum Variant {
    /// The one that every client of today takes.
    MAIN("main"),
    /// One with an RSA key, for old clients.
    RSA("rsa");

    private final String word;

    Variant(String word) {
        this.word = word;
    }

    /// As in the tables of the vault.
    public String word() {
        return word;
    }

    /// Reads a word of the tables.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Variant of(String word) {
        return switch (word) {
            case "main" -> MAIN;
            case "rsa" -> RSA;
            default ->
                    throw new IllegalArgumentException(
                            "variant: " + word + " (expected: main or rsa)");
        };
    }
}
