package croft.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service as a process: how it ends, and what it says when it cannot begin.
class ProcessTest {
    @TempDir Path folder;
    private Home home = new Home(Path.of(""));

    @BeforeEach
    void prepare() throws IOException {
        home = Home.in(folder);
    }

    @Test
    void endsWithZeroAfterSigterm() throws Exception {
        int port = freePort();
        Process process = start(Map.of("CROFT_MANAGEMENT_PORT", Integer.toString(port)));
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            Home.await(() -> answers(health));
            Home.await(() -> out().contains("is ready after"));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(err()).isEmpty();
        List<String> lines = out().lines().toList();
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.getFirst());
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("message").asText()).startsWith("sample is ready after");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CROFT_STATE              |       | CROFT_STATE: not set (expected: a path, in the environment)
                    CROFT_MANAGEMENT_PORT    |       | CROFT_MANAGEMENT_PORT: not set (expected: a port, 0-65535, in the environment)
                    CROFT_MANAGEMENT_PORT    | 80a   | CROFT_MANAGEMENT_PORT: "80a" (expected: a port, 0-65535)
                    CROFT_MANAGEMENT_PORT    | 65536 | CROFT_MANAGEMENT_PORT: "65536" (expected: a port, 0-65535)
                    CROFT_MANAGEMENT_ADDRESS | a.b   | CROFT_MANAGEMENT_ADDRESS: "a.b" (expected: an IP address)
                    CROFT_LOG                | xml   | CROFT_LOG: "xml" (expected: json or text)
                    """)
    void saysWhichVariableIsWrong(String name, String value, String line) throws Exception {
        Process process = start(Map.of(name, value == null ? "" : value));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(err()).isEqualTo("sample: " + line + "\n");
        assertThat(out()).isEmpty();
        assertThat(process.exitValue()).isEqualTo(78);
    }

    @Test
    void saysEveryMistakeOfADeclarationThatCannotBeUsed() throws Exception {
        home.renameOver("sites: []\nx: y\n");
        Process process = start(Map.of());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(err())
                .isEqualTo(
                        """
                        sample: croft.yml:1:8: sites: an empty list (expected: at least 1)
                        sample: croft.yml:2:1: x: unknown key (expected: contact, certificates, edge, sites, chats, bridges, events, feeds, mail)
                        """);
        assertThat(out()).isEmpty();
        assertThat(process.exitValue()).isEqualTo(78);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process process = start(Map.of("CROFT_MANAGEMENT_PORT", Integer.toString(port)));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(err())
                    .startsWith("sample: CROFT_MANAGEMENT_PORT: cannot listen on 127.0.0.1:" + port)
                    .hasLineCount(1);
            assertThat(out()).isEmpty();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    private Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SampleService.class.getName())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CROFT_"));
        builder.environment().putAll(home.environment());
        builder.environment().putAll(variables);
        return builder.start();
    }

    private String out() {
        return read("out");
    }

    private String err() {
        return read("err");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(URI uri) {
        try {
            return Home.get(uri).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
