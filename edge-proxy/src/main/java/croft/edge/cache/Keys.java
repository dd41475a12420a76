package croft.edge.cache;

import croft.edge.http.RequestHead;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.Glob;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Builds cache keys (RFC 9111 §2). A key differs from its target only by what the site's policy or
/// the backend has said not to matter: nothing is decoded, no path is tidied up, as two spellings
/// that a backend tells apart must never answer for each other.
public final class Keys {
    private Keys() {}

    /// The key of a request.
    ///
    /// @param learned what a stored response for the same host and path has said of its query
    public static CacheKey of(
            RequestHead request, CachePolicy policy, Optional<SearchRule> learned) {
        return new CacheKey(request.authority().host(), target(request.target(), policy, learned));
    }

    private static String target(String target, CachePolicy policy, Optional<SearchRule> learned) {
        int mark = target.indexOf('?');
        if (mark < 0
                || (learned.isEmpty()
                        && policy.droppedParameters().isEmpty()
                        && !policy.sortedParameters())) {
            return target;
        }
        String query = target.substring(mark + 1);
        boolean sorted =
                policy.sortedParameters() || learned.filter(SearchRule::keyOrder).isPresent();
        String normal = Query.normal(query, kept(policy, learned), sorted);
        if (normal.isEmpty() && !query.isEmpty()) {
            return target.substring(0, mark);
        }
        return target.substring(0, mark + 1) + normal;
    }

    private static Predicate<String> kept(CachePolicy policy, Optional<SearchRule> learned) {
        Predicate<String> undropped =
                name -> {
                    for (Glob dropped : policy.droppedParameters()) {
                        if (dropped.matches(name)) {
                            return false;
                        }
                    }
                    return true;
                };
        if (learned.isEmpty()) {
            return undropped;
        }
        SearchRule rule = learned.get();
        Set<String> names = new HashSet<>(rule.names());
        // with `all`, the names are the exceptions that matter
        return undropped.and(name -> names.contains(name) == rule.all());
    }
}
