package croft.chat.soak;

import static croft.chat.relay.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        try (Stage stage = new Stage(folder, List.of("ada"))) {
            stage.listen();
            stage.say(0);
            within(LONG, "the first", () -> stage.arrived().size() == 1);

            stage.blue().way().refuse();
            List<String> expected = new ArrayList<>(List.of("red:north:0"));
            for (int i = 1; i <= 600; i++) {
                expected.add(stage.say(i));
                TimeUnit.SECONDS.sleep(1);
            }
            stage.blue().calm();
            long back = System.nanoTime();
            within(Duration.ofMinutes(5), "all", () -> stage.arrived().size() >= expected.size());
            System.out.printf(
                    "ten minutes at 1/s: drained in %d s%n",
                    (System.nanoTime() - back) / 1_000_000_000L);
            assertThat(stage.arrived()).containsExactlyElementsOf(expected);
        }
    }
}
