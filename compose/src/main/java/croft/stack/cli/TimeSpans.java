package croft.stack.cli;

import croft.stack.report.Seconds;
import java.time.Duration;
import java.time.Instant;

/// Lengths of time and moments as a table shows them: `31 days`, `in 31 days`, `2 h ago`.
final class TimeSpans {
    private TimeSpans() {}

    static String of(Duration duration) {
        return Seconds.of(duration).replaceFirst("^0\\.\\d s$", "0 s");
    }

    static String from(Instant now, Instant then) {
        Duration ahead = Duration.between(now, then);
        if (ahead.abs().compareTo(Duration.ofSeconds(1)) < 0) {
            return "now";
        }
        return ahead.isNegative() ? of(ahead.negated()) + " ago" : "in " + of(ahead);
    }
}
