package croft.chat.soak;

import static croft.chat.relay.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.LedgerDatabase;
import croft.chat.mattermost.paper.Release;
import croft.chat.relay.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the bridge's process logs at its default level, through messages, mistakes and reconnects,
/// holds no secret and nothing that anybody said.
@Timeout(400)
class LogAuditTest {
    private static final String PRIVATE = "xylophone-in-the-attic";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder = Path.of("unset");

    @Test
    void noSecretAndNoTextIsInAnyLine() throws Exception {
        Path log = folder.resolve("bridge.log");
        List<String> rooms = List.copyOf(Scene.ROOMS.keySet());
        try (LedgerDatabase database = new LedgerDatabase();
                MattermostSide red =
                        new MattermostSide(Scene.RED, Release.V11_10, List.of("ada"), rooms);
                MattermostSide blue =
                        new MattermostSide(Scene.BLUE, Release.V12_0, List.of("bob"), rooms);
                PaperSide slate = new PaperSide(Scene.SLATE, List.of("cleo"), Map.of());
                KilledBridge bridge =
                        new KilledBridge(
                                new BridgeCommand(folder, arguments(database, red, blue, slate)),
                                log)) {
            bridge.start();
            within(
                    LONG,
                    "every room is listened to",
                    () ->
                            database.rows(
                                                    "select 1 from chat.conversation where cursor is not null")
                                            .size()
                                    == 9);

            String said = say(red, "one");
            seen(blue, "one");
            red.edit("ada-red", "north", said, PRIVATE + " changed");
            seen(blue, "changed");
            red.react("ada-red", "north", said, "tada", true);
            red.delete("ada-red", "north", said);

            red.way().cut();
            blue.way().refuse();
            say(red, "while away");
            within(LONG, "told to be away", () -> Files.readString(log).contains("blue: away"));
            blue.calm();
            seen(blue, "while away");

            for (int kind = 0; kind < 4; kind++) {
                blue.trouble(kind);
                say(red, "trouble " + kind);
                seen(blue, "trouble " + kind);
                blue.calm();
            }

            database.cut();
            database.kill();
            say(red, "without a database");
            database.restart();
            seen(blue, "without a database");
            bridge.kill();
            bridge.start();
            say(red, "again");
            seen(blue, "again");

            String logged = Files.readString(log);
            assertThat(logged).contains("blue: away", "leads, term 2");
            assertThat(logged).doesNotContain(PRIVATE);
            List<String> secrets = new ArrayList<>(red.secrets());
            secrets.addAll(blue.secrets());
            secrets.addAll(LedgerDatabase.environment().values());
            secrets.removeAll(List.of("trusted", "operator"));
            assertThat(secrets).hasSizeGreaterThan(6);
            for (String secret : secrets) {
                assertThat(logged).doesNotContain(secret);
            }
        }
    }

    private static String say(Side side, String what) {
        return side.say("ada-red", "north", PRIVATE + " " + what, "").orElseThrow();
    }

    private static void seen(Side side, String what) throws Exception {
        within(
                LONG,
                what,
                () -> side.seen("north").stream().map(Shown::text).anyMatch(t -> t.endsWith(what)));
    }

    private static List<String> arguments(
            LedgerDatabase database, MattermostSide red, MattermostSide blue, PaperSide slate) {
        List<String> arguments = new ArrayList<>(List.of(database.url()));
        arguments.addAll(red.account());
        arguments.addAll(blue.account());
        arguments.add(Integer.toString(slate.way().port()));
        return arguments;
    }
}
