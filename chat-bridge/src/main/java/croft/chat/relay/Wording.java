package croft.chat.relay;

import croft.chat.ledger.DeadLetter;
import croft.chat.ledger.Outage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What the bridge says in its own name. It never repeats what somebody said.
final class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Wording() {}

    /// After an outage, in the channel that waited.
    static String outage(Outage outage, Instant now) {
        return "%d messages came late: nothing arrived here from %s to %s UTC (%s)."
                .formatted(
                        outage.count(),
                        moment(outage.from(), now),
                        moment(outage.to(), now),
                        length(Duration.between(outage.from(), outage.to())));
    }

    /// In the place of a message that could not be delivered.
    static String placeholder(DeadLetter letter, Instant now) {
        return "A message of %s%s, heard at %s UTC, could not be delivered here: %s."
                .formatted(
                        letter.author().orElse("this bridge"),
                        letter.origin().map(origin -> " in " + origin.in()).orElse(""),
                        moment(letter.heardAt(), now),
                        letter.why());
    }

    /// In every channel of a link that stopped itself.
    static String stopped(Link link, String why) {
        return ("The bridge between these channels has stopped itself: %s. Nothing is carried until"
                        + " it is told to go on (`croft chat resume %s`).")
                .formatted(why, link.name());
    }

    private static String moment(Instant at, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return (day.equals(today) ? TIME : DAY_AND_TIME).format(at.atZone(ZoneOffset.UTC));
    }

    private static String length(Duration duration) {
        long minutes = Math.max(1, Math.round(duration.toSeconds() / 60.0));
        if (minutes < 120) {
            return minutes + " min";
        }
        long hours = Math.round(minutes / 60.0);
        return hours < 48 ? hours + " h" : Math.round(hours / 24.0) + " days";
    }
}
