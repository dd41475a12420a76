package croft.chat.incident;

import croft.chat.incident.Elsewhere.Letter;
import croft.chat.incident.Elsewhere.Result;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.chat.ledger.Notebook.Waiting;
import croft.chat.message.Conversation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells elsewhere what waits in vain for its channel, and tells the channel so when it is back.
/// What counts is not whether a server answers but whether what was to be said is there: that it is
/// not is what the owner has to know, whatever the reason.
///
/// A letter that was taken may be sent again after a crash; it has the same Message-ID then.
/// Virtual threads; one call at a time.
public final class FallbackDesk {
    private static final Logger log = LoggerFactory.getLogger(FallbackDesk.class);
    private static final int MOST = 50;
    private static final int LONGEST_SUBJECT = 120;

    private final Supplier<List<Subscription>> subscriptions;
    private final Notebook notebook;
    private final Duration patience;
    private final Times times;
    private final InstantSource clock;

    /// @param patience for how long a channel may stay away: 5 minutes where nobody says otherwise,
    ///   as a restart of Mattermost takes one or two
    public FallbackDesk(
            Supplier<List<Subscription>> subscriptions,
            Notebook notebook,
            Duration patience,
            ZoneId zone,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.notebook = notebook;
        this.patience = patience;
        this.times = new Times(zone);
        this.clock = clock;
    }

    /// Looks what waits, and sends it. Every half minute.
    public void look() throws Closed, InterruptedException {
        for (Subscription subscription : subscriptions.get()) {
            for (Elsewhere place : subscription.otherwise()) {
                look(subscription.to(), place);
            }
        }
    }

    private void look(Conversation channel, Elsewhere place) throws Closed, InterruptedException {
        Instant now = clock.instant();
        String memo = memo(channel, place);
        List<Waiting> letter =
                notebook.write(page -> {
                    Absence absence = page.memo(memo).map(Absence::of).orElse(Absence.NONE);
                    List<Waiting> waiting =
                            page.waiting(channel, "incident:", now.minus(patience), MOST);
                    if (absence.isOver(waiting)) {
                        page.tell(
                                "back:" + UUID.nameUUIDFromBytes(octets(memo + absence)),
                                channel,
                                back(absence, place, now),
                                Optional.empty(),
                                true,
                                now);
                        page.forget(memo);
                        return List.of();
                    }
                    return absence.due(waiting, now);
                });
        if (letter.isEmpty()) {
            return;
        }
        Result result = place.send(letter(channel, letter, now));
        Instant then = clock.instant();
        if (result instanceof Result.Later(String why)) {
            log.warn("{} for {}: {}", place.name(), channel, why);
        } else if (result instanceof Result.Never(String why)) {
            log.error("{} for {}: {}; it is not sent there", place.name(), channel, why);
        }
        notebook.write(page -> {
            Absence absence = page.memo(memo).map(Absence::of).orElse(Absence.NONE);
            page.memo(
                    memo,
                    (result instanceof Result.Later
                                    ? absence.failed(then)
                                    : absence.sent(letter, then))
                            .facts());
            return true;
        });
    }

    private Letter letter(Conversation channel, List<Waiting> waiting, Instant now) {
        String keys = waiting.stream().map(Waiting::key).collect(Collectors.joining(" "));
        String first = plain(waiting.getFirst().markdown());
        String subject =
                waiting.size() == 1 ? first : first + " (and " + (waiting.size() - 1) + " more)";
        String text =
                waiting.stream()
                        .map(one ->
                                "At "
                                        + times.at(one.since(), now)
                                        + ":\n\n"
                                        + one.markdown().replace("\u200B", ""))
                        .collect(Collectors.joining("\n\n---\n\n"));
        return new Letter(
                UUID.nameUUIDFromBytes(octets(channel + " " + keys)),
                subject,
                text
                        + "\n\n-- \nThe channel "
                        + channel
                        + " cannot be reached since "
                        + times.at(waiting.getFirst().since(), now)
                        + ". It will be told all of this when it is back."
                        + " croft chat status tells more.\n",
                waiting.stream().anyMatch(one -> one.markdown().startsWith("🔴")));
    }

    private String back(Absence absence, Elsewhere place, Instant now) {
        Instant since = absence.since().orElse(now);
        int count = absence.told().size();
        return "This channel could not be reached from "
                + times.at(since, now)
                + " to "
                + times.at(now, now)
                + " ("
                + Times.span(Duration.between(since, now))
                + "). "
                + (count == 1 ? "One message" : count + " messages")
                + (count == 1 ? " was" : " were")
                + " told "
                + place.way()
                + " meanwhile, and stand"
                + (count == 1 ? "s" : "")
                + " above now.";
    }

    /// The first line, without marks.
    private static String plain(String markdown) {
        String line =
                markdown.lines().findFirst().orElse("").replaceAll("[*`\\\\~\u200B]", "").strip();
        return line.length() <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 20)) + "…";
    }

    private static String memo(Conversation channel, Elsewhere place) {
        return "absence:" + UUID.nameUUIDFromBytes(octets(channel + " " + place.name()));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
