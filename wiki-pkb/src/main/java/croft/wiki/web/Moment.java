package croft.wiki.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A time as readers and machines see it.
///
/// @param machine RFC 3339
/// @param human such as `02 January 2024`
record Moment(String machine, String human) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd MMMM yyyy", Locale.UK).withZone(ZoneOffset.UTC);

    static Moment of(Instant instant) {
        return new Moment(instant.truncatedTo(ChronoUnit.SECONDS).toString(), DAY.format(instant));
    }
}
