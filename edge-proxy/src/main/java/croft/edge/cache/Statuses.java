package croft.edge.cache;

import java.util.Set;

/// What statuses mean to a cache.
final class Statuses {
    /// RFC 9110 §15.1: cacheable without explicit freshness.
    private static final Set<Integer> HEURISTIC =
            Set.of(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501);

    /// RFC 9110 §15: what a cache must do with them is known here (for `must-understand`, RFC 9111
    /// §5.2.2.3).
    private static final Set<Integer> UNDERSTOOD =
            Set.of(
                    200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 305, 307, 308, 400, 401,
                    402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417,
                    421, 422, 426, 500, 501, 502, 503, 504, 505);

    /// Never kept, whatever else they say. 304, 412, 416 and 417 answer a condition, a range, an
    /// expectation, not the URI. 400, 413, 414 and 431 are what a request with broken or oversized
    /// fields gets: kept, they would be served in place of a page that is fine. RFC 6585 §3-§6
    /// forbids to store 428, 429, 431 and 511.
    private static final Set<Integer> NEVER_STORED =
            Set.of(304, 400, 412, 413, 414, 416, 417, 428, 429, 431, 511);

    private Statuses() {}

    static boolean isHeuristicallyCacheable(int status) {
        return HEURISTIC.contains(status);
    }

    static boolean isUnderstood(int status) {
        return UNDERSTOOD.contains(status);
    }

    static boolean isNeverStored(int status) {
        return NEVER_STORED.contains(status);
    }

    /// Whether the site's own freshness for a path may be put on it: what the path is about, or
    /// where it went, but no error, which a backend's moment of weakness would make last.
    static boolean takesPolicy(int status) {
        return status < 400 && HEURISTIC.contains(status);
    }
}
