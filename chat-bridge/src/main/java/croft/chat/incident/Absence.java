package croft.chat.incident;

import croft.chat.ledger.Notebook.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a channel that cannot be reached is made up for at one other place. Pure.
///
/// @param since when what waits longest was to be said; empty while nothing is wrong
/// @param told keys of what was sent there meanwhile
/// @param again when something may be sent there next
/// @param failures of sending, in a row
record Absence(Optional<Instant> since, List<String> told, Instant again, int failures) {
    static final Absence NONE = new Absence(Optional.empty(), List.of(), Instant.EPOCH, 0);

    /// Between two letters to the same place: what happens meanwhile is told in one.
    private static final Duration BETWEEN = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// More than this nobody reads in a letter, and the channel will have all of it.
    private static final int MOST_TOLD = 1_000;

    Absence {
        told = List.copyOf(told);
    }

    /// What is to be sent now, of what waits for too long.
    List<Waiting> due(List<Waiting> waiting, Instant now) {
        if (now.isBefore(again) && again.isBefore(now.plus(LONGEST_PAUSE.multipliedBy(2)))) {
            return List.of();
        }
        return waiting.stream().filter(one -> !told.contains(one.key())).toList();
    }

    /// It was sent, or never will be.
    Absence sent(List<Waiting> letter, Instant now) {
        List<String> all = new ArrayList<>(told);
        letter.forEach(one -> all.add(one.key()));
        return new Absence(
                Optional.of(since.orElse(letter.getFirst().since())),
                all.subList(Math.max(0, all.size() - MOST_TOLD), all.size()),
                now.plus(BETWEEN),
                0);
    }

    /// It was not.
    Absence failed(Instant now) {
        Duration pause = Duration.ofSeconds(30).multipliedBy(1L << Math.min(failures, 7));
        return new Absence(
                since,
                told,
                now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                failures + 1);
    }

    /// Whether something was sent, and the channel has it now too.
    boolean isOver(List<Waiting> waiting) {
        return since.isPresent() && waiting.isEmpty();
    }

    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        since.ifPresent(moment -> facts.put("since", moment.toString()));
        facts.put("told", String.join("\n", told));
        facts.put("again", again.toString());
        facts.put("failures", Integer.toString(failures));
        return facts;
    }

    static Absence of(Map<String, String> facts) {
        return new Absence(
                Optional.ofNullable(facts.get("since")).map(Instant::parse),
                facts.getOrDefault("told", "").lines().toList(),
                Instant.parse(facts.getOrDefault("again", Instant.EPOCH.toString())),
                Integer.parseInt(facts.getOrDefault("failures", "0")));
    }
}
