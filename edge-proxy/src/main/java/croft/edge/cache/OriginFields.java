package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;

/// The fields of a request that is sent to the backend for the store, instead of the client's own:
/// without the client's conditions, ranges and ignored cookies, with those that are needed.
public final class OriginFields {
    private OriginFields() {}

    /// The client's fields, changed. Those of a connection and the claims about the way here are
    /// the caller's business.
    public static <C extends Candidate> Fields of(
            RequestHead request, CachePolicy policy, Decision.Ask<C> ask) {
        throw new UnsupportedOperationException();
    }
}
