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
record Comparison(
        int compared,
        int lost,
        int doubled,
        int reordered,
        int stale,
        int resurrected,
        int orphaned,
        int misjudged) {
    static final Comparison NOTHING = new Comparison(0, 0, 0, 0, 0, 0, 0, 0);

    /// Whether there is nothing to complain of.
    boolean isFlawless() {
        return lost + doubled + reordered + stale + resurrected + orphaned + misjudged == 0;
    }

    Comparison plus(Comparison other) {
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

    /// Compares a room of one server with that of the other, both ways. The first word of every
    /// text tells the message from all others.
    static Comparison of(PaperServer one, PaperServer other, String room) {
        return copied(one, other, room).plus(copied(other, one, room));
    }

    private static Comparison copied(PaperServer from, PaperServer to, String room) {
        Map<String, PaperServer.Line> said = new HashMap<>();
        List<String> order = new ArrayList<>();
        Map<String, String> words = new HashMap<>();
        for (PaperServer.Line line : from.posts(room)) {
            words.put(line.id(), word(line));
            if (!line.bot()) {
                said.put(word(line), line);
                order.add(word(line));
            }
        }
        Map<String, String> copyWords = new HashMap<>();
        Map<String, PaperServer.Line> copies = new HashMap<>();
        int doubled = 0;
        int reordered = 0;
        int resurrected = 0;
        int last = -1;
        Map<String, Integer> places = new HashMap<>();
        order.forEach(word -> places.put(word, places.size()));
        for (PaperServer.Line line : to.posts(room)) {
            copyWords.put(line.id(), word(line));
            if (!line.bot() || line.author().equals("bridge")) {
                continue;
            }
            Optional<Integer> place = Optional.ofNullable(places.get(word(line)));
            if (place.isEmpty()) {
                resurrected++;
            } else if (copies.putIfAbsent(word(line), line) != null) {
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
        for (Map.Entry<String, PaperServer.Line> each : copies.entrySet()) {
            PaperServer.Line copy = each.getValue();
            PaperServer.Line line = Optional.ofNullable(said.get(each.getKey())).orElseThrow();
            if (!copy.text().replace(" (late)", "").equals(line.text())) {
                stale++;
            }
            // The thread of what was taken back has no root on either side.
            Optional<String> root = Optional.ofNullable(words.get(line.root()));
            Optional<String> copyRoot = Optional.ofNullable(copyWords.get(copy.root()));
            if (root.isPresent() && !root.equals(copyRoot)) {
                orphaned++;
            }
            if (!emoji(from, room, line).equals(emoji(to, room, copy))) {
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

    private static Set<String> emoji(PaperServer server, String room, PaperServer.Line line) {
        Set<String> emoji = new HashSet<>();
        for (String reaction : server.reactions(room, line.id())) {
            emoji.add(reaction.replace("ghost-", ""));
        }
        return emoji;
    }

    private static String word(PaperServer.Line line) {
        int space = line.text().indexOf(' ');
        return space < 0 ? line.text() : line.text().substring(0, space);
    }
}
