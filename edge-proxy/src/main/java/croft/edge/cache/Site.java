package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import java.util.Optional;

/// What a site's policy says of a request as a whole.
final class Site {
    private Site() {}

    /// Why the store has no part in it.
    static Optional<String> keepsOut(RequestHead request, CachePolicy policy, Asked asked) {
        if (!policy.enabled()) {
            return Optional.of("cache is off");
        }
        return PathRules.never(policy, request.target())
                .map(path -> "path " + path)
                .or(() -> Cookies.bypassing(asked.cookies(), policy).map(name -> "cookie " + name));
    }
}
