package croft.edge.cache;

import java.time.Duration;
import java.util.Optional;

/// Spans of time as caches write them: whole seconds, without a sign (RFC 9111 §1.2.2).
final class DeltaSeconds {
    /// RFC 9111 §1.2.2: what is larger is taken, and sent, as 2^31.
    static final Duration LARGEST = Duration.ofSeconds(1L << 31);

    private DeltaSeconds() {}

    /// Reads digits; empty if there is anything else, or nothing.
    static Optional<Duration> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        long seconds = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            seconds = Math.min(10 * seconds + (c - '0'), LARGEST.toSeconds());
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /// At most [#LARGEST].
    static Duration capped(Duration duration) {
        return duration.compareTo(LARGEST) > 0 ? LARGEST : duration;
    }
}
