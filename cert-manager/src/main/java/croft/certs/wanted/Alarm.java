package croft.certs.wanted;

import java.time.Instant;
import java.util.Optional;

/// How loud to be about a certificate that is not renewed, by the share of its life that is left. A
/// number of days would be too late for a life of six days, and for one of a minute always wrong.
///
/// The thresholds lie below the shares at which renewal begins (a third, half of a short life), and
/// hold whether or not a try has failed: renewal that never runs fails in silence.
public enum Alarm {
    /// Nothing to be said.
    NONE,
    /// A try has failed; there is time.
    NOTICE,
    /// A fifth of the life or less is left, or there is none that can be served and a try has
    /// failed.
    WARNING,
    /// A tenth or less is left, or nothing.
    CRITICAL;

    private static final double WARNING_LEFT = 1.0 / 5;
    private static final double CRITICAL_LEFT = 1.0 / 10;

    /// The level for one certificate.
    ///
    /// @param failing whether the last try failed
    public static Alarm of(Optional<Held> held, boolean failing, Instant now) {
        Optional<Held> usable = held.filter(h -> h.readable() && h.revokedAt().isEmpty());
        if (usable.isEmpty()) {
            return failing ? WARNING : NONE;
        }
        double left = usable.get().lifeLeft(now);
        if (left <= CRITICAL_LEFT) {
            return CRITICAL;
        }
        if (left <= WARNING_LEFT) {
            return WARNING;
        }
        return failing ? NOTICE : NONE;
    }

    /// As in the attribute `alarm` of `certificate.failing`.
    public String word() {
        return switch (this) {
            case NONE -> "none";
            case NOTICE -> "notice";
            case WARNING -> "warning";
            case CRITICAL -> "critical";
        };
    }
}
