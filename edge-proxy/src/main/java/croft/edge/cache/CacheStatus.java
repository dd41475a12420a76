package croft.edge.cache;

import java.time.Duration;
import java.util.Optional;

/// Texts of `Cache-Status` (RFC 9211). A member for ourselves; what a cache behind us has written
/// stays before it.
public final class CacheStatus {
    private CacheStatus() {}

    /// Answered from the store.
    public static String hit(Duration ttl) {
        throw new UnsupportedOperationException();
    }

    /// Answered from the store although stale, the backend having failed.
    ///
    /// @param error of RFC 9209, or the status, such as `connection_refused` or `503`
    public static String standIn(Duration ttl, ForwardReason reason, String error) {
        throw new UnsupportedOperationException();
    }

    /// Asked the backend.
    ///
    /// @param status of its answer
    /// @param stored whether the answer was stored
    /// @param collapsed whether another request's answer was used
    /// @param detail why it was not stored, or whatever else is to be known
    public static String forwarded(
            ForwardReason reason,
            int status,
            boolean stored,
            boolean collapsed,
            Optional<String> detail) {
        throw new UnsupportedOperationException();
    }
}
