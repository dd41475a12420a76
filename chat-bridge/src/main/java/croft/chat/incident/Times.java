package croft.chat.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times for people of one time zone.
record Times(ZoneId zone) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    Times {
        // An offset of nothing calls itself Z, which few know.
        zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    /// The time, with the day if that is not today's.
    String at(Instant moment, Instant now) {
        ZonedDateTime there = moment.atZone(zone);
        return there.format(
                there.toLocalDate().equals(now.atZone(zone).toLocalDate()) ? TIME : DAY_AND_TIME);
    }

    String day(Instant moment) {
        return moment.atZone(zone).format(DAY);
    }

    /// `40 s`, `7 min`, `2 h 5 min`, `3 days`.
    static String span(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        long minutes = seconds / 60;
        if (minutes < 48 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return minutes / 60 / 24 + " days";
    }
}
