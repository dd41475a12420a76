package croft.edge.cache;

import java.time.Duration;
import java.time.Instant;

/// How fresh a stored response is at some moment (RFC 9111 §4.2).
///
/// @param age `current_age`
/// @param ttl lifetime left; zero or negative if stale
record Standing(Duration age, Duration ttl) {
    static Standing of(Candidate candidate, Instant now) {
        Duration age = Ages.current(candidate.response(), now);
        return new Standing(age, candidate.response().freshness().lifetime().minus(age));
    }

    /// RFC 9111 §4.2: the lifetime is longer than the age.
    boolean isFresh() {
        return ttl.isPositive();
    }

    /// Whether it has been stale no longer than `window`, which must be a time at all.
    boolean isWithin(Duration window) {
        return window.isPositive() && ttl.negated().compareTo(window) <= 0;
    }

    /// Whether a client that takes stale responses takes this one (RFC 9111 §5.2.1.2).
    boolean isAccepted(RequestControl control) {
        return control.maxStale().filter(this::isWithin).isPresent();
    }
}
