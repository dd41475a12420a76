package croft.chat.incident;

import croft.chat.incident.Telling.Change;
import croft.chat.incident.Telling.Happening;
import croft.chat.incident.Telling.Relief;
import croft.chat.incident.Telling.Trouble;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.chat.ledger.Notebook.Page;
import croft.chat.message.Conversation;
import croft.chat.message.Literal;
import croft.platform.journal.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Takes events of the journal and says in channels what they mean. What is said and what is
/// remembered of it are stored at once, so an event that comes again is not told again. For the
/// thread of the journal's reader.
public final class IncidentDesk {
    /// More names of one event are not looked up; the message would not show them.
    private static final int MOST_LOOKED_UP = 20;

    private static final int MOST_TIDIED = 10_000;

    /// The journal repeats what it told last, and no more.
    private static final Duration KEPT = Duration.ofDays(1);

    private final Supplier<List<Subscription>> subscriptions;
    private final Notebook notebook;
    private final PublicPages pages;
    private final InstantSource clock;
    private final Wording wording;
    private final Course course;

    /// @param zone of the times in what is said
    public IncidentDesk(
            Supplier<List<Subscription>> subscriptions,
            Notebook notebook,
            PublicPages pages,
            ZoneId zone,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.notebook = notebook;
        this.pages = pages;
        this.clock = clock;
        Times times = new Times(zone);
        this.wording = new Wording(times);
        this.course = new Course(times);
    }

    /// Tells whoever wants to hear of it.
    ///
    /// @throws Closed if it cannot be stored: to be given again
    public void take(RecordedEvent event) throws Closed, InterruptedException {
        List<Subscription> all = subscriptions.get();
        if (all.isEmpty()) {
            return;
        }
        Telling telling = wording.of(event);
        String kind = event.event().kind();
        List<String> lines =
                telling instanceof Change change
                                && all.stream().anyMatch(subscription -> subscription.names(kind))
                        ? lines(change)
                        : List.of();
        Instant now = clock.instant();
        for (Subscription subscription : all) {
            notebook.write(page -> {
                told(page, subscription, telling, lines, event, now);
                return true;
            });
        }
    }

    private void told(
            Page page,
            Subscription to,
            Telling telling,
            List<String> lines,
            RecordedEvent event,
            Instant now) {
        String kind = event.event().kind();
        Conversation channel = to.to();
        switch (telling) {
            case Trouble trouble -> {
                if (to.covers(kind)) {
                    String key = key("incident", channel, trouble.of());
                    done(
                            page,
                            channel,
                            key,
                            course.on(trouble, event, incident(page, key), key, now),
                            now);
                }
            }
            case Relief relief -> {
                String key = key("incident", channel, relief.of());
                Course.Step step = course.on(relief, event, incident(page, key), now);
                done(page, channel, key, step, now);
                if (step.intentions().isEmpty() && to.names(kind)) {
                    say(
                            page,
                            channel,
                            course.happened(relief.otherwise(), event, "event:" + channel, now),
                            now);
                }
            }
            case Happening(String text) -> {
                if (to.names(kind)) {
                    say(page, channel, course.happened(text, event, "event:" + channel, now), now);
                }
            }
            case Change change -> {
                if (to.names(kind) && !lines.isEmpty()) {
                    String key = key("changes", channel, kind + " " + change.host());
                    Changes.Step step =
                            Changes.with(
                                    page.memo(key).map(Changes::of),
                                    change.host(),
                                    change.wiki(),
                                    lines,
                                    event.id(),
                                    key,
                                    now);
                    page.memo(key, step.changes().facts());
                    say(page, channel, step.intentions(), now);
                }
            }
        }
    }

    /// Forgets incidents that were over a day ago. Once an hour.
    public void tidy() throws Closed {
        Instant now = clock.instant();
        notebook.write(page -> {
            page.memos("incident:", MOST_TIDIED)
                    .forEach((key, facts) -> {
                        if (Incident.of(facts)
                                .ended()
                                .filter(end -> end.isBefore(now.minus(KEPT)))
                                .isPresent()) {
                            page.forget(key);
                        }
                    });
            return true;
        });
    }

    private static Optional<Incident> incident(Page page, String key) {
        return page.memo(key).map(Incident::of);
    }

    private static void done(
            Page page, Conversation to, String key, Course.Step step, Instant now) {
        step.incident().ifPresent(incident -> page.memo(key, incident.facts()));
        say(page, to, step.intentions(), now);
    }

    private static void say(Page page, Conversation to, List<Intention> intentions, Instant now) {
        for (Intention intention : intentions) {
            switch (intention) {
                case Intention.Tell(String key, String text, var thread, boolean quiet) ->
                        page.tell(key, to, text, thread, quiet, now);
                case Intention.Retell(String key, String text) -> page.retell(key, text, now);
                case Intention.Mark(String key, String emoji, boolean there) ->
                        page.mark(key, emoji, there, now);
            }
        }
    }

    /// What changed, as far as everybody may know of it.
    private List<String> lines(Change change) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String path : change.paths().stream().limit(MOST_LOOKED_UP).toList()) {
            if (change.wiki()) {
                pages.page(change.host(), path)
                        .map(page -> Literal.link(page.title(), page.address().toString()))
                        .ifPresent(lines::add);
            } else {
                lines.add(Literal.code(path));
            }
        }
        return lines;
    }

    private static String key(String kind, Conversation channel, String of) {
        return kind
                + ":"
                + UUID.nameUUIDFromBytes((channel + " " + of).getBytes(StandardCharsets.UTF_8));
    }
}
