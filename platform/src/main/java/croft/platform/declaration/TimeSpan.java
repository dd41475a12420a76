package croft.platform.declaration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lengths of time: a whole number and one of the units s, m, h, d.
final class TimeSpan {
    /// For the schema; [#parse] is stricter.
    static final String PATTERN = "[0-9]{1,9} ?[smhd]";

    /// What caches may count up to at least (RFC 9111 §1.2.2: 2^31 s) is 68 years; ten are more
    /// than anybody means.
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9}) ?([smhd])");

    private TimeSpan() {}

    /// A length of time, longer than none.
    ///
    /// @param expectation in words, for the message
    /// @throws IllegalArgumentException if it is anything else
    static Duration parse(String text, String expectation) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not a length of time" + expected(expectation));
        }
        long number = Long.parseLong(parts.group(1));
        Duration span =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (span.isZero()) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is no time at all" + expected(expectation));
        }
        if (span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " (expected: at most " + LONGEST.toDays() + "d)");
        }
        return span;
    }

    private static String expected(String expectation) {
        return " (expected: " + expectation + ")";
    }
}
