package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides what a request gets (RFC 9111 §4, §5.2.1; RFC 9110 §13, §14).
public final class Reuse {
    private Reuse() {}

    /// Whether a request goes past the store whatever is in it: its method, its cookies, its path.
    public static Optional<Decision.Pass<Candidate>> past(RequestHead request, CachePolicy policy) {
        throw new UnsupportedOperationException();
    }

    /// The decision for a request that does not go past the store.
    ///
    /// @param stored every response stored under the request's key, the newest first
    public static <C extends Candidate> Decision<C> decide(
            RequestHead request, CachePolicy policy, List<C> stored, Instant now) {
        throw new UnsupportedOperationException();
    }

    /// What may answer although the backend failed, or answered 500, 502, 503 or 504: a stored
    /// response within its time to stand in (RFC 9111 §4.2.4, RFC 5861 §4).
    public static <C extends Candidate> Optional<Decision.Serve<C>> standIn(
            RequestHead request, CachePolicy policy, C stored, Instant now) {
        throw new UnsupportedOperationException();
    }

    /// Whether a response that was asked for by another request, and is being received, answers
    /// this one too, which has waited for it (RFC 9111 §4: collapsed requests). Freshness does not
    /// matter where the response is as new as the request; `no-cache`, selection, cookies,
    /// authorisation do.
    public static <C extends Candidate> Optional<Decision.Serve<C>> shared(
            RequestHead request, CachePolicy policy, C received, Instant now) {
        throw new UnsupportedOperationException();
    }

    /// What of a stored response a request gets, whatever its freshness.
    public static Delivery deliver(RequestHead request, Candidate stored) {
        throw new UnsupportedOperationException();
    }
}
