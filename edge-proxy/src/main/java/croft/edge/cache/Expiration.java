package croft.edge.cache;

import croft.edge.cache.Freshness.Basis;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a response's freshness follows from its fields (RFC 9111 §4.2, RFC 5861).
final class Expiration {
    /// RFC 9111 §4.2.2: a tenth of the time since the last change is the usual guess.
    private static final int SHARE_OF_AGE = 10;

    /// What nobody has promised is not believed for more than a day: a file of ten years ago may
    /// still change tomorrow, and its owner wonders then why nobody sees it.
    private static final Duration LONGEST_GUESS = Duration.ofHours(24);

    private Expiration() {}

    static Freshness of(
            int status,
            Fields fields,
            ResponseControl control,
            CachePolicy policy,
            Optional<Duration> ruled,
            Instant received) {
        boolean byPolicy = ruled.isPresent() && Statuses.takesPolicy(status);
        Optional<Explicit> explicit =
                byPolicy
                        ? Optional.of(new Explicit(ruled.get(), Basis.POLICY))
                        : explicit(fields, control, received);
        Explicit lifetime =
                explicit.or(() -> heuristic(status, fields, control, received))
                        .orElse(new Explicit(Duration.ZERO, Basis.NONE));
        boolean noCache = control.has("no-cache") && !byPolicy;
        // RFC 9111 §5.2.2.2, §5.2.2.8
        boolean saysRevalidate = control.has("must-revalidate") || control.has("proxy-revalidate");
        // RFC 9111 §5.2.2.10: s-maxage says the same. But who says s-maxage and for how long it may
        // be exceeded, has said what he means.
        boolean impliesRevalidate = control.has("s-maxage");
        boolean forbidden = noCache || saysRevalidate;
        return new Freshness(
                lifetime.value,
                lifetime.basis,
                noCache,
                saysRevalidate || impliesRevalidate,
                forbidden
                        ? Duration.ZERO
                        : control.directives()
                                .seconds("stale-while-revalidate")
                                .orElse(Duration.ZERO),
                forbidden
                        ? Duration.ZERO
                        : control.directives()
                                .seconds("stale-if-error")
                                .orElse(
                                        impliesRevalidate || status >= 500
                                                ? Duration.ZERO
                                                : policy.stale()));
    }

    /// RFC 9111 §4.2.1: the first of them that is there, be it malformed, which makes it zero.
    private static Optional<Explicit> explicit(
            Fields fields, ResponseControl control, Instant received) {
        Optional<Duration> shared = control.directives().seconds("s-maxage");
        Optional<Duration> any = control.directives().seconds("max-age");
        if (control.targeted()) {
            // RFC 9213 §2.2: Expires is ignored as well
            return shared.or(() -> any).map(value -> new Explicit(value, Basis.TARGETED));
        }
        if (shared.isPresent()) {
            return Optional.of(new Explicit(shared.get(), Basis.S_MAXAGE));
        }
        if (any.isPresent()) {
            return Optional.of(new Explicit(any.get(), Basis.MAX_AGE));
        }
        List<String> expires = fields.all("expires");
        return expires.isEmpty()
                ? Optional.empty()
                : Optional.of(new Explicit(untilExpires(expires, fields, received), Basis.EXPIRES));
    }

    /// RFC 9111 §5.3: from `Date` to `Expires`; what is no date, like `0`, has expired.
    private static Duration untilExpires(List<String> expires, Fields fields, Instant received) {
        if (expires.stream().distinct().count() > 1) {
            // RFC 9111 §4.2.1: conflicting values
            return Duration.ZERO;
        }
        return HttpDate.parse(expires.getFirst(), received)
                .map(end -> Duration.between(Ages.generated(fields, received), end))
                .filter(lifetime -> !lifetime.isNegative())
                .map(DeltaSeconds::capped)
                .orElse(Duration.ZERO);
    }

    /// RFC 9111 §4.2.2: where nothing is said, and where the status or `public` allows it.
    private static Optional<Explicit> heuristic(
            int status, Fields fields, ResponseControl control, Instant received) {
        if (!allowsHeuristic(status, control)) {
            return Optional.empty();
        }
        return Validators.lastModified(fields, received)
                .map(modified -> Duration.between(modified, Ages.generated(fields, received)))
                .filter(unchanged -> !unchanged.isNegative() && !unchanged.isZero())
                .map(unchanged -> unchanged.dividedBy(SHARE_OF_AGE))
                .map(guess -> guess.compareTo(LONGEST_GUESS) > 0 ? LONGEST_GUESS : guess)
                .map(guess -> new Explicit(guess, Basis.HEURISTIC));
    }

    /// RFC 9111 §3, §4.2.2.
    static boolean allowsHeuristic(int status, ResponseControl control) {
        return Statuses.isHeuristicallyCacheable(status) || control.has("public");
    }

    private record Explicit(Duration value, Basis basis) {}
}
