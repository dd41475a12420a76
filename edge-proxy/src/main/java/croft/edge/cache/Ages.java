package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How old responses are (RFC 9111 §4.2.3).
final class Ages {
    private Ages() {}

    /// When a response was generated: its `Date`, or, where that is missing or malformed, when it
    /// came (RFC 9110 §6.6.1), as the `Date` says that it is then stored with: without fractions.
    static Instant generated(Fields fields, Instant received) {
        String date = fields.first("date");
        return Optional.ofNullable(date)
                .flatMap(text -> HttpDate.parse(text, received))
                .orElseGet(() -> received.truncatedTo(ChronoUnit.SECONDS));
    }

    /// `corrected_initial_age`: how old a response was when it came.
    static Duration initial(Fields fields, Instant requested, Instant received) {
        Duration apparent = atLeastZero(Duration.between(generated(fields, received), received));
        Duration delay = atLeastZero(Duration.between(requested, received));
        Duration corrected = age(fields).plus(delay);
        return DeltaSeconds.capped(apparent.compareTo(corrected) > 0 ? apparent : corrected);
    }

    /// `current_age`: how old a stored response is now.
    static Duration current(StoredResponse stored, Instant now) {
        // what Duration.between() comes to, which takes the long way
        Instant received = stored.received();
        Duration resident =
                atLeastZero(
                        Duration.ofSeconds(
                                now.getEpochSecond() - received.getEpochSecond(),
                                now.getNano() - received.getNano()));
        return DeltaSeconds.capped(stored.initialAge().plus(resident));
    }

    /// RFC 9111 §5.1: of several values the first counts, and one that is none does not.
    private static Duration age(Fields fields) {
        String age = fields.first("age");
        if (age == null) {
            return Duration.ZERO;
        }
        int comma = age.indexOf(',');
        String first = comma < 0 ? age : age.substring(0, comma);
        Optional<Duration> seconds = DeltaSeconds.parse(first.strip());
        return seconds.orElse(Duration.ZERO);
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
