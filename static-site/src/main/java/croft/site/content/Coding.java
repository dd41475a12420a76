package croft.site.content;

/// A content coding (RFC 9110 §8.4.1) in which a document may be kept besides its plain form; the
/// one that saves most first.
public enum Coding {
    /// RFC 7932.
    BR("br", ".br"),
    /// RFC 8878.
    ZSTD("zstd", ".zst"),
    /// RFC 1952.
    GZIP("gzip", ".gz");

    private final String token;
    private final String suffix;

    Coding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /// As Content-Encoding and Accept-Encoding name it.
    public String token() {
        return token;
    }

    /// What a file in this coding has behind the name of the plain one.
    public String suffix() {
        return suffix;
    }
}
