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

/// The names of the chat servers stop to resolve, while connections break; later they resolve
/// again.
@Timeout(180)
class NameLossTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String NAME = "chats.example";

    @TempDir private Path folder = Path.of("unset");

    @Test
    void whatIsSaidWhileNoNameResolvesArrivesOnceAndInOrder() throws Exception {
        Path log = folder.resolve("bridge.log");
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + NAME + "\n");
        List<String> rooms = List.copyOf(Scene.ROOMS.keySet());
        try (LedgerDatabase database = new LedgerDatabase();
                MattermostSide red =
                        new MattermostSide(Scene.RED, Release.V11_10, List.of("ada"), rooms);
                MattermostSide blue =
                        new MattermostSide(Scene.BLUE, Release.V12_0, List.of("bob"), rooms);
                PaperSide slate = new PaperSide(Scene.SLATE, List.of("cleo"), Map.of());
                KilledBridge bridge =
                        new KilledBridge(
                                new BridgeCommand(
                                        folder,
                                        List.of(
                                                "-Dcroft.soak.host=" + NAME,
                                                "-Djdk.net.hosts.file=" + hosts,
                                                "-Dsun.net.inetaddr.ttl=0",
                                                "-Dsun.net.inetaddr.negative.ttl=0"),
                                        arguments(database, red, blue, slate)),
                                log)) {
            bridge.start();
            within(
                    LONG,
                    "every room is listened to",
                    () ->
                            database.rows(
                                                    "select 1 from chat.conversation where cursor is"
                                                            + " not null")
                                            .size()
                                    == 9);
            say(red, 0);
            within(LONG, "the first", () -> words(blue).size() == 1);

            Files.writeString(hosts, "127.0.0.1 another.example\n");
            red.way().cut();
            blue.way().cut();
            within(
                    LONG,
                    "both are told to be away",
                    () ->
                            Files.readString(log).contains("red: away")
                                    && Files.readString(log).contains("blue: away"));
            List<String> expected = new ArrayList<>(List.of("red:north:0"));
            for (int i = 1; i < 20; i++) {
                expected.add(say(red, i));
            }
            assertThat(words(blue)).hasSize(1);

            Files.writeString(hosts, "127.0.0.1 " + NAME + "\n");
            within(Duration.ofSeconds(90), "all", () -> words(blue).size() >= 20);
            assertThat(words(blue)).containsExactlyElementsOf(expected);
        }
    }

    private static String say(Side side, int number) {
        String word = "red:north:" + number;
        assertThat(side.say("ada-red", "north", word + " said", "")).isPresent();
        return word;
    }

    private static List<String> words(Side side) {
        return side.seen("north").stream()
                .filter(shown -> shown.by() == Shown.By.BRIDGE)
                .map(Shown::word)
                .toList();
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
