package croft.chat.soak;

import croft.chat.ledger.LedgerDatabase;
import croft.chat.mattermost.paper.Release;
import croft.chat.relay.Eventually;
import croft.chat.relay.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a run takes place on: PostgreSQL, the three servers with their people, and the bridge's
/// process, which is not started yet.
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Of the two servers of a kind.
    private static final String ROOM = "north";

    /// The third server has no more people than these.
    private static final int MOST_AT_SLATE = 3;

    private final Path log;
    private final LedgerDatabase database = new LedgerDatabase();
    private final MattermostSide red;
    private final MattermostSide blue;
    private final Scene scene;
    private final KilledBridge bridge;

    /// @param work where its files may be
    /// @param people names that there are at each server
    /// @param options further ones of the bridge's JVM
    Stage(Path work, List<String> people, String... options)
            throws IOException, InterruptedException {
        log = work.resolve("bridge.log");
        List<String> rooms = List.copyOf(Scene.ROOMS.keySet());
        red = new MattermostSide(Scene.RED, Release.V11_10, people, rooms);
        blue = new MattermostSide(Scene.BLUE, Release.V12_0, people, rooms);
        Map<String, String> names = new HashMap<>(red.names());
        names.putAll(blue.names());
        PaperSide slate =
                new PaperSide(
                        Scene.SLATE,
                        people.subList(0, Math.min(people.size(), MOST_AT_SLATE)),
                        names);
        scene = new Scene(List.of(red, blue, slate), Scene.ROOMS);
        List<String> arguments = new ArrayList<>(List.of(database.url()));
        arguments.addAll(red.account());
        arguments.addAll(blue.account());
        arguments.add(Integer.toString(slate.way().port()));
        bridge = new KilledBridge(new BridgeCommand(work, List.of(options), arguments), log);
    }

    /// Starts the bridge, and returns when it listens to every room. What was said before is
    /// history, which a first link does not bring.
    void listen() throws Exception {
        bridge.start();
        Eventually.within(
                PATIENCE,
                "every room is listened to",
                () ->
                        count("select count(*) from chat.conversation where cursor is not null")
                                == scene.ends());
    }

    int count(String sql) throws SQLException {
        return Integer.parseInt(database.rows(sql).getFirst());
    }

    LedgerDatabase database() {
        return database;
    }

    MattermostSide red() {
        return red;
    }

    MattermostSide blue() {
        return blue;
    }

    Scene scene() {
        return scene;
    }

    KilledBridge bridge() {
        return bridge;
    }

    /// Somebody says a numbered message at `red`, in a room that `blue` has too.
    ///
    /// @return the word that tells it from all others
    String say(int number) {
        String word = "red:" + ROOM + ":" + number;
        String _ =
                red.say("ada-red", ROOM, word + " said", "")
                        .orElseThrow(() -> new AssertionError("the server does not take " + word));
        return word;
    }

    /// The words of the copies that have arrived at `blue`, in their order there.
    List<String> arrived() {
        return blue.seen(ROOM).stream()
                .filter(shown -> shown.by() == Shown.By.BRIDGE)
                .map(Shown::word)
                .toList();
    }

    /// All that the bridge's processes have said so far.
    String logged() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        bridge.close();
        for (Side side : scene.sides()) {
            side.close();
        }
        database.close();
    }
}
