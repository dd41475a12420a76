package croft.edge.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates as HTTP writes them (RFC 9110 §5.6.7). Written as IMF-fixdate; read in all three forms
/// that a recipient must understand, in whatever case, and in no other: what else looks like a date
/// means different things to different readers.
public final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> LONG_DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    /// `Sunday, 06-Nov-94 08:49:37 GMT` has 30 characters, `Wednesday` makes it 33; nothing longer
    /// is a date.
    private static final int LONGEST = 33;

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

    /// Reads a field value. The name of the day must be one, but need not be the right one.
    ///
    /// @param now decides which century a year of two digits belongs to
    /// @return empty if it is none of the three forms, or no day of the calendar
    public static Optional<Instant> parse(String text, Instant now) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String date = text.toLowerCase(Locale.ROOT);
        int comma = date.indexOf(',');
        if (comma < 0) {
            return asctime(date);
        }
        return comma == 3 ? imfFixdate(date) : rfc850(date, comma, now);
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static Optional<Instant> imfFixdate(String date) {
        if (date.length() != 29
                || !DAYS.contains(date.substring(0, 3))
                || !matches(date, 3, ", ")
                || !matches(date, 7, " ")
                || !matches(date, 11, " ")
                || !matches(date, 16, " ")
                || !matches(date, 25, " gmt")) {
            return Optional.empty();
        }
        return time(
                digits(date, 12, 4), month(date, 8), digits(date, 5, 2), date.substring(17, 25));
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`.
    private static Optional<Instant> rfc850(String date, int comma, Instant now) {
        int at = comma + 2;
        if (date.length() != at + 22
                || !LONG_DAYS.contains(date.substring(0, comma))
                || !matches(date, comma, ", ")
                || !matches(date, at + 2, "-")
                || !matches(date, at + 6, "-")
                || !matches(date, at + 9, " ")
                || !matches(date, at + 18, " gmt")) {
            return Optional.empty();
        }
        int year = digits(date, at + 7, 2);
        if (year < 0) {
            return Optional.empty();
        }
        // RFC 9110 §5.6.7: what seems to be more than 50 years ahead is of the last century
        int current = now.atOffset(ZoneOffset.UTC).getYear();
        int full = current - current % 100 + year;
        String clock = date.substring(at + 10, at + 18);
        Optional<Instant> time = time(full, month(date, at + 3), digits(date, at, 2), clock);
        Instant latestMeant = now.atOffset(ZoneOffset.UTC).plusYears(50).toInstant();
        if (time.isPresent() && !time.get().isAfter(latestMeant)) {
            return time;
        }
        return time(
                full - (full > current ? 100 : 0), month(date, at + 3), digits(date, at, 2), clock);
    }

    /// `Sun Nov 6 08:49:37 1994`.
    private static Optional<Instant> asctime(String date) {
        if (date.length() != 24
                || !DAYS.contains(date.substring(0, 3))
                || !matches(date, 3, " ")
                || !matches(date, 7, " ")
                || !matches(date, 10, " ")
                || !matches(date, 19, " ")) {
            return Optional.empty();
        }
        int day = date.charAt(8) == ' ' ? digits(date, 9, 1) : digits(date, 8, 2);
        return time(digits(date, 20, 4), month(date, 4), day, date.substring(11, 19));
    }

    private static Optional<Instant> time(int year, int month, int day, String clock) {
        int hour = digits(clock, 0, 2);
        int minute = digits(clock, 3, 2);
        int second = digits(clock, 6, 2);
        if (year < 0
                || month < 0
                || day < 0
                || hour < 0
                || minute < 0
                || second < 0
                || clock.charAt(2) != ':'
                || clock.charAt(5) != ':') {
            return Optional.empty();
        }
        try {
            // second 60 is a leap second, which our clocks do not have
            LocalDateTime local =
                    LocalDateTime.of(year, month, day, hour, minute, second == 60 ? 59 : second);
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            // 31 February, 25:00
            return Optional.empty();
        }
    }

    /// January is 1; -1 if there is no name of a month.
    private static int month(String date, int at) {
        int index = MONTHS.indexOf(date.substring(at, at + 3));
        return index < 0 ? -1 : index + 1;
    }

    /// The number that `count` digits make, or -1.
    private static int digits(String text, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    private static boolean matches(String text, int at, String expected) {
        return text.startsWith(expected, at);
    }

    private static Second second(Instant time) {
        return new Second(time.getEpochSecond(), IMF_FIXDATE.format(time));
    }

    private record Second(long epoch, String text) {}
}
