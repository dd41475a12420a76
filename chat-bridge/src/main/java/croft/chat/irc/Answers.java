package croft.chat.irc;

import croft.chat.relay.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What was written and not yet answered, and which answer belongs to what. The connection's event
/// loop.
///
/// With `labeled-response` every answer names what it answers. Without it, servers answer in order:
/// an error names the channel and belongs to the oldest line there, an echo is known by its key or
/// its text, and a `PONG` that comes back for a `PING` behind the line says that the line was dealt
/// with.
final class Answers {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Map<String, Submission> open = new LinkedHashMap<>();
    private final Map<String, String> batches = new HashMap<>();
    private long count;

    /// Counts a line in, and gives its label.
    String add(Submission submission) {
        String label = "c" + Long.toString(++count, Character.MAX_RADIX);
        open.put(label, submission);
        return label;
    }

    /// Which line this answers, by its label.
    Optional<String> label(IrcLine line) {
        String label =
                line.tag("label").orElse(batches.getOrDefault(line.tag("batch").orElse(""), ""));
        if (line.command().equals("BATCH") && line.param(0).startsWith("+") && !label.isEmpty()) {
            batches.put(line.param(0).substring(1), label);
        }
        return Optional.of(label).filter(open::containsKey);
    }

    /// The line that a batch which ends now has answered.
    Optional<String> endOfBatch(IrcLine line) {
        return Optional.ofNullable(batches.remove(line.param(0).substring(1)))
                .filter(open::containsKey);
    }

    /// Which line this is the echo of, where it has no label.
    Optional<String> echoed(IrcLine line) {
        Optional<Hearing.Piece> piece = Hearing.piece(line);
        return oldest(each ->
                piece.isPresent()
                        ? each.piece().equals(piece.get())
                        : each.line().params().equals(line.params()));
    }

    /// Which line an error is about, where it has no label.
    Optional<String> inChannel(String channel, Names names) {
        String folded = names.folded(channel);
        return oldest(each -> names.folded(each.channel()).equals(folded));
    }

    /// The line is dealt with.
    Optional<Submission> end(String label, Outcome outcome) {
        Optional<Submission> ended = Optional.ofNullable(open.remove(label));
        ended.ifPresent(submission -> submission.outcome().complete(outcome));
        return ended;
    }

    /// No answer comes any more.
    void endAll(String why) {
        List<Submission> all = new ArrayList<>(open.values());
        open.clear();
        all.forEach(each -> each.outcome().complete(new Outcome.Doubtful(why)));
    }

    boolean awaits(Hearing.Piece piece) {
        return open.values().stream().anyMatch(each -> each.piece().equals(piece));
    }

    /// What an error says of a line.
    ///
    /// @param inRoom whether we are in the channel, as far as we know
    static Outcome outcome(IrcLine error, boolean inRoom) {
        String why = error.command() + " " + error.last();
        return switch (error.command()) {
            case "263", "439" -> new Outcome.NotSent(why, Optional.of(SOON.multipliedBy(2)));
            case "401", "403", "442" -> new Outcome.NotSent(why, Optional.of(SOON));
            case "404" ->
                    inRoom ? new Outcome.Refused(why) : new Outcome.NotSent(why, Optional.of(SOON));
            default -> new Outcome.Refused(why);
        };
    }

    private Optional<String> oldest(Predicate<Submission> which) {
        return open.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
