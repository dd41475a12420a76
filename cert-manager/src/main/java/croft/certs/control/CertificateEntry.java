package croft.certs.control;

import croft.certs.wanted.Alarm;
import croft.certs.wanted.NameSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How one wanted certificate stands.
///
/// @param rsa whether it is the one with an RSA key that is held beside the main one
/// @param authority who issues it, as in croft.yml
/// @param method the challenge that proves its names; empty for the local authority
/// @param profile which of the authority's kinds it is, where one was asked for
/// @param held what is in use
/// @param next when it is tried or looked at next, and why then
/// @param trouble why the last try failed
/// @param waitsFor what the operator has to do first, a line each, such as a record to write by
///   hand
record CertificateEntry(
        NameSet names,
        boolean rsa,
        String authority,
        Optional<String> method,
        Optional<String> profile,
        Optional<Held> held,
        Optional<Attempt> next,
        Optional<Trouble> trouble,
        Alarm alarm,
        List<String> waitsFor) {
    public CertificateEntry {
        waitsFor = List.copyOf(waitsFor);
    }

    /// How much time there is between the planned renewal, or now if that is past, and the end.
    /// Empty where nothing is held; zero where it has ended.
    Optional<Slack> slack(Instant now) {
        return held.map(h -> {
            Instant from = next.map(Attempt::at).filter(at -> at.isAfter(now)).orElse(now);
            Duration left = Duration.between(from, h.notAfter());
            if (left.isNegative()) {
                return new Slack(Duration.ZERO, 0);
            }
            long life = Math.max(1, Duration.between(h.notBefore(), h.notAfter()).toMillis());
            return new Slack(left, Math.min(1, (double) left.toMillis() / life));
        });
    }

    /// What is in use.
    ///
    /// @param serial lower-case hex
    /// @param servingSince since when every edge presents it; empty while one does not, or none has
    ///   said so
    public record Held(
            String serial,
            String issuer,
            Instant notBefore,
            Instant notAfter,
            Optional<Instant> servingSince) {}

    /// A moment in the future.
    ///
    /// @param why such as `a third of its life is left`, or `retry`
    public record Attempt(Instant at, String why) {}

    /// What went wrong.
    ///
    /// @param said what happened, in plain words
    /// @param remedy what to do about it, in plain words; may be that nothing need be done
    /// @param since when the first try in this row failed, where it is known
    /// @param attempts in this row
    public record Trouble(String said, String remedy, Optional<Instant> since, int attempts) {}

    /// Time and share of life for somebody to notice.
    record Slack(Duration left, double share) {}
}
