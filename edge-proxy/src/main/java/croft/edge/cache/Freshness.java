package croft.edge.cache;

import java.time.Duration;

/// For how long a response may be reused, and what may be done once that is over: what its fields
/// said when it was received (RFC 9111 §4.2, RFC 5861).
///
/// @param lifetime from the time of generation; zero if it has none, or is malformed
/// @param basis where the lifetime comes from
/// @param noCache never reused without validation (RFC 9111 §5.2.2.4)
/// @param mustRevalidate never served stale (`must-revalidate`, `proxy-revalidate`, `s-maxage`)
/// @param staleWhileRevalidate for how long after its lifetime a response may be served while it is
///   validated in the background (RFC 5861 §3)
/// @param staleIfError for how long after its lifetime it may stand in for an error: what the
///   response says, else the site's policy; zero where forbidden (RFC 5861 §4)
public record Freshness(
        Duration lifetime,
        Basis basis,
        boolean noCache,
        boolean mustRevalidate,
        Duration staleWhileRevalidate,
        Duration staleIfError) {
    /// Where a freshness lifetime comes from, the strongest first.
    public enum Basis {
        /// `croft.yml` says so for the path.
        POLICY,
        /// `Edge-Cache-Control` or `CDN-Cache-Control` (RFC 9213).
        TARGETED,
        S_MAXAGE,
        MAX_AGE,
        EXPIRES,
        /// A tenth of the time since `Last-Modified` (RFC 9111 §4.2.2).
        HEURISTIC,
        /// Nothing: the response is stored to be validated only.
        NONE
    }
}
