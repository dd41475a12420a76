package croft.chat.soak;

import static croft.chat.relay.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + NAME + "\n");
        try (Stage stage =
                new Stage(
                        folder,
                        List.of("ada"),
                        "-Dcroft.soak.host=" + NAME,
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dsun.net.inetaddr.ttl=0",
                        "-Dsun.net.inetaddr.negative.ttl=0")) {
            stage.listen();
            stage.say(0);
            within(LONG, "the first", () -> stage.arrived().size() == 1);

            Files.writeString(hosts, "127.0.0.1 another.example\n");
            stage.red().way().cut();
            stage.blue().way().cut();
            within(
                    LONG,
                    "both are told to be away",
                    () ->
                            stage.logged().contains("red: away")
                                    && stage.logged().contains("blue: away"));
            List<String> expected = new ArrayList<>(List.of("red:north:0"));
            for (int i = 1; i < 20; i++) {
                expected.add(stage.say(i));
            }
            assertThat(stage.arrived()).hasSize(1);

            Files.writeString(hosts, "127.0.0.1 " + NAME + "\n");
            within(Duration.ofSeconds(90), "all", () -> stage.arrived().size() >= 20);
            assertThat(stage.arrived()).containsExactlyElementsOf(expected);
        }
    }
}
