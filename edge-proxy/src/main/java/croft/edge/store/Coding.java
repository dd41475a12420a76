package croft.edge.store;

/// A content coding (RFC 9110 §8.4.1) in which stored responses are also kept, the densest first.
public enum Coding {
    /// RFC 7932.
    BR("br"),
    /// RFC 8878.
    ZSTD("zstd"),
    /// RFC 1952.
    GZIP("gzip");

    private final String token;

    Coding(String token) {
        this.token = token;
    }

    /// As `content-encoding` and `accept-encoding` name it.
    public String token() {
        return token;
    }
}
