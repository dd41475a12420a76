package croft.edge.cache;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.PathRule;
import croft.platform.declaration.CachePolicy.Treatment;
import java.time.Duration;
import java.util.Optional;

/// What a site's policy says of single paths.
final class PathRules {
    private PathRules() {}

    /// The pattern that keeps a path out of the store.
    static Optional<String> never(CachePolicy policy, String target) {
        return rule(policy, target)
                .filter(rule -> rule.treatment() instanceof Treatment.Never)
                .map(rule -> rule.path().text());
    }

    /// The freshness that a path gets.
    static Optional<Duration> fresh(CachePolicy policy, String target) {
        return rule(policy, target)
                .flatMap(rule ->
                        switch (rule.treatment()) {
                            case Treatment.Never _, Treatment.AsSaid _ -> Optional.empty();
                            case Treatment.Fresh(Duration lifetime) -> Optional.of(lifetime);
                        });
    }

    /// The first that matches.
    private static Optional<PathRule> rule(CachePolicy policy, String target) {
        if (policy.paths().isEmpty()) {
            return Optional.empty();
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        for (PathRule rule : policy.paths()) {
            if (rule.path().matches(path)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
