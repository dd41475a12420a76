package croft.wiki.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates of HTTP (RFC 9110 §5.6.7): written as IMF-fixdate, read in all three forms.
final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE =
            form(new DateTimeFormatterBuilder().appendPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'"));

    /// With years of two digits, the obsolete form is from between these two at most.
    private static final DateTimeFormatter RFC_850 =
            form(
                    new DateTimeFormatterBuilder()
                            .appendPattern("EEEE, dd-MMM-")
                            .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.EPOCH)
                            .appendPattern(" HH:mm:ss 'GMT'"));

    private static final DateTimeFormatter ASCTIME =
            form(new DateTimeFormatterBuilder().appendPattern("EEE MMM ppd HH:mm:ss yyyy"));

    private HttpDate() {}

    private static DateTimeFormatter form(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.US).withZone(ZoneOffset.UTC);
    }

    static String write(Instant instant) {
        return IMF_FIXDATE.format(instant);
    }

    /// Empty for anything that is no date of HTTP.
    static Optional<Instant> read(String text) {
        for (DateTimeFormatter form : List.of(IMF_FIXDATE, RFC_850, ASCTIME)) {
            try {
                return Optional.of(form.parse(text, Instant::from));
            } catch (DateTimeException _) {
                // another form, perhaps
            }
        }
        return Optional.empty();
    }
}
