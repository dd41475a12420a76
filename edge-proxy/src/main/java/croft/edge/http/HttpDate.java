package croft.edge.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates as HTTP writes them (IMF-fixdate, RFC 9110 §5.6.7).
public final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static volatile Second latest = second(Instant.EPOCH);

    private HttpDate() {}

    /// The date as a field value; the same for all of a second, so written once.
    public static String of(Instant time) {
        Second known = latest;
        if (known.epoch != time.getEpochSecond()) {
            known = second(time);
            latest = known;
        }
        return known.text;
    }

    private static Second second(Instant time) {
        return new Second(time.getEpochSecond(), IMF_FIXDATE.format(time));
    }

    private record Second(long epoch, String text) {}
}
