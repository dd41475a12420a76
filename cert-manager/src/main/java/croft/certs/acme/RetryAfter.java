package croft.certs.acme;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// When to ask again (RFC 9110 §10.2.3), whatever the answer was: acme4j drops it from answers
/// without a problem document, such as a load balancer's.
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /// Let's Encrypt's longest limit takes a week to end.
    private static final Duration LONGEST = Duration.ofDays(31);

    private RetryAfter() {}

    /// By our clock, and never in the past: where a date is given, the answer's own date says how
    /// far away it is, because one of the clocks may be wrong.
    static Optional<Instant> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(text -> wait(text, headers, now))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
    }

    private static Optional<Duration> wait(String text, HttpHeaders headers, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Instant then = headers.firstValue("Date").flatMap(RetryAfter::date).orElse(now);
        return date(text).map(date -> Duration.between(then, date));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
