package croft.certs.wanted;

import croft.platform.declaration.CertificateKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is to be done about one certificate.
public sealed interface Verdict {
    /// This part of a life passes before one more is ordered that would be due at once, too.
    int PACE = 20;

    /// Nothing before it is due.
    record Good(Held.Renewal renewal) implements Verdict {}

    /// It is issued.
    record Issue(Reason reason) implements Verdict {}

    /// It would be issued, but not yet.
    record Wait(Reason reason, Optional<Instant> until, String because) implements Verdict {}

    /// What is to be done about one certificate now.
    static Verdict of(Wanted wanted, Optional<Held> held, Known known, Instant now) {
        Optional<Reason> reason = reason(wanted, held, known, now);
        if (known.asked().contains(wanted.id())) {
            return new Issue(reason.orElseGet(Reason.Requested::new));
        }
        if (held.isPresent() && isOfWrongClock(held.get(), now)) {
            Instant begins = held.get().notBefore();
            return new Wait(
                    new Reason.NotYetValid(begins),
                    Optional.of(begins),
                    "the clock says " + now + ", before its authority's: put it right");
        }
        if (reason.isEmpty()) {
            return new Good(held.orElseThrow().renewal());
        }
        return held.flatMap(h -> paced(h, reason.get(), now))
                .or(() -> retried(wanted, reason.get(), known, now))
                .orElseGet(() -> new Issue(reason.get()));
    }

    /// The local authority goes by our clock, so a certificate of its that begins in the future is
    /// replaced. Other authorities' clocks are right, and another certificate would begin no
    /// earlier.
    private static boolean isOfWrongClock(Held held, Instant now) {
        return held.readable() && !held.origin().isLocal() && now.isBefore(held.notBefore());
    }

    private static Optional<Reason> reason(
            Wanted wanted, Optional<Held> found, Known known, Instant now) {
        if (found.isEmpty()) {
            return Optional.of(new Reason.Missing());
        }
        Held held = found.get();
        if (!held.readable()) {
            return Optional.of(new Reason.Unreadable());
        }
        if (held.revokedAt().isPresent()) {
            return held.revokedAt().map(Reason.Revoked::new);
        }
        if (now.isBefore(held.notBefore())) {
            return Optional.of(new Reason.NotYetValid(held.notBefore()));
        }
        return declaredOtherwise(wanted, held, known).or(() -> due(held, known.tick(), now));
    }

    /// What another program got is used until it is due: moving in must not cost a certificate for
    /// each site at once. What the fallback issued is as good as the declared authority's.
    private static Optional<Reason> declaredOtherwise(Wanted wanted, Held held, Known known) {
        Held.Origin origin = held.origin();
        if (origin.isImported()) {
            return Optional.empty();
        }
        Optional<URI> directory = origin.directory();
        boolean ofFallback =
                directory.isPresent()
                        && wanted.directory().isPresent()
                        && directory.equals(known.fallback());
        if (!directory.equals(wanted.directory()) && !ofFallback) {
            return Optional.of(new Reason.OtherAuthority(directory));
        }
        if (directory.isEmpty() && !origin.issuer().equals(known.localIssuer())) {
            return Optional.of(new Reason.OtherIssuer(origin.issuer()));
        }
        Optional<CertificateKey> key = origin.key();
        if (key.isPresent() && key.get() != wanted.terms().key()) {
            return key.map(Reason.OtherKey::new);
        }
        if (directory.equals(wanted.directory())
                && directory.isPresent()
                && !origin.profile().equals(wanted.terms().profile())) {
            return Optional.of(new Reason.OtherProfile(origin.profile()));
        }
        return Optional.empty();
    }

    private static Optional<Reason> due(Held held, Duration tick, Instant now) {
        Held.Renewal renewal = held.renewal();
        return renewal.at().isAfter(now.plus(tick)) ? Optional.empty() : Optional.of(renewal.why());
    }

    /// A certificate that was near its end when it came says that the clock is ahead. One more
    /// would say the same, and use up the authority's limits.
    private static Optional<Verdict> paced(Held held, Reason reason, Instant now) {
        Instant until = held.storedAt().plus(held.life().dividedBy(PACE));
        boolean cameLate =
                reason instanceof Reason.NearItsEnd
                        && !held.origin().isImported()
                        && !held.renewAt().isAfter(held.storedAt());
        return cameLate && now.isBefore(until)
                ? Optional.of(
                        new Wait(
                                reason,
                                Optional.of(until),
                                "the clock says "
                                        + now
                                        + ", and the certificate that came at "
                                        + held.storedAt()
                                        + " was due by then: put the clock right"))
                : Optional.empty();
    }

    private static Optional<Verdict> retried(
            Wanted wanted, Reason reason, Known known, Instant now) {
        return known.tried().stream()
                .filter(t -> t.id().equals(wanted.id()))
                .filter(t -> t.declared().equals(wanted.declared()))
                .filter(t -> t.again().isEmpty() || t.again().get().isAfter(now))
                .findFirst()
                .map(t ->
                        new Wait(
                                reason,
                                t.again(),
                                t.again().isPresent()
                                        ? "the last try failed " + t.failedAt()
                                        : "the last try failed "
                                                + t.failedAt()
                                                + ", and another would as well until something"
                                                + " changes"));
    }
}
