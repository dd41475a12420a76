package croft.chat.irc;

import croft.chat.message.Conversation;
import croft.chat.relay.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// The channels that one connection is to be in: it joins them, and again when it was thrown out.
/// The connection's event loop.
final class Rooms {
    private static final int LONGEST_JOIN = 350;
    private static final Duration UNJOINED = Duration.ofSeconds(2);

    /// Why a channel cannot be joined.
    private static final Set<String> NOT_JOINED =
            Set.of(
                    "403", "405", "407", "437", "461", "471", "473", "474", "475", "476", "477",
                    "479", "480", "489", "495", "500", "520");

    private final Tempo tempo;
    private final Outbox outbox;
    private final Runnable changed;
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Deque<Room> joining = new ArrayDeque<>();
    private final List<Room> entered = new ArrayList<>();
    private Names names = Names.RFC1459;

    /// @param changed told when it may be known how every channel stands
    Rooms(Tempo tempo, Outbox outbox, Runnable changed) {
        this.tempo = tempo;
        this.outbox = outbox;
        this.changed = changed;
    }

    /// Which names are the same here: known before any channel is joined.
    void name(Names sameNames) {
        names = sameNames;
    }

    Names names() {
        return names;
    }

    Optional<Room> room(String channel) {
        return Optional.ofNullable(rooms.get(names.folded(channel)));
    }

    /// Whether it is known of each how it stands.
    boolean areKnown() {
        return rooms.values().stream().allMatch(Room::isKnown);
    }

    /// What keeps us out of some.
    List<String> troubles() {
        return rooms.values().stream().flatMap(room -> room.why().stream()).toList();
    }

    /// Why nothing can be sent to a channel now.
    Optional<Outcome.NotSent> hindrance(String channel) {
        Optional<Room> room = room(channel);
        if (room.filter(Room::isSettled).isPresent()) {
            return Optional.empty();
        }
        String why = room.flatMap(Room::why).orElse(channel + " is not attended");
        return Optional.of(new Outcome.NotSent(why, Optional.of(UNJOINED)));
    }

    /// Is in these from now on.
    void attend(Collection<Conversation> wanted) {
        Map<String, Room> before = new HashMap<>(rooms);
        rooms.clear();
        for (Conversation each : wanted) {
            String folded = names.folded(each.channel());
            Room kept = before.remove(folded);
            Room room = kept == null ? new Room(each) : kept;
            rooms.put(folded, room);
            if (kept == null) {
                join(room);
            }
        }
        before.values().stream().filter(Room::isIn).forEach(room -> part(room.channel()));
        changed.run();
    }

    /// We are in a channel now.
    void joined(String channel) {
        Optional<Room> room = room(channel);
        if (room.isEmpty()) {
            part(channel); // not attended any more
            return;
        }
        room.get().joined(outbox.now());
        entered.add(room.get());
        if (entered.size() == 1) {
            outbox.paced(this::settle);
        }
    }

    /// We were invited.
    void invited(String channel) {
        room(channel).ifPresent(this::join);
    }

    /// We are in a channel no more.
    void left(String channel, String why) {
        room(channel).ifPresent(room -> failed(room, why));
    }

    /// An error that names a channel may say that we are not in it.
    void error(IrcLine line) {
        Optional<Room> room = room(line.param(1));
        if (room.isEmpty()) {
            return;
        }
        if (NOT_JOINED.contains(line.command()) && !room.get().isIn()) {
            failed(room.get(), "not in " + room.get().channel() + ": " + line.last());
        } else if (line.command().equals("442")) {
            failed(room.get(), "no more in " + room.get().channel());
        }
    }

    private void join(Room room) {
        if (!room.channel().matches("[#&+!][^\\s,:\\x07]*")) {
            failed(room, "\"" + room.channel() + "\" is no channel (expected: such as #rust)");
        } else if (!room.isIn()) {
            joining.add(room);
            if (joining.size() == 1) {
                outbox.paced(this::joinAll);
            }
        }
    }

    /// Many channels with one line, as every line costs time.
    private void joinAll() {
        StringBuilder channels = new StringBuilder();
        List<Room> asked = new ArrayList<>();
        while (!joining.isEmpty()
                && (asked.isEmpty()
                        || channels.length() + joining.getFirst().channel().length()
                                < LONGEST_JOIN)) {
            Room room = joining.removeFirst();
            channels.append(channels.isEmpty() ? "" : ",").append(room.channel());
            asked.add(room);
        }
        outbox.sendNow(IrcLine.of("JOIN", channels.toString()));
        outbox.after(
                tempo.answer(),
                () ->
                        asked.stream()
                                .filter(room -> !room.isKnown() && !room.isIn())
                                .forEach(room -> failed(room, "no answer to JOIN")));
        if (!joining.isEmpty()) {
            outbox.paced(this::joinAll);
        }
    }

    /// Whatever the server tells of the past of a channel comes before its answer to this.
    private void settle() {
        List<Room> all = List.copyOf(entered);
        entered.clear();
        outbox.barrier(() -> {
            all.stream().filter(Room::isIn).forEach(Room::settled);
            changed.run();
        });
    }

    /// Tries again later, and later each time.
    private void failed(Room room, String why) {
        Duration pause = tempo.pause(room.failures(), ThreadLocalRandom.current().nextDouble());
        room.out(why, outbox.now(), tempo.longest());
        outbox.after(
                pause,
                () -> {
                    if (rooms.containsValue(room)) {
                        join(room);
                    }
                });
        changed.run();
    }

    private void part(String channel) {
        outbox.paced(() -> outbox.sendNow(IrcLine.of("PART", channel)));
    }
}
