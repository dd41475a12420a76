package croft.chat.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a feed stands: what is known of it, and how reading it goes.
///
/// @param etag and `modified`: what the server called what was read last
/// @param next when to look again
/// @param looked when it was read last, whether anything was new or not
/// @param failing since when it cannot be read
/// @param why it could not be read the last time
/// @param failures in a row
/// @param reported whether the channel was told that it is dead
record FeedState(
        Memory memory,
        Optional<String> etag,
        Optional<String> modified,
        Instant next,
        Optional<Instant> looked,
        Optional<Instant> failing,
        Optional<String> why,
        int failures,
        boolean reported) {
    static final FeedState NEW =
            new FeedState(
                    Memory.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    false);

    /// Nobody waits longer for a server that is back.
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    /// It was read, or was as before.
    FeedState read(
            Memory known,
            Optional<String> newEtag,
            Optional<String> newModified,
            Instant now,
            Duration every) {
        return new FeedState(
                known,
                newEtag,
                newModified,
                now.plus(every),
                Optional.of(now),
                Optional.empty(),
                Optional.empty(),
                0,
                false);
    }

    /// It was not. The pause doubles with each failure up to a day, or is what the server asks for.
    FeedState failed(String reason, Instant now, Duration every, Optional<Duration> asked) {
        Duration doubled = every.multipliedBy(1L << Math.min(failures, 10));
        Duration wanted = asked.filter(pause -> pause.compareTo(every) > 0).orElse(doubled);
        Duration longest = every.compareTo(LONGEST_PAUSE) > 0 ? every : LONGEST_PAUSE;
        return new FeedState(
                memory,
                etag,
                modified,
                now.plus(wanted.compareTo(longest) > 0 ? longest : wanted),
                looked,
                Optional.of(failing.orElse(now)),
                Optional.of(reason),
                failures + 1,
                reported);
    }

    FeedState told() {
        return new FeedState(memory, etag, modified, next, looked, failing, why, failures, true);
    }

    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        memory.since().ifPresent(since -> facts.put("since", since.toString()));
        facts.put(
                "known",
                memory.known().stream().map(Known::line).collect(Collectors.joining("\n")));
        etag.ifPresent(text -> facts.put("etag", text));
        modified.ifPresent(text -> facts.put("modified", text));
        facts.put("next", next.toString());
        looked.ifPresent(at -> facts.put("looked", at.toString()));
        failing.ifPresent(since -> facts.put("failing", since.toString()));
        why.ifPresent(reason -> facts.put("why", reason));
        facts.put("failures", Integer.toString(failures));
        facts.put("reported", Boolean.toString(reported));
        return facts;
    }

    static FeedState of(Map<String, String> facts) {
        List<Known> known = facts.getOrDefault("known", "").lines().map(Known::ofLine).toList();
        return new FeedState(
                new Memory(moment(facts, "since"), known),
                Optional.ofNullable(facts.get("etag")),
                Optional.ofNullable(facts.get("modified")),
                moment(facts, "next").orElse(Instant.EPOCH),
                moment(facts, "looked"),
                moment(facts, "failing"),
                Optional.ofNullable(facts.get("why")),
                Integer.parseInt(facts.getOrDefault("failures", "0")),
                Boolean.parseBoolean(facts.get("reported")));
    }

    private static Optional<Instant> moment(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(Instant::parse);
    }
}
