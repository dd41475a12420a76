package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Instant;

/// Decides whether a response is stored (RFC 9111 §3), and reads from it what is to be known later.
public final class Storing {
    private Storing() {}

    /// Of a final response.
    ///
    /// @param request as the client sent it
    /// @param requested when it went to the backend
    /// @param received when the response's head came
    public static Storability decide(
            RequestHead request,
            CachePolicy policy,
            ResponseHead response,
            Instant requested,
            Instant received) {
        throw new UnsupportedOperationException();
    }
}
