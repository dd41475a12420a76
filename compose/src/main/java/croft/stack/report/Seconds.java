package croft.stack.report;

import java.time.Duration;
import java.util.Locale;

/// Lengths of time as people read them: `0.4 s`, `12 s`, `3 min`, `2 h`, `5 days`.
public final class Seconds {
    private Seconds() {}

    public static String of(Duration duration) {
        long seconds = duration.plusMillis(500).toSeconds();
        if (duration.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        } else if (seconds < 120) {
            return seconds + " s";
        } else if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        } else if (seconds < 48 * 3600) {
            return seconds / 3600 + " h";
        }
        return seconds / 86_400 + " days";
    }
}
