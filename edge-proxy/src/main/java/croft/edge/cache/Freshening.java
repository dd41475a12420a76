package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Instant;
import java.util.Optional;

/// What a stored response becomes by a 304, or by the answer to HEAD (RFC 9111 §3.2, §4.3.4,
/// §4.3.5).
public final class Freshening {
    private Freshening() {}

    /// The stored response with the fields of the 304.
    ///
    /// @param request that was validated for
    /// @return empty if the 304 is about another representation, or forbids to keep it
    public static Optional<StoredResponse> by(
            StoredResponse stored,
            RequestHead request,
            CachePolicy policy,
            ResponseHead notModified,
            Instant requested,
            Instant received) {
        throw new UnsupportedOperationException();
    }

    /// The same for the answer to HEAD; empty also if it shows that what is stored is outdated.
    public static Optional<StoredResponse> byHead(
            StoredResponse stored,
            long storedLength,
            RequestHead request,
            CachePolicy policy,
            ResponseHead response,
            Instant requested,
            Instant received) {
        throw new UnsupportedOperationException();
    }

    /// A part and the 206 that continues it, as one stored response (RFC 9111 §3.4).
    ///
    /// @return empty unless both are of the same representation and touch
    public static Optional<StoredResponse> combined(
            StoredResponse part,
            RequestHead request,
            CachePolicy policy,
            ResponseHead partial,
            Instant requested,
            Instant received) {
        throw new UnsupportedOperationException();
    }
}
