package croft.platform.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates of HTTP (RFC 9110 §5.6.7): written as IMF-fixdate, read in all three forms.
public final class HttpDate {
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    /// Two-digit years are those nearest to now that are not 50 years ahead; a fixed window of 1970
    /// to 2069 comes to the same for the modification times this is used for.
    private static final DateTimeFormatter RFC_850 =
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1))
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private static final List<DateTimeFormatter> FORMS = List.of(IMF_FIXDATE, RFC_850, ASCTIME);

    private HttpDate() {}

    public static String write(Instant instant) {
        return IMF_FIXDATE.format(instant);
    }

    /// Empty for anything that is no date of HTTP.
    public static Optional<Instant> read(String text) {
        for (DateTimeFormatter form : FORMS) {
            try {
                return Optional.of(Instant.from(form.parse(text)));
            } catch (DateTimeParseException _) {
                // another form, perhaps
            }
        }
        return Optional.empty();
    }
}
