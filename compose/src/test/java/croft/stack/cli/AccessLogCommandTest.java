package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `croft logs --access` shows of the edge's log.
class AccessLogCommandTest {
    private static final String HIT =
            """
            {"time":"2026-11-22T10:00:00.123Z","peer":"192.0.2.0","protocol":"h2","tls":"TLSv1.3",\
            "id":"000000000000feed","site":"blog.localhost","method":"GET","target":"/a","status":200,\
            "bytes":1536,"ms":0.023,"cache":"hit","cache_status":"croft; hit; ttl=59","agent":"Tool/1"}\
            """;
    private static final String MISS =
            """
            {"time":"2026-11-22T10:00:01.000Z","protocol":"h1","site":"*.app.localhost",\
            "host":"x.app.localhost","method":"POST","target":"/form","status":0,"bytes":0,"ms":12345.678,\
            "cache":"pass","end":"gone"}\
            """;
    private static final String HOSTILE =
            """
            {"time":"2026-11-22T10:00:02.000Z","protocol":"h1","site":"blog.localhost","method":"GET",\
            "target":"/","status":404,"bytes":0,"ms":15.2,"agent":"\\u001b[31m\\u009b2J\\u00c3\\u00a9\\u202e"}\
            """;

    @TempDir private Path folder = Path.of("unset");
    private Path log = Path.of("unset");

    @BeforeEach
    void begin() throws IOException {
        log = DataFolder.of(folder).state("edge-proxy").resolve("access-log");
        Files.createDirectories(log);
        Files.writeString(folder.resolve("croft.yml"), "");
    }

    @Test
    void showsALineForEachRequest() throws IOException {
        write(HIT, MISS);
        Said said = ScriptedStack.run(folder, "logs", "--access");
        assertThat(said.out())
                .isEqualTo(
                        time("2026-11-22T10:00:00Z")
                                + "  200  hit      1.5 KiB    0.0 ms  GET blog.localhost/a"
                                + "  192.0.2.0  Tool/1\n"
                                + time("2026-11-22T10:00:01Z")
                                + "  ---  pass         0 B    12.3 s  POST x.app.localhost/form"
                                + "  gone\n");
        assertThat(said.code()).isEqualTo(Exit.DONE.code());
    }

    @Test
    void showsTheLinesOfOneSiteAsTheyAre() throws IOException {
        write(HIT, MISS, HOSTILE);
        assertThat(ScriptedStack.run(folder, "logs", "--access", "--json").out())
                .isEqualTo(HIT + "\n" + MISS + "\n" + HOSTILE + "\n");
        assertThat(
                        ScriptedStack.run(
                                        folder,
                                        "logs",
                                        "--access",
                                        "--json",
                                        "--site",
                                        "Blog.localhost")
                                .out())
                .isEqualTo(HIT + "\n" + HOSTILE + "\n");
        assertThat(
                        ScriptedStack.run(
                                        folder,
                                        "logs",
                                        "--access",
                                        "--json",
                                        "--site",
                                        "x.app.localhost")
                                .out())
                .isEqualTo(MISS + "\n");
    }

    @Test
    void nothingThatAVisitorSendsSteersTheTerminal() throws IOException {
        write(HOSTILE);
        assertThat(ScriptedStack.run(folder, "logs", "--access").out())
                .contains("\\u{1b}[31m\\u{9b}2J")
                .doesNotContain("\u001b", "\u009b", "\u202e");
        write(
                "192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/2.0\" 200 0 \"-\" \"\u001b\"");
        assertThat(ScriptedStack.run(folder, "logs", "--access").out())
                .startsWith("192.0.2.1 - - ")
                .doesNotContain("\u001b");
    }

    @Test
    void looksBackIntoOlderFiles() throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(
                        Files.newOutputStream(log.resolve("access-20261120T000000Z.log.gz")))) {
            out.write("a\nb\n".getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(log.resolve("access-20261121T000000Z.log"), "c\n");
        Files.writeString(log.resolve("access-20261121T000000Z-2.log"), "d\n");
        Files.writeString(log.resolve("access-20261121T000000Z-10.log"), "e\n");
        Files.writeString(log.resolve("access.log"), "f\n");
        assertThat(ScriptedStack.run(folder, "logs", "--access", "-n", "5").out())
                .isEqualTo("b\nc\nd\ne\nf\n");
    }

    @Test
    void followsOverANewBeginningOfTheFile() throws Exception {
        write("a");
        AccessLogFiles files = AccessLogFiles.of(DataFolder.of(folder));
        List<String> seen = new ArrayList<>();
        try (AccessLogFiles.Following following = files.follow()) {
            following.next(seen::add);
            assertThat(seen).isEmpty();
            append("b\nhal");
            following.next(seen::add);
            append("f\nc\n");
            Files.move(log.resolve("access.log"), log.resolve("access-20261122T100000Z.log"));
            following.next(seen::add);
            write("d");
            following.next(seen::add);
            append("e\n");
            following.next(seen::add);
        }
        assertThat(seen).containsExactly("b", "half", "c", "d", "e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-proxy", "--access"})
    void refusesFewerThanNoLines(String what) throws IOException {
        write(HIT);
        Path logs = DataFolder.of(folder).logs();
        Files.createDirectories(logs);
        Files.writeString(logs.resolve("edge-proxy.log"), "a\nb\n");
        Said said = ScriptedStack.run(folder, "logs", what, "-n", "-1");
        assertThat(said.err()).contains("--lines: -1 (expected: 0 or more)", "logs --help");
        assertThat(said.code()).isEqualTo(Exit.USAGE.code());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Said none = ScriptedStack.run(folder, "logs", "--access");
        assertThat(none.err()).contains("holds no access log");
        assertThat(none.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(ScriptedStack.run(folder, "logs", "--json").err())
                .contains("--json without --access");
        assertThat(ScriptedStack.run(folder, "logs", "edge-proxy", "--access").err())
                .contains("expected: one of them");
        write("192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/2.0\" 200 0 \"-\" \"-\"");
        assertThat(ScriptedStack.run(folder, "logs", "--access", "--site", "a").err())
                .contains("does not name sites");
    }

    private void write(String... lines) throws IOException {
        Files.writeString(log.resolve("access.log"), String.join("\n", lines) + "\n");
    }

    private void append(String text) throws IOException {
        Files.writeString(log.resolve("access.log"), text, StandardOpenOption.APPEND);
    }

    private static String time(String utc) {
        return ZonedDateTime.parse(utc)
                .withZoneSameInstant(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("MM-dd HH:mm:ss"));
    }
}
