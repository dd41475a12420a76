package croft.edge.cache;

/// Why a request went to the backend (RFC 9211 §2.2).
public enum ForwardReason {
    /// The cache was told not to handle it.
    BYPASS("bypass"),
    METHOD("method"),
    URI_MISS("uri-miss"),
    VARY_MISS("vary-miss"),
    /// Something is stored that would do, but the request demands validation.
    REQUEST("request"),
    STALE("stale"),
    PARTIAL("partial");

    private final String token;

    ForwardReason(String token) {
        this.token = token;
    }

    public String token() {
        return token;
    }
}
