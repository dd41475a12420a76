package croft.site.content;

import java.util.Optional;

/// A content coding (RFC 9110 §8.4.1) in which a document may be sent, best first.
public enum Coding {
    BR("br", "br"),
    ZSTD("zstd", "zst"),
    GZIP("gzip", "gz");

    private final String token;
    private final String extension;

    Coding(String token, String extension) {
        this.token = token;
        this.extension = extension;
    }

    /// As in `Content-Encoding`.
    public String token() {
        return token;
    }

    /// Of a file in this coding, without a dot.
    public String extension() {
        return extension;
    }

    /// The coding whose files end so.
    public static Optional<Coding> ofExtension(String extension) {
        for (Coding coding : values()) {
            if (coding.extension.equals(extension)) {
                return Optional.of(coding);
            }
        }
        return Optional.empty();
    }
}
