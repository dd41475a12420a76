package croft.chat.soak;

import static croft.chat.relay.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.LedgerDatabase;
import croft.chat.relay.Shown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        try (Stage stage = new Stage(folder, List.of("ada"))) {
            stage.listen();

            String said = say(stage.red(), "one");
            seen(stage.blue(), "one");
            stage.red().edit("ada-red", "north", said, PRIVATE + " changed");
            seen(stage.blue(), "changed");
            stage.red().react("ada-red", "north", said, "tada", true);
            stage.red().delete("ada-red", "north", said);

            stage.red().way().cut();
            stage.blue().way().refuse();
            say(stage.red(), "while away");
            within(LONG, "told to be away", () -> stage.logged().contains("blue: away"));
            stage.blue().calm();
            seen(stage.blue(), "while away");

            for (int kind = 0; kind < 4; kind++) {
                stage.blue().trouble(kind);
                say(stage.red(), "trouble " + kind);
                seen(stage.blue(), "trouble " + kind);
                stage.blue().calm();
            }

            stage.database().cut();
            stage.database().kill();
            say(stage.red(), "without a database");
            stage.database().restart();
            seen(stage.blue(), "without a database");
            stage.bridge().kill();
            stage.bridge().start();
            say(stage.red(), "again");
            seen(stage.blue(), "again");

            String logged = stage.logged();
            assertThat(logged).contains("blue: away", "leads, term 2");
            assertThat(logged).doesNotContain(PRIVATE);
            List<String> secrets = new ArrayList<>(stage.red().secrets());
            secrets.addAll(stage.blue().secrets());
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
}
