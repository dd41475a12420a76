package croft.chat.relay;

import croft.chat.ledger.LedgerDatabase;
import croft.chat.message.Conversation;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// People who talk, edit, take back, answer and react at two servers, and a bridge process between
/// these that is killed with -9 again and again, while the servers lose answers, are busy, and let
/// requests arrive late. Everything but the scheduling follows from the seed.
final class KillRun implements AutoCloseable {
    private static final List<String> EMOJI = List.of("tada", "eyes", "+1");

    /// How far back people edit, take back, answer and react.
    private static final int REACH = 30;

    private final int messages;
    private final int kills;
    private final int rooms;
    private final SplittableRandom random;
    private final Duration between;
    private final LedgerDatabase database;
    private final Map<String, PaperServer> servers = new LinkedHashMap<>();
    private final PaperDoor door;
    private final Path log;
    private final List<Person> people = new ArrayList<>();
    private @Nullable Process bridge;
    private int said;
    private int killed;

    /// @param perSecond messages that all people together write, as far as the machine keeps up
    KillRun(long seed, int messages, int kills, int rooms, int perSecond) throws IOException {
        this.messages = messages;
        this.kills = kills;
        this.rooms = rooms;
        random = new SplittableRandom(seed);
        between = Duration.ofNanos(1_000_000_000L / perSecond);
        database = new LedgerDatabase();
        for (String chat : BridgeProcess.CHATS) {
            PaperServer server = new PaperServer(InstantSource.system());
            SplittableRandom faults = random.split();
            server.plan(() -> fault(faults));
            servers.put(chat, server);
            for (int room = 0; room < rooms; room++) {
                people.add(new Person(chat, server, "room" + room, random.split()));
            }
        }
        door = new PaperDoor(servers);
        log = Files.createTempFile("bridge-process", ".log");
    }

    /// Seven requests of a hundred go wrong.
    private static PaperServer.Fault fault(SplittableRandom random) {
        return switch (random.nextInt(100)) {
            case 0 -> PaperServer.Fault.BUSY;
            case 1, 2 -> PaperServer.Fault.CUT;
            case 3 -> PaperServer.Fault.LOST;
            case 4 -> PaperServer.Fault.LIMBO;
            case 5, 6 -> PaperServer.Fault.ECHOED_TWICE;
            default -> PaperServer.Fault.NONE;
        };
    }

    /// Runs it to its end.
    ///
    /// @return what the two servers have, compared
    Comparison run() throws Exception {
        start();
        // What was said before anybody listened is history, which a first link does not bring.
        Eventually.within(
                Duration.ofMinutes(1),
                "every room is listened to",
                () ->
                        database.rows("select 1 from chat.conversation where cursor is not null")
                                        .size()
                                == 2 * rooms);
        Thread talking = Thread.ofVirtual().name("people").start(this::talk);
        SplittableRandom when = random.split();
        while (killed < kills || talking.isAlive()) {
            // Each process lives long enough to do something, and is killed in the midst of it.
            TimeUnit.MILLISECONDS.sleep(when.nextInt(100, 1500));
            if (killed < kills) {
                kill();
                start();
            }
        }
        talking.join();
        Eventually.within(
                Duration.ofMinutes(5),
                "all is delivered: " + log,
                () ->
                        people.stream().allMatch(this::isRead)
                                && database.rows(
                                                "select 1 from chat.delivery where state in"
                                                        + " ('PENDING', 'SENDING', 'DOUBTFUL')"
                                                        + " limit 1")
                                        .isEmpty()
                                && people.stream().allMatch(this::isRead));
        Comparison all = Comparison.NOTHING;
        for (int room = 0; room < rooms; room++) {
            all = all.plus(Comparison.of(server("red"), server("blue"), "room" + room));
        }
        return all;
    }

    int said() {
        return said;
    }

    int killed() {
        return killed;
    }

    /// Deliveries that were refused for good, which nothing here does.
    int dead() throws Exception {
        return database.rows("select 1 from chat.delivery where state = 'DEAD'").size();
    }

    private boolean isRead(Person person) {
        try {
            Conversation in = new Conversation(person.chat, person.room);
            return database.rows(
                            "select cursor from chat.conversation where chat = '%s' and channel = '%s'"
                                    .formatted(in.chat(), in.channel()))
                    .equals(List.of(Integer.toString(person.server.length(person.room))));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private PaperServer server(String chat) {
        return Objects.requireNonNull(servers.get(chat));
    }

    private void talk() {
        SplittableRandom who = random.split();
        long next = System.nanoTime();
        while (said < messages) {
            if (people.get(who.nextInt(people.size())).act(said)) {
                said++;
            }
            next += between.toNanos();
            long wait = next - System.nanoTime();
            if (wait > 0) {
                try {
                    TimeUnit.NANOSECONDS.sleep(wait);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void start() throws IOException {
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:SharedArchiveFile=" + log.resolveSibling("croft-kill-run.jsa"),
                                "-XX:+AutoCreateSharedArchive",
                                "-Xshare:auto",
                                "-Xlog:cds=off",
                                "-Xlog:cds+dynamic=off",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BridgeProcess.class.getName(),
                                database.url(),
                                Integer.toString(door.port()),
                                Integer.toString(rooms))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        bridge = started;
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        String line;
        do {
            line = out.readLine();
            if (line == null) {
                throw new IOException("the bridge process ended by itself: see " + log);
            }
        } while (!line.equals(BridgeProcess.READY));
        // Nobody reads the rest, which is little.
    }

    private void kill() {
        Optional.ofNullable(bridge)
                .ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                    killed++;
                });
    }

    @Override
    public void close() throws IOException {
        Optional.ofNullable(bridge).ifPresent(process -> process.destroyForcibly().onExit().join());
        door.close();
        database.close();
        File file = log.toFile();
        if (file.length() == 0) {
            Files.delete(log);
        }
    }

    /// Somebody in one room.
    private static final class Person {
        private final String chat;
        private final PaperServer server;
        private final String room;
        private final SplittableRandom random;
        private final String name;
        private final List<String> mine = new ArrayList<>();
        private int revisions;

        Person(String chat, PaperServer server, String room, SplittableRandom random) {
            this.chat = chat;
            this.server = server;
            this.room = room;
            this.random = random;
            name = "person-" + chat + "-" + room;
        }

        /// Does one thing.
        ///
        /// @return whether that was a new message
        boolean act(int number) {
            int what = random.nextInt(100);
            if (what < 12 && !mine.isEmpty()) {
                revisions++;
                String id = recent();
                wordOf(id)
                        .ifPresent(word ->
                                server.perform(
                                        List.of("edit", room, id, word + " revised " + revisions)));
                return false;
            }
            if (what < 18 && !mine.isEmpty()) {
                server.perform(List.of("delete", room, recent()));
                return false;
            }
            List<PaperServer.Line> posts = server.posts(room);
            Optional<PaperServer.Line> other =
                    posts.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    posts.get(
                                            posts.size()
                                                    - 1
                                                    - random.nextInt(
                                                            Math.min(REACH, posts.size()))));
            if (what < 28 && other.isPresent()) {
                server.perform(
                        List.of(
                                "react",
                                room,
                                other.get().id(),
                                name,
                                name,
                                EMOJI.get(random.nextInt(EMOJI.size())),
                                random.nextInt(3) > 0 ? "there" : ""));
                return false;
            }
            String root =
                    what < 40 && other.isPresent() && !other.get().author().equals("bridge")
                            ? Optional.of(other.get().root())
                                    .filter(r -> !r.isEmpty())
                                    .orElse(other.get().id())
                            : "";
            mine.add(
                    server.perform(
                            List.of(
                                    "post",
                                    room,
                                    name,
                                    name,
                                    "",
                                    chat + ":" + room + ":" + number + " said",
                                    root,
                                    "",
                                    "0",
                                    "")));
            return true;
        }

        private String recent() {
            return mine.get(mine.size() - 1 - random.nextInt(Math.min(REACH, mine.size())));
        }

        private Optional<String> wordOf(String id) {
            return server.posts(room).stream()
                    .filter(line -> line.id().equals(id))
                    .map(line -> line.text().substring(0, line.text().indexOf(' ')))
                    .findFirst();
        }
    }
}
