package croft.chat.relay;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A chat server in memory. It speaks a protocol of lists of texts, so that it can be asked in the
/// same process or over a socket; it keeps every happening of every room in a log, from which
/// clients read; and it has faults.
public final class PaperServer {
    /// What can go wrong with one thing that is sent.
    public enum Fault {
        NONE,
        /// "Not now": it is surely not there.
        BUSY,
        /// "Never."
        REFUSED,
        /// It is there, and the answer does not come.
        CUT,
        /// It is not there, and the answer does not come.
        LOST,
        /// The answer does not come, and it arrives when somebody has looked for it once.
        LIMBO,
        /// It is there, and clients are told so twice.
        ECHOED_TWICE
    }

    /// One happening, with all that a client is told of it.
    public record Line(
            String kind,
            String id,
            String author,
            String name,
            boolean bot,
            String text,
            String root,
            long at,
            String key,
            int part,
            String via,
            String emoji,
            String files) {
        List<String> fields() {
            return List.of(
                    kind,
                    id,
                    author,
                    name,
                    bot ? "bot" : "",
                    text,
                    root,
                    Long.toString(at),
                    key,
                    Integer.toString(part),
                    via,
                    emoji,
                    files);
        }

        static Line of(List<String> f) {
            return new Line(
                    f.get(0),
                    f.get(1),
                    f.get(2),
                    f.get(3),
                    f.get(4).equals("bot"),
                    f.get(5),
                    f.get(6),
                    Long.parseLong(f.get(7)),
                    f.get(8),
                    Integer.parseInt(f.get(9)),
                    f.get(10),
                    f.get(11),
                    f.get(12));
        }

        Line as(String otherKind, String otherText, long when) {
            return new Line(
                    otherKind, id, author, name, bot, otherText, root, when, key, part, via, "",
                    files);
        }
    }

    private static final int FIELDS = 13;

    private final InstantSource clock;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final Deque<Fault> next = new ArrayDeque<>();
    private Supplier<Fault> plan = () -> Fault.NONE;
    private boolean away;
    private long lastId;
    private long lastAt;

    public PaperServer(InstantSource clock) {
        this.clock = clock;
    }

    /// What happens to the next things sent, before the plan goes on.
    synchronized void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    /// What happens to everything sent.
    public synchronized void plan(Supplier<Fault> faults) {
        plan = faults;
    }

    public synchronized void away(boolean now) {
        away = now;
        notifyAll();
    }

    /// Answers one request of a client; `ok` is the first text of the answer if it went well.
    synchronized List<String> ask(List<String> request) throws InterruptedException {
        if (away) {
            return List.of("away");
        }
        return switch (request.getFirst()) {
            case "head" -> List.of("ok", Integer.toString(room(request.get(1)).log.size()));
            case "events" -> events(request.get(1), Integer.parseInt(request.get(2)));
            case "find" -> find(request.get(1), request.get(2), request.get(3));
            case "file" ->
                    List.of(
                            "ok",
                            Base64.getEncoder()
                                    .encodeToString(
                                            Objects.requireNonNull(files.get(request.get(1)))));
            default -> change(request);
        };
    }

    /// Does it at once and without faults: a person.
    public synchronized String perform(List<String> request) {
        return apply(request, false);
    }

    public synchronized List<Line> posts(String room) {
        return List.copyOf(room(room).posts.values());
    }

    public synchronized Set<String> reactions(String room, String id) {
        return new TreeSet<>(room(room).reactions.getOrDefault(id, Set.of()));
    }

    /// The newest that are there, newest first.
    public synchronized List<Line> newest(String room, int most) {
        return room(room).posts.reversed().values().stream().limit(most).toList();
    }

    /// Whether this text was ever to be seen in the room, if only for a moment.
    synchronized boolean everSaid(String room, String text) {
        return room(room).log.stream().anyMatch(l -> l.text().contains(text));
    }

    synchronized int length(String room) {
        return room(room).log.size();
    }

    synchronized byte[] file(String id) {
        return Objects.requireNonNull(files.get(id)).clone();
    }

    private List<String> change(List<String> request) {
        Fault fault = Objects.requireNonNullElseGet(next.poll(), plan);
        return switch (fault) {
            case NONE -> List.of("ok", apply(request, false));
            case ECHOED_TWICE -> List.of("ok", apply(request, true));
            case BUSY -> List.of("busy");
            case REFUSED -> List.of("refused");
            case LOST -> List.of("cut");
            case CUT -> {
                apply(request, false);
                yield List.of("cut");
            }
            case LIMBO -> {
                room(request.get(1)).limbo.add(request);
                yield List.of("cut");
            }
        };
    }

    private String apply(List<String> request, boolean twice) {
        Room room = room(request.get(1));
        Line line =
                switch (request.getFirst()) {
                    case "post" -> post(room, request);
                    case "edit" -> edit(room, request.get(2), request.get(3));
                    case "delete" -> delete(room, request.get(2));
                    case "react" -> react(room, request);
                    default -> throw new IllegalArgumentException(request.getFirst());
                };
        if (line == null) {
            return "";
        }
        room.log.add(line);
        if (twice) {
            room.log.add(line);
        }
        notifyAll();
        return line.id();
    }

    /// `post ROOM AUTHOR NAME BOT TEXT ROOT KEY PART VIA (FILE CONTENT)*`.
    private Line post(Room room, List<String> r) {
        List<String> attached = new ArrayList<>();
        String id = "p" + ++lastId;
        for (int i = 10; i + 1 < r.size(); i += 2) {
            String file = id + "/" + r.get(i);
            files.put(file, Base64.getDecoder().decode(r.get(i + 1)));
            attached.add(file);
        }
        Line line =
                new Line(
                        "posted",
                        id,
                        r.get(2),
                        r.get(3),
                        r.get(4).equals("bot"),
                        r.get(5),
                        r.get(6),
                        now(),
                        r.get(7),
                        Integer.parseInt(r.get(8)),
                        r.get(9),
                        "",
                        String.join(" ", attached));
        room.posts.put(id, line);
        return line;
    }

    private @Nullable Line edit(Room room, String id, String text) {
        Line edited = room.posts.computeIfPresent(id, (_, l) -> l.as("posted", text, l.at()));
        return edited == null ? null : edited.as("edited", text, now());
    }

    private @Nullable Line delete(Room room, String id) {
        Line gone = room.posts.remove(id);
        return gone == null ? null : gone.as("deleted", "", now());
    }

    /// `react ROOM ID AUTHOR NAME EMOJI THERE`.
    private @Nullable Line react(Room room, List<String> r) {
        if (!room.posts.containsKey(r.get(2))) {
            return null;
        }
        Set<String> on = room.reactions.computeIfAbsent(r.get(2), _ -> new HashSet<>());
        boolean there = r.get(6).equals("there");
        String reaction = r.get(5) + " " + r.get(3);
        if (there ? !on.add(reaction) : !on.remove(reaction)) {
            return null;
        }
        return new Line(
                there ? "reacted" : "unreacted",
                r.get(2),
                r.get(3),
                r.get(4),
                false,
                "",
                "",
                now(),
                "",
                0,
                "",
                r.get(5),
                "");
    }

    private List<String> find(String name, String key, String part) {
        Room room = room(name);
        Optional<List<String>> waiting =
                room.limbo.stream()
                        .filter(r -> r.getFirst().equals("post"))
                        .filter(r -> r.get(7).equals(key) && r.get(8).equals(part))
                        .findFirst();
        if (waiting.isPresent()) {
            room.limbo.remove(waiting.get());
            apply(waiting.get(), false);
            return List.of("later");
        }
        return room.log.stream()
                .filter(l -> l.kind().equals("posted"))
                .filter(l -> l.key().equals(key) && Integer.toString(l.part()).equals(part))
                .findFirst()
                .map(l -> List.of("ok", l.id()))
                .orElse(List.of("ok", ""));
    }

    /// What happened after the first `after` happenings, at most 100; waits for it, but not long.
    private List<String> events(String name, int after) throws InterruptedException {
        Room room = room(name);
        if (room.log.size() <= after) {
            TimeUnit.MILLISECONDS.timedWait(this, 200);
        }
        if (away) {
            return List.of("away");
        }
        List<String> answer = new ArrayList<>();
        answer.add("ok");
        room.log.stream().skip(after).limit(100).forEach(l -> answer.addAll(l.fields()));
        return answer;
    }

    /// The happenings of an answer to `events`.
    static List<Line> lines(List<String> answer) {
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += FIELDS) {
            lines.add(Line.of(answer.subList(i, i + FIELDS)));
        }
        return lines;
    }

    static String encoded(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    static String encoded(String content) {
        return encoded(content.getBytes(StandardCharsets.UTF_8));
    }

    /// No two happenings at once, so that edits of a message have an order.
    private long now() {
        lastAt = Math.max(lastAt + 1, clock.millis());
        return lastAt;
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(name, _ -> new Room());
    }

    /// One conversation.
    private static final class Room {
        private final List<Line> log = new ArrayList<>();
        private final LinkedHashMap<String, Line> posts = new LinkedHashMap<>();
        private final Map<String, Set<String>> reactions = new HashMap<>();
        private final List<List<String>> limbo = new ArrayList<>();
    }
}
