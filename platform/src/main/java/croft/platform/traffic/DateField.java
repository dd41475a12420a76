package croft.platform.traffic;

import java.time.Instant;
import java.time.InstantSource;

/// The value of Date, written once a second for all connections.
final class DateField {
    private final InstantSource clock;
    private volatile Written written = new Written(Long.MIN_VALUE, "");

    DateField(InstantSource clock) {
        this.clock = clock;
    }

    String value() {
        Instant now = clock.instant();
        Written last = written;
        if (last.second != now.getEpochSecond()) {
            last = new Written(now.getEpochSecond(), HttpDate.write(now));
            written = last;
        }
        return last.text;
    }

    private record Written(long second, String text) {}
}
