package croft.certs.wanted;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A moment in the window in which an authority wants a certificate renewed (RFC 9773 §4.2). It is
/// drawn once and then stored: who draws at each look renews at the window's start, as everybody
/// does.
///
/// @param start of the window
/// @param end of the window, not before its start
/// @param choice the moment
/// @param explanation a page of the authority that says why
public record ChosenMoment(Instant start, Instant end, Instant choice, Optional<URI> explanation) {
    public ChosenMoment {
        if (choice.isBefore(start) || choice.isAfter(end)) {
            throw new IllegalArgumentException(
                    "choice: " + choice + " (expected: from " + start + " to " + end + ")");
        }
    }

    /// Draws a moment, uniformly. A window that ends before it starts is taken for its end, as one
    /// that is over.
    public static ChosenMoment in(
            Instant start, Instant end, Optional<URI> explanation, RandomGenerator random) {
        if (!start.isBefore(end)) {
            return new ChosenMoment(end, end, end, explanation);
        }
        Duration window = Duration.between(start, end);
        long seconds = random.nextLong(window.toSeconds() + 1);
        Instant drawn = start.plusSeconds(seconds).plusNanos(random.nextLong(1_000_000_000));
        return new ChosenMoment(start, end, drawn.isAfter(end) ? end : drawn, explanation);
    }

    /// The same moment, where the authority says the same window again; drawn anew in another one.
    public ChosenMoment within(
            Instant newStart,
            Instant newEnd,
            Optional<URI> newExplanation,
            RandomGenerator random) {
        return newStart.equals(start) && newEnd.equals(end)
                ? new ChosenMoment(start, end, choice, newExplanation)
                : in(newStart, newEnd, newExplanation, random);
    }

    /// Whether the window says anything of a certificate with this life. One that spans all of it
    /// says that any moment is as good as another, and some of them are too late.
    boolean isAbout(Instant notBefore, Instant notAfter) {
        return start.isAfter(notBefore) || end.isBefore(notAfter);
    }

    /// Whether the window is wholly past, which says: now. So do authorities when they are about to
    /// revoke a certificate, or have done so.
    public boolean isOver(Instant now) {
        return end.isBefore(now);
    }
}
