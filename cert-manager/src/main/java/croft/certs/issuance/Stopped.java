package croft.certs.issuance;

import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.Problem;
import croft.certs.dns.DnsTrouble;
import croft.certs.vault.Trouble;
import croft.certs.wanted.Setback;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A try that cannot go on now: an expected outcome on its way up.
final class Stopped extends Exception {
    private final transient Setback setback;
    private final transient Trouble trouble;
    private final transient Optional<Instant> again;
    private final boolean endsOrder;

    /// @param again before when it is of no use to try again
    /// @param endsOrder whether the order is of no use any more
    Stopped(Setback setback, Trouble trouble, Optional<Instant> again, boolean endsOrder) {
        super(trouble.said(), null, false, false);
        this.setback = setback;
        this.trouble = trouble;
        this.again = again;
        this.endsOrder = endsOrder;
    }

    Setback setback() {
        return setback;
    }

    Trouble trouble() {
        return trouble;
    }

    Optional<Instant> again() {
        return again;
    }

    boolean endsOrder() {
        return endsOrder;
    }

    /// The same, said so that nobody looks for it at the authority itself.
    Stopped inRehearsal(URI twin) {
        return new Stopped(
                setback,
                new Trouble(
                        trouble.kind(),
                        "the rehearsal at " + twin + " failed: " + trouble.said(),
                        trouble.remedy()),
                again,
                endsOrder);
    }

    /// What an authority said, or did not.
    static Stopped of(AcmeTrouble trouble) {
        return new Stopped(
                setback(trouble.kind(), trouble.again().isPresent()),
                new Trouble(word(trouble.kind()), message(trouble), trouble.remedy()),
                trouble.again(),
                endsOrder(trouble.kind()));
    }

    /// A name that an authority found not proved, or an order that it ended.
    static Stopped of(Problem problem) {
        return new Stopped(
                switch (problem.kind()) {
                    case REJECTED_IDENTIFIER, CAA, USER_ACTION -> Setback.REFUSED;
                    case RATE_LIMITED -> Setback.LIMITED;
                    case BUSY -> Setback.PASSING;
                    default -> Setback.NOT_PROVEN;
                },
                new Trouble(word(problem.kind()), problem.toString(), problem.remedy()),
                Optional.empty(),
                true);
    }

    /// What a DNS provider said, or did not.
    static Stopped of(DnsTrouble trouble, Instant now) {
        return new Stopped(
                trouble.again() ? Setback.PASSING : Setback.REFUSED,
                new Trouble(
                        "dns-" + trouble.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        String.valueOf(trouble.getMessage()),
                        trouble.remedy()),
                trouble.after().map(now::plus),
                false);
    }

    /// Something that another look may find better.
    static Stopped passing(String kind, String said, String remedy) {
        return new Stopped(
                Setback.PASSING, new Trouble(kind, said, remedy), Optional.empty(), false);
    }

    private static Setback setback(AcmeTrouble.Kind kind, boolean saysWhen) {
        return switch (kind) {
            case RATE_LIMITED -> saysWhen ? Setback.LIMITED : Setback.REFUSED;
            case ACCOUNT_GONE, ALREADY_REPLACED, ORDER_NOT_READY, NOT_FOUND -> Setback.ASK_AGAIN;
            case REJECTED_IDENTIFIER,
                    CAA,
                    INVALID_PROFILE,
                    USER_ACTION,
                    ACCOUNT_REFUSED,
                    BINDING_REQUIRED,
                    CONTACT,
                    REFUSED ->
                    Setback.REFUSED;
            case DNS, CONNECTION, TLS, UNAUTHORIZED -> Setback.NOT_PROVEN;
            case BUSY, UNREACHABLE, UNTRUSTED, UNINTELLIGIBLE, OTHER -> Setback.PASSING;
        };
    }

    private static boolean endsOrder(AcmeTrouble.Kind kind) {
        return switch (kind) {
            case BUSY, UNREACHABLE, UNTRUSTED, UNINTELLIGIBLE, ORDER_NOT_READY, RATE_LIMITED ->
                    false;
            default -> true;
        };
    }

    private static String word(AcmeTrouble.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String message(AcmeTrouble trouble) {
        return String.valueOf(trouble.getMessage());
    }
}
