package croft.chat.incident;

import croft.chat.incident.Intention.Mark;
import croft.chat.incident.Intention.Retell;
import croft.chat.incident.Intention.Tell;
import croft.chat.incident.Telling.Relief;
import croft.chat.incident.Telling.Trouble;
import croft.chat.message.Literal;
import croft.platform.journal.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The course of incidents: from an event and what is known of its incident to what is known then,
/// and what is to be said. Pure.
///
///     nothing known ──trouble──► failing ──relief──► over ──10 min──► (as nothing known)
///                                 ▲  │ trouble: root edited;           │
///                                 │  └ worse or other: a reply         │
///                                 └───────────trouble within 10 min────┘ the same thread goes on
record Course(Times times) {
    /// What fails again so soon was not over: flapping makes one thread and not twenty.
    static final Duration REOPENS = Duration.ofMinutes(10);

    /// As the relay counts it.
    static final Duration LATE = Duration.ofMinutes(2);

    private static final String OVER = "white_check_mark";

    /// What follows.
    ///
    /// @param incident empty where nothing is wrong and nothing was
    record Step(Optional<Incident> incident, List<Intention> intentions) {
        Step {
            intentions = List.copyOf(intentions);
        }
    }

    /// @param thread what the key of a new thread begins with
    Step on(
            Trouble trouble,
            RecordedEvent event,
            Optional<Incident> known,
            String thread,
            Instant now) {
        if (known.isEmpty()) {
            return begun(trouble, event, thread, now);
        }
        Incident before = known.get();
        if (event.id() <= before.event()) {
            return new Step(known, List.of());
        }
        boolean over = before.ended().isPresent();
        if (over && event.at().isAfter(before.ended().get().plus(REOPENS))) {
            return begun(trouble, event, thread, now);
        }
        boolean worse = trouble.severity().isWorseThan(before.trouble().severity());
        boolean other = !trouble.trouble().equals(before.trouble().trouble());
        Incident after =
                new Incident(
                        before.root(),
                        trouble,
                        before.began(),
                        event.at(),
                        event.id(),
                        before.times() + 1,
                        Optional.empty());
        List<Intention> intentions = new ArrayList<>();
        intentions.add(new Retell(after.root(), failing(after, now)));
        if (over) {
            intentions.add(new Mark(after.root(), OVER, false));
        }
        if (over || worse || other) {
            String change = over ? "Failing again" : worse ? "It is getting urgent" : "It changed";
            intentions.add(
                    new Tell(
                            after.root() + ":" + event.id(),
                            trouble.severity().sign()
                                    + " "
                                    + change
                                    + (trouble.trouble().isEmpty() ? "." : ": " + trouble.trouble())
                                    + late(event.at(), now),
                            Optional.of(after.root()),
                            !over && !worse));
        }
        return new Step(Optional.of(after), intentions);
    }

    private Step begun(Trouble trouble, RecordedEvent event, String thread, Instant now) {
        Incident incident =
                new Incident(
                        thread + ":" + event.id(),
                        trouble,
                        event.at(),
                        event.at(),
                        event.id(),
                        1,
                        Optional.empty());
        return new Step(
                Optional.of(incident),
                List.of(
                        new Tell(
                                incident.root(),
                                failing(incident, now) + late(event.at(), now),
                                Optional.empty(),
                                false)));
    }

    /// The end of what was wrong; nothing is said where nothing was.
    Step on(Relief relief, RecordedEvent event, Optional<Incident> known, Instant now) {
        if (known.isEmpty()
                || known.get().ended().isPresent()
                || event.id() <= known.get().event()) {
            return new Step(known, List.of());
        }
        Incident before = known.get();
        Incident after =
                new Incident(
                        before.root(),
                        before.trouble(),
                        before.began(),
                        before.last(),
                        event.id(),
                        before.times(),
                        Optional.of(event.at()));
        return new Step(
                Optional.of(after),
                List.of(
                        new Retell(after.root(), over(after, now)),
                        new Mark(after.root(), OVER, true),
                        new Tell(
                                after.root() + ":" + event.id(),
                                "✅ Resolved after "
                                        + lasted(after)
                                        + ": "
                                        + relief.how()
                                        + "."
                                        + late(event.at(), now),
                                Optional.of(after.root()),
                                true)));
    }

    /// Something that stands alone.
    List<Intention> happened(String text, RecordedEvent event, String key, Instant now) {
        return List.of(
                new Tell(
                        key + ":" + event.id(),
                        text + late(event.at(), now),
                        Optional.empty(),
                        true));
    }

    private String failing(Incident incident, Instant now) {
        Trouble trouble = incident.trouble();
        StringBuilder text = new StringBuilder();
        text.append(trouble.severity().sign())
                .append(" **")
                .append(trouble.headline())
                .append("**");
        if (!trouble.trouble().isEmpty()) {
            text.append('\n').append(trouble.trouble());
        }
        if (!trouble.remedy().isEmpty()) {
            text.append("\n**What to do:** ").append(trouble.remedy());
        }
        if (!trouble.command().isEmpty()) {
            text.append("\n").append(Literal.code(trouble.command()));
        }
        text.append("\nsince ").append(times.at(incident.began(), now));
        if (incident.times() > 1) {
            text.append(" · told ")
                    .append(incident.times())
                    .append(" times, last at ")
                    .append(times.at(incident.last(), now));
        }
        return text.toString();
    }

    private String over(Incident incident, Instant now) {
        Trouble trouble = incident.trouble();
        return "✅ **"
                + trouble.headline()
                + "**: resolved after "
                + lasted(incident)
                + (trouble.trouble().isEmpty() ? "" : "\nIt was: " + trouble.trouble())
                + "\nfrom "
                + times.at(incident.began(), now)
                + " to "
                + times.at(incident.ended().orElse(now), now);
    }

    private static String lasted(Incident incident) {
        return Times.span(
                Duration.between(incident.began(), incident.ended().orElse(incident.last())));
    }

    private String late(Instant at, Instant now) {
        Duration late = Duration.between(at, now);
        return late.compareTo(LATE) <= 0
                ? ""
                : "\n_(told " + Times.span(late) + " late: it was at " + times.at(at, now) + ")_";
    }
}
