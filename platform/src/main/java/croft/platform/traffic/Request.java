package croft.platform.traffic;

import java.util.Optional;

/// The head of a request that passed every check of the server: one Host, one length, few fields.
/// What its target means is the handler's to say.
///
/// @param method as it was sent
/// @param host as named by the request, in lower case without port, and without the dot of a fully
///   qualified name
/// @param target as it stood in the request line
/// @param old whether it is of HTTP/1.0, which knows no chunks
/// @param peer the address of the connection's other end
public record Request(
        String method, String host, String target, Fields fields, boolean old, String peer) {
    public boolean isGet() {
        return method.equals("GET");
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }

    /// The path as it stood in the request, undecoded.
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /// With its question mark, undecoded; empty without one.
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question);
    }

    /// Whether there is more than a head, be it nothing in chunks.
    public boolean hasBody() {
        return fields.has("transfer-encoding")
                || fields.of("content-length").filter(length -> !length.equals("0")).isPresent();
    }

    public Preconditions preconditions() {
        return new Preconditions(
                fields.of("if-match"),
                fields.of("if-unmodified-since"),
                fields.of("if-none-match"),
                fields.of("if-modified-since"),
                fields.of("if-range"));
    }

    /// Empty for all but GET, which alone has ranges (RFC 9110 §14.2).
    public Optional<String> range() {
        return isGet() ? fields.of("range") : Optional.empty();
    }
}
