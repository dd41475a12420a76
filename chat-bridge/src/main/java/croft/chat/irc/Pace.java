package croft.chat.irc;

import java.time.Duration;

/// A token bucket: how many lines a server may be sent, and when the next one. Time is monotonic,
/// in nanoseconds.
final class Pace {
    private final long each;
    private final long ahead;
    private long paidUntil;

    /// @param burst lines that may be sent at once
    Pace(int burst, Duration each, long now) {
        this.each = each.toNanos();
        this.ahead = this.each * (burst - 1);
        this.paidUntil = now;
    }

    /// How long to wait before a line; 0 for not at all.
    long delay(long now) {
        return Math.max(0, paidUntil - now - ahead);
    }

    /// Counts a line. What cannot wait is counted too, and what comes after it waits longer.
    void take(long now) {
        paidUntil = Math.max(paidUntil, now) + each;
    }
}
