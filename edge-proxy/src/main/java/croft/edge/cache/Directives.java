package croft.edge.cache;

import java.time.Duration;
import java.util.Optional;

/// Directives for caches (RFC 9111 §5.2), by their names in lower case. What a directive says that
/// is malformed or contradicts itself, is taken the cautious way (RFC 9111 §4.2.1).
sealed interface Directives permits CacheControl, TargetedControl {
    /// Whether the directive is there, with or without an argument. A list of field names as the
    /// argument of `private` and `no-cache` does not restrict them, as RFC 9111 §5.2.2.4 and
    /// §5.2.2.7 allow.
    boolean has(String name);

    /// The directive's argument as a span of time; zero if it is malformed, missing, or not the
    /// same every time; empty if the directive is not there.
    Optional<Duration> seconds(String name);
}
