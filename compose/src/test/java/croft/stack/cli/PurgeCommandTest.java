package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `croft purge` asks of the edge, and says of its answer.
class PurgeCommandTest {
    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack edge;

    @BeforeEach
    void begin() throws IOException {
        edge = new ScriptedStack(folder).answers(200, "{\"purged\": 3}");
    }

    @AfterEach
    void end() throws IOException {
        edge.close();
    }

    @ParameterizedTest(name = "{0} {1} -> {2}: {3}")
    @CsvSource({
        "--url, https://blog.localhost:8443/a?b=1#c, url, https://blog.localhost:8443/a?b=1",
        "--url, blog.localhost, url, https://blog.localhost/",
        "--url, HTTP://Blog.LOCALHOST?q=ü r, url, https://blog.localhost/?q=%C3%BC%20r",
        "--url, https://bücher.test/%zz, url, https://xn--bcher-kva.test/%zz",
        "--prefix, blog.localhost/2026/, prefix, https://blog.localhost/2026/",
        "--host, blog.localhost, host, blog.localhost",
        "--host, https://blog.localhost:8443/, host, blog.localhost"
    })
    void asksForWhatWasTyped(String option, String typed, String key, String sent)
            throws IOException {
        Said said = edge.croft("purge", option, typed);
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(edge.asked()).isEqualTo("POST /control/cache/purge");
        assertThat(edge.body().get(key).text("")).isEqualTo(sent);
        assertThat(edge.body().get("hard").isTrue()).isFalse();
    }

    @Test
    void takesAUrlWithoutAnOption() throws IOException {
        Said said = edge.croft("purge", "https://blog.localhost/about");
        assertThat(said.out())
                .isEqualTo("Made 3 stored answers of https://blog.localhost/about stale\n");
        assertThat(edge.body().get("url").text("")).isEqualTo("https://blog.localhost/about");
    }

    @Test
    void takesSeveralKeys() throws IOException {
        Said said = edge.croft("purge", "--key", "site:a.test", "--key", "file:a.test/b", "--hard");
        assertThat(said.out())
                .isEqualTo("Dropped 3 stored answers of site:a.test, file:a.test/b\n");
        assertThat(edge.body().get("keys").elements().stream().map(key -> key.text("")))
                .containsExactly("site:a.test", "file:a.test/b");
        assertThat(edge.body().get("hard").isTrue()).isTrue();
    }

    @Test
    void takesEverything() throws IOException {
        edge.answers(200, "{\"purged\": 1}");
        assertThat(edge.croft("purge", "--all").out())
                .isEqualTo("Made 1 stored answer of all sites stale\n");
        assertThat(edge.body().get("all").isTrue()).isTrue();
    }

    @Test
    void isNoFailureIfNothingIsStored() {
        Said said = edge.answers(200, "{\"purged\": 0}").croft("purge", "a.test/b");
        assertThat(said).isEqualTo(new Said(0, "Nothing was stored of a.test/b\n", ""));
    }

    @Test
    void printsTheAnswerForPrograms() throws IOException {
        Said said = edge.croft("purge", "--all", "--json");
        assertThat(Json.read(said.out()).get("purged").number(0)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.test/",
                "https:///path",
                "/path",
                "https://user@a.test/",
                "https://a b.test/",
                "https://[::1/",
                "https://a.test:https/"
            })
    void refusesWhatIsNoUrlOfASite(String typed) {
        Said said = edge.croft("purge", typed);
        assertThat(said.code()).isEqualTo(Exit.USAGE.code());
        assertThat(said.err()).contains("\"" + typed + "\"", "(expected: a URL");
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    void wantsExactlyOneThing() {
        Said none = edge.croft("purge");
        assertThat(none.code()).isEqualTo(Exit.USAGE.code());
        assertThat(none.err()).startsWith("croft: Missing").contains("--prefix", "--key");
        Said two = edge.croft("purge", "--all", "--host", "a.test");
        assertThat(two.code()).isEqualTo(Exit.USAGE.code());
        assertThat(two.err()).contains("--all", "--host", "mutually exclusive");
        assertThat(edge.asked()).isEmpty();
    }

    @Test
    void showsTheEdgesReasonForRefusing() {
        Said said = edge.answers(400, "url: no\u001b[2Jsuch\n").croft("purge", "a.test/b");
        assertThat(said).isEqualTo(new Said(2, "", "croft: url: no [2Jsuch\n"));
    }

    @Test
    void saysThatTheEdgeDoesNotAnswer() {
        edge.stop();
        Said said = edge.croft("purge", "a.test/b");
        assertThat(said.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(said.err()).startsWith("croft: edge-proxy does not answer");
    }

    @Test
    void saysThatTheTokenIsAnother() throws IOException {
        Files.writeString(DataFolder.of(folder).secrets().resolve("operator-token"), "another");
        Said said = edge.croft("purge", "a.test/b");
        assertThat(said.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(said.err())
                .isEqualTo("croft: edge-proxy answered 401: the operator's token is needed\n");
    }

    @Test
    void saysThatTheEdgeIsOlder() {
        Said said = edge.answers(404, "404 Not Found\n").croft("purge", "a.test/b");
        assertThat(said.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(said.err()).contains("does not know this command");
    }

    @Test
    void saysThatNothingRuns() throws IOException {
        edge.close();
        Said said = ScriptedStack.run(folder, "purge", "a.test/b");
        assertThat(said.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(said.err()).contains("nothing runs on " + folder, "croft up");
    }
}
