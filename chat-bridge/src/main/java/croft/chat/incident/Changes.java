package croft.chat.incident;

import croft.chat.incident.Intention.Retell;
import croft.chat.incident.Intention.Tell;
import croft.chat.message.Literal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What changed on a site within ten minutes: one message, which is edited while more changes.
/// Pure.
///
/// @param key of the message
/// @param began when it was posted
/// @param event the last one that counted
/// @param lines what changed, as Markdown, each once, at most [#MOST_KEPT]
record Changes(String key, Instant began, long event, List<String> lines) {
    /// Somebody who writes saves every few minutes.
    static final Duration TOGETHER = Duration.ofMinutes(10);

    private static final int MOST_SHOWN = 15;
    private static final int MOST_KEPT = 200;

    Changes {
        lines = List.copyOf(lines);
    }

    /// What is known then, and what is to be said.
    record Step(Changes changes, List<Intention> intentions) {}

    /// @param thread what the key of a new message begins with
    /// @param changed as Markdown; not empty
    static Step with(
            Optional<Changes> known,
            String host,
            boolean wiki,
            List<String> changed,
            long event,
            String thread,
            Instant now) {
        boolean goesOn =
                known.isPresent()
                        && now.isBefore(known.get().began().plus(TOGETHER))
                        && !now.isBefore(known.get().began());
        if (known.isPresent() && event <= known.get().event()) {
            return new Step(known.get(), List.of());
        }
        List<String> lines = new ArrayList<>(goesOn ? known.get().lines() : List.of());
        changed.stream()
                .filter(line -> !lines.contains(line))
                .limit(Math.max(0, MOST_KEPT - lines.size()))
                .forEach(lines::add);
        Changes after =
                goesOn
                        ? new Changes(known.get().key(), known.get().began(), event, lines)
                        : new Changes(thread + ":" + event, now, event, lines);
        String text = after.text(host, wiki);
        return new Step(
                after,
                List.of(
                        goesOn
                                ? new Retell(after.key(), text)
                                : new Tell(after.key(), text, Optional.empty(), true)));
    }

    private String text(String host, boolean wiki) {
        String what = wiki ? "page" : "file";
        String count =
                lines.size() == 1
                        ? "1 " + what + " changed"
                        : (lines.size() == MOST_KEPT ? "more than " : "")
                                + lines.size()
                                + " "
                                + what
                                + "s changed";
        String shown =
                lines.stream()
                        .limit(MOST_SHOWN)
                        .map(line -> "- " + line)
                        .collect(Collectors.joining("\n"));
        int rest = lines.size() - MOST_SHOWN;
        return "📝 "
                + Literal.code(host)
                + ": "
                + count
                + "\n"
                + shown
                + (rest > 0 ? "\n- … and " + rest + " more" : "");
    }

    Map<String, String> facts() {
        return Map.of(
                "key", key,
                "began", began.toString(),
                "event", Long.toString(event),
                "lines", String.join("\n", lines));
    }

    static Changes of(Map<String, String> facts) {
        return new Changes(
                facts.getOrDefault("key", ""),
                Instant.parse(facts.getOrDefault("began", Instant.EPOCH.toString())),
                Long.parseLong(facts.getOrDefault("event", "0")),
                facts.getOrDefault("lines", "").lines().toList());
    }
}
