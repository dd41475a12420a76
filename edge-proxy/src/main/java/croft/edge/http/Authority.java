package croft.edge.http;

/// Whom a request is for (RFC 9110 §7.2), checked.
///
/// @param host lower case, without port and without a trailing dot; an IPv6 literal keeps its
///   brackets
/// @param port as sent, or -1 where none was
public record Authority(String host, int port) {
    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
