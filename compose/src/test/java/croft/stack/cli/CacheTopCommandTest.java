package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `croft cache top` asks of the edge, and how it shows the answer.
class CacheTopCommandTest {
    private static final String ANSWER =
            """
            {"stored": 1234, "memory": {"used": 13002342, "bound": 268435456},
             "sites": [{"host": "blog.localhost", "stored": 1230, "requests": 2000, "hits": 1963, "stale": 2,
                        "passes": 12, "octets": 52428800},
                       {"host": "new.localhost", "stored": 4, "requests": 0, "hits": 0, "stale": 0,
                        "passes": 0, "octets": 0}],
             "top": [{"key": "https://blog.localhost/", "hits": 1200, "octets": 5120},
                     {"key": "https://blog.localhost/style.css", "hits": 7, "octets": 812}]}
            """;

    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack edge;

    @BeforeEach
    void begin() throws IOException {
        edge = new ScriptedStack(folder).answers(200, ANSWER);
    }

    @AfterEach
    void end() throws IOException {
        edge.close();
    }

    @Test
    void showsMemorySitesAndTheMostWanted() {
        Said said = edge.croft("cache", "top");
        assertThat(edge.asked()).isEqualTo("GET /control/cache?top=20");
        assertThat(said.out())
                .isEqualTo(
                        """
                        1,234 answers stored, 12.4 MiB of 256 MiB

                        Sites
                          blog.localhost   98.2 % hits     1,230 stored   2,000 requests   12 past the store   2 stale   50 MiB saved
                          new.localhost    not asked yet   4 stored       0 requests       0 past the store    0 stale   0 B saved

                        Most wanted
                          1,200 hits   5 KiB   https://blog.localhost/
                          7 hits       812 B   https://blog.localhost/style.css
                        """);
    }

    @Test
    void asksForAsManyAsWanted() {
        assertThat(edge.croft("cache", "top", "-n", "3").code()).isZero();
        assertThat(edge.asked()).isEqualTo("GET /control/cache?top=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "many"})
    void refusesANumberThatIsNone(String number) {
        Said said = edge.croft("cache", "top", "-n", number);
        assertThat(said.code()).isEqualTo(Exit.USAGE.code());
        assertThat(said.err()).contains(number);
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    void printsTheAnswerForPrograms() throws IOException {
        Said said = edge.croft("cache", "top", "--json");
        assertThat(Json.read(said.out()).get("stored").number(0)).isEqualTo(1234);
    }
}
