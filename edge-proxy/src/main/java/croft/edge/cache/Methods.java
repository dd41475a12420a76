package croft.edge.cache;

/// What methods mean to a cache.
final class Methods {
    private Methods() {}

    /// Whether a stored response can answer it (RFC 9110 §9.2.3; HEAD by a stored response to GET,
    /// RFC 9111 §4).
    static boolean isAnswered(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /// Whether it asks for no change (RFC 9110 §9.2.1, RFC 10008 §2). A method that is not known
    /// might do anything (RFC 9111 §4.4).
    static boolean isSafe(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "QUERY" -> true;
            default -> false;
        };
    }
}
