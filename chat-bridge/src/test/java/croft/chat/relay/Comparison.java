package croft.chat.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What two linked rooms show in the end, held against each other in both directions.
///
/// @param compared messages that people wrote and did not take back
/// @param lost of these, those without a copy
/// @param doubled copies beyond the first
/// @param reordered copies that come before one whose message came before theirs
/// @param stale copies that say something else than their message
/// @param resurrected copies of what was taken back
/// @param orphaned answers whose copy is not in the thread of the copy of what they answer
/// @param misjudged messages whose reactions differ
public record Comparison(
        int compared,
        int lost,
        int doubled,
        int reordered,
        int stale,
        int resurrected,
        int orphaned,
        int misjudged) {
    public static final Comparison NOTHING = new Comparison(0, 0, 0, 0, 0, 0, 0, 0);

    /// Whether there is nothing to complain of.
    public boolean isFlawless() {
        return lost + doubled + reordered + stale + resurrected + orphaned + misjudged == 0;
    }

    public Comparison plus(Comparison other) {
        return new Comparison(
                compared + other.compared,
                lost + other.lost,
                doubled + other.doubled,
                reordered + other.reordered,
                stale + other.stale,
                resurrected + other.resurrected,
                orphaned + other.orphaned,
                misjudged + other.misjudged);
    }

    /// Compares a room of one server with that of the other, both ways.
    static Comparison of(PaperServer one, PaperServer other, String room) {
        return copied(seen(one, room), seen(other, room))
                .plus(copied(seen(other, room), seen(one, room)));
    }

    private static List<Shown> seen(PaperServer server, String room) {
        List<Shown> seen = new ArrayList<>();
        for (PaperServer.Line line : server.posts(room)) {
            Set<String> emoji = new HashSet<>();
            for (String reaction : server.reactions(room, line.id())) {
                emoji.add(reaction.replace("ghost-", ""));
            }
            seen.add(
                    new Shown(
                            line.id(),
                            line.author().equals("bridge")
                                    ? Shown.By.OTHERS
                                    : line.bot() ? Shown.By.BRIDGE : Shown.By.PERSON,
                            line.text().replace(" (late)", ""),
                            line.root(),
                            emoji));
        }
        return seen;
    }

    /// Holds what people said in one room against its copies in another, one way. The first word of
    /// every text tells the message from all others.
    public static Comparison copied(List<Shown> from, List<Shown> to) {
        Map<String, Shown> said = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        for (Shown shown : from) {
            words.put(shown.id(), shown.word());
            if (shown.by() == Shown.By.PERSON) {
                said.put(shown.word(), shown);
                places.putIfAbsent(shown.word(), places.size());
            }
        }
        Map<String, String> copyWords = new HashMap<>();
        Map<String, Shown> copies = new HashMap<>();
        int doubled = 0;
        int reordered = 0;
        int resurrected = 0;
        int last = -1;
        for (Shown shown : to) {
            copyWords.put(shown.id(), shown.word());
            if (shown.by() != Shown.By.BRIDGE) {
                continue;
            }
            Optional<Integer> place = Optional.ofNullable(places.get(shown.word()));
            if (place.isEmpty()) {
                resurrected++;
            } else if (copies.putIfAbsent(shown.word(), shown) != null) {
                doubled++;
            } else {
                if (place.get() < last) {
                    reordered++;
                }
                last = Math.max(last, place.get());
            }
        }
        Set<String> lost = new HashSet<>(said.keySet());
        lost.removeAll(copies.keySet());
        int stale = 0;
        int orphaned = 0;
        int misjudged = 0;
        for (Map.Entry<String, Shown> each : copies.entrySet()) {
            Shown copy = each.getValue();
            Shown line = Optional.ofNullable(said.get(each.getKey())).orElseThrow();
            if (!copy.text().equals(line.text())) {
                stale++;
            }
            // The thread of what was taken back has no root on either side.
            Optional<String> root = Optional.ofNullable(words.get(line.root()));
            Optional<String> copyRoot = Optional.ofNullable(copyWords.get(copy.root()));
            if (root.isPresent() && !root.equals(copyRoot)) {
                orphaned++;
            }
            if (!line.reactions().equals(copy.reactions())) {
                misjudged++;
            }
        }
        return new Comparison(
                said.size(),
                lost.size(),
                doubled,
                reordered,
                stale,
                resurrected,
                orphaned,
                misjudged);
    }
}
