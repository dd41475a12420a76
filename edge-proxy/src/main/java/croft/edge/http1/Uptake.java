package croft.edge.http1;

import croft.edge.http.Pace;
import java.time.Duration;

/// Whether a client takes what is there for it: something now and then, and of bodies as much as
/// progress asks for. Asked by the timer of its connection; costs nothing in between.
final class Uptake {
    private final Duration patience;
    private final Pace pace;
    private long takenSince;
    private long pendingThen;

    /// @param now in nanoseconds of the loop's ticker
    Uptake(Http1Timeouts timeouts, long now) {
        patience = timeouts.write();
        pace = new Pace(timeouts.progress());
        takenSince = now;
    }

    /// Whether the client has not taken an octet for too long, or hardly any.
    ///
    /// @param given octets that were handed to the socket so far
    /// @param pending of these, what it has not taken: a number that changes with each octet taken
    /// @param paced whether progress is asked for
    boolean isTooLittle(long now, long given, long pending, boolean paced) {
        if (pace.isTooSlow(now, given - pending, paced && pending > 0)) {
            return true;
        }
        if (pending == 0 || pending != pendingThen) {
            pendingThen = pending;
            takenSince = now;
        }
        return now - takenSince > patience.toNanos();
    }
}
