package croft.chat.soak;

import croft.chat.relay.Comparison;
import croft.chat.relay.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The servers, and which of them each room is linked between. Rooms of one name are linked.
///
/// @param rooms by name, the chats that have it
record Scene(List<Side> sides, Map<String, List<String>> rooms) {
    static final String RED = "red";
    static final String BLUE = "blue";
    static final String SLATE = "slate";

    /// Three rooms of two Mattermost servers, and one that a third server of another kind has too.
    static final Map<String, List<String>> ROOMS = linked();

    Scene {
        sides = List.copyOf(sides);
    }

    private static Map<String, List<String>> linked() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        rooms.put("north", List.of(RED, BLUE));
        rooms.put("south", List.of(RED, BLUE));
        rooms.put("east", List.of(RED, BLUE));
        rooms.put("west", List.of(RED, BLUE, SLATE));
        return rooms;
    }

    List<Side> at(String room) {
        List<String> chats = rooms.getOrDefault(room, List.of());
        return sides.stream().filter(side -> chats.contains(side.chat())).toList();
    }

    /// Whether all servers that have the room are of one kind.
    boolean isOfOneKind(String room) {
        return at(room).stream().map(Object::getClass).distinct().count() == 1;
    }

    /// Writes down what people see, a file for each room of each server.
    void dump(Path folder) throws IOException {
        for (String room : rooms.keySet()) {
            for (Side side : at(room)) {
                Files.write(
                        folder.resolve(room + "-" + side.chat() + ".txt"),
                        side.seen(room).stream().map(Shown::toString).toList());
            }
        }
    }

    /// How many ends all links have.
    int ends() {
        return rooms.values().stream().mapToInt(List::size).sum();
    }

    /// Every room of every server held against the same at the others, each way.
    Comparison compared() {
        Comparison all = Comparison.NOTHING;
        for (String room : rooms.keySet()) {
            Map<Side, List<Shown>> seen = new LinkedHashMap<>();
            at(room).forEach(side -> seen.put(side, side.seen(room)));
            for (Map.Entry<Side, List<Shown>> from : seen.entrySet()) {
                for (Map.Entry<Side, List<Shown>> to : seen.entrySet()) {
                    if (!from.getKey().equals(to.getKey())) {
                        all =
                                all.plus(
                                        Comparison.copied(
                                                from.getValue(),
                                                copies(to.getValue(), from.getKey())));
                    }
                }
            }
        }
        return all;
    }

    /// What is there, where only copies of what was said at this side are taken for copies.
    private static List<Shown> copies(List<Shown> seen, Side of) {
        List<Shown> copies = new ArrayList<>();
        for (Shown shown : seen) {
            copies.add(
                    shown.by() == Shown.By.BRIDGE && !shown.word().startsWith(of.chat() + ":")
                            ? new Shown(
                                    shown.id(),
                                    Shown.By.OTHERS,
                                    shown.text(),
                                    shown.root(),
                                    shown.reactions())
                            : shown);
        }
        return copies;
    }
}
