package croft.chat.soak;

import static croft.chat.relay.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.LedgerDatabase;
import croft.chat.mattermost.paper.Release;
import croft.chat.relay.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Ten minutes without a server, in real time and on request: `-Dcroft.chat.outage=full`.
@Timeout(1200)
@EnabledIfSystemProperty(named = "croft.chat.outage", matches = "full")
class RealOutageTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder = Path.of("unset");

    @Test
    void tenMinutesWithoutAServerLoseNothing() throws Exception {
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
                                                    "select 1 from chat.conversation where cursor is"
                                                            + " not null")
                                            .size()
                                    == 9);
            say(red, 0);
            within(LONG, "the first", () -> words(blue).size() == 1);

            blue.way().refuse();
            List<String> expected = new ArrayList<>(List.of("red:north:0"));
            for (int i = 1; i <= 600; i++) {
                expected.add(say(red, i));
                TimeUnit.SECONDS.sleep(1);
            }
            blue.calm();
            long back = System.nanoTime();
            within(Duration.ofMinutes(5), "all", () -> words(blue).size() >= expected.size());
            System.out.printf(
                    "ten minutes at 1/s: drained in %d s%n",
                    (System.nanoTime() - back) / 1_000_000_000L);
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
