package croft.site.rules;

import java.util.Set;

/// Which fields a site may decide about.
final class FieldNames {
    /// For caches that may share it (RFC 9213): only the server sends it.
    static final String EDGE_CACHE_CONTROL = "Edge-Cache-Control";

    /// Fields that say how a message is framed, which octets it carries, or what a cache may do for
    /// this site and others. The server alone knows, and a wrong one breaks more than this answer.
    private static final Set<String> KEPT =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "content-length",
                    "content-encoding",
                    "content-range",
                    "accept-ranges",
                    "etag",
                    "last-modified",
                    "date",
                    "location",
                    "age",
                    "via",
                    "alt-svc",
                    "cache-status",
                    "cache-groups",
                    "cache-group-invalidation",
                    "surrogate-control",
                    "surrogate-key",
                    "edge-cache-control",
                    "no-vary-search",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "host",
                    "http2-settings");

    /// Fields whose lines a site adds to those of the server: cookies cannot be joined by commas,
    /// and what the server chooses by stays true.
    private static final Set<String> ADDED = Set.of("set-cookie", "vary");

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private FieldNames() {}

    /// @param name in lower case
    static boolean isKept(String name) {
        return KEPT.contains(name);
    }

    /// @param name in lower case
    static boolean isAdded(String name) {
        return ADDED.contains(name);
    }

    /// RFC 9110 §5.6.2.
    static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9')
                                        || MARKS.indexOf(c) >= 0);
    }

    /// What every recipient reads alike (RFC 9110 §5.5).
    static boolean isValue(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t');
    }
}
