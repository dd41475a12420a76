package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.util.Optional;

/// Builds cache keys.
public final class Keys {
    private Keys() {}

    /// The key of a request.
    ///
    /// @param learned what a stored response for the same host and path has said of its query
    public static CacheKey of(
            RequestHead request, CachePolicy policy, Optional<SearchRule> learned) {
        throw new UnsupportedOperationException();
    }
}
