package croft.chat.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as feeds write them: RFC 822 as people remember it, RFC 3339, or less. What cannot be read
/// is no date; nothing hangs on one.
final class FeedTime {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    /// RFC 822 §5.1, and what is in use beside it.
    private static final Map<String, String> ZONES =
            Map.of(
                    "EST", "-05:00", "EDT", "-04:00", "CST", "-06:00", "CDT", "-05:00", "MST",
                    "-07:00", "MDT", "-06:00", "PST", "-08:00", "PDT", "-07:00", "CET", "+01:00",
                    "CEST", "+02:00");

    private static final Pattern MAIL =
            Pattern.compile(
                    "(?:\\p{L}+\\.?,?\\s+)?(\\d{1,2})[\\s-]+(\\p{L}{3})\\p{L}*\\.?,?[\\s-]+(\\d{4}|\\d{2})"
                            + "(?:,?\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?\\s*([+-]\\d{2}:?\\d{2}|\\p{L}{1,4})?.*");

    private FeedTime() {}

    static Optional<Instant> read(String text) {
        String date = text.strip();
        if (date.isEmpty() || date.length() > 60) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Character.isDigit(date.charAt(0)) && date.indexOf('-') == 4
                            ? ofNet(date.replaceFirst(" +", "T"))
                            : ofMail(date));
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Instant ofNet(String date) {
        if (date.length() <= 10) {
            return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String regular = date.replace(" ", "").replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
        return regular.matches(".*(?:[zZ]|[+-]\\d{2}:\\d{2})")
                ? OffsetDateTime.parse(regular).toInstant()
                : LocalDateTime.parse(regular).toInstant(ZoneOffset.UTC);
    }

    private static Instant ofMail(String date) {
        Matcher parts = MAIL.matcher(date);
        if (!parts.matches()) {
            throw new DateTimeException("no date");
        }
        int month = MONTHS.indexOf(parts.group(2).toLowerCase(Locale.ROOT)) + 1;
        int year = Integer.parseInt(parts.group(3));
        if (parts.group(3).length() == 2) {
            year += year < 70 ? 2000 : 1900;
        }
        return LocalDateTime.of(
                        year,
                        month,
                        Integer.parseInt(parts.group(1)),
                        number(parts.group(4)),
                        number(parts.group(5)),
                        Math.min(number(parts.group(6)), 59))
                .toInstant(zone(parts.group(7)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneOffset zone(@Nullable String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (zone.startsWith("+") || zone.startsWith("-")) {
            return ZoneOffset.of(zone);
        }
        return ZoneOffset.of(ZONES.getOrDefault(zone.toUpperCase(Locale.ROOT), "Z"));
    }
}
