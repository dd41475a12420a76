package croft.chat.soak;

import croft.chat.relay.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a run came to.
///
/// @param seed from which the crowd and the weather follow
/// @param messages that people said
/// @param done what people did: messages, edits, deletions, reactions
/// @param struck kills and cuts
/// @param found both ways of every pair of linked rooms, in the end
/// @param dead deliveries that were refused for good
/// @param causes why, each once
/// @param seconds from the first message to the end
/// @param settling seconds that the bridge needed after the last message and the last strike
/// @param resident the most resident memory of a process of the bridge, in KiB
record Report(
        long seed,
        int messages,
        int done,
        Map<Strike, Integer> struck,
        Comparison found,
        int dead,
        List<String> causes,
        long seconds,
        long settling,
        long resident) {
    Report {
        struck = Map.copyOf(struck);
        causes = List.copyOf(causes);
    }

    int strikes() {
        return struck.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isFlawless() {
        return found.isFlawless();
    }

    String text() {
        String kinds =
                struck.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getValue() + " × " + each.getKey().words())
                        .collect(Collectors.joining(", "));
        String lines =
                String.format(
                        Locale.ROOT,
                        """
                        seed %d: %,d messages (%,d with edits, deletions and reactions), %,d kills and cuts, %d min %d s
                          %s
                          settled %d s after the last of them; most resident memory of the bridge %d MiB
                        compared %,d messages with their copies:
                          lost %d   doubled %d   out of order %d   stale %d   resurrected %d   orphaned %d   reactions that differ %d
                        """,
                        seed,
                        messages,
                        done,
                        strikes(),
                        seconds / 60,
                        seconds % 60,
                        kinds,
                        settling,
                        resident / 1024,
                        found.compared(),
                        found.lost(),
                        found.doubled(),
                        found.reordered(),
                        found.stale(),
                        found.resurrected(),
                        found.orphaned(),
                        found.misjudged());
        return dead == 0 ? lines : lines + "dead letters: " + dead + " " + causes + "\n";
    }

    String json() {
        String kinds =
                struck.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each ->
                                "\"%s\":%d"
                                        .formatted(
                                                each.getKey().name().toLowerCase(Locale.ROOT),
                                                each.getValue()))
                        .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"seed\":%d,\"messages\":%d,\"done\":%d,\"strikes\":%d,\"struck\":{%s},\"compared\":%d,"
                        + "\"lost\":%d,\"doubled\":%d,\"outOfOrder\":%d,\"stale\":%d,\"resurrected\":%d,"
                        + "\"orphaned\":%d,\"reactions\":%d,\"dead\":%d,\"seconds\":%d,\"settling\":%d,"
                        + "\"residentKiB\":%d,\"flawless\":%b}",
                seed,
                messages,
                done,
                strikes(),
                kinds,
                found.compared(),
                found.lost(),
                found.doubled(),
                found.reordered(),
                found.stale(),
                found.resurrected(),
                found.orphaned(),
                found.misjudged(),
                dead,
                seconds,
                settling,
                resident,
                isFlawless());
    }
}
