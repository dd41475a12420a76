package croft.chat.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.chat.incident.Elsewhere.Letter;
import croft.chat.incident.Elsewhere.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages published to a double of ntfy, which answers as ntfy's documentation says.
class NtfyTopicTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String asked = "";
    private volatile String authorization = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ntfy/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void arePublishedAsJsonAtTheRoot() throws Exception {
        Letter letter = new Letter(UUID.randomUUID(), "🔴 \"Läuft\" ab", "Text\nmehr", true);
        assertThat(topic(Optional.of("tk_x")).send(letter)).isEqualTo(new Result.Sent());
        assertThat(asked)
                .isEqualTo(
                        "POST /ntfy/ {\"topic\":\"alarms\",\"title\":\"🔴 \\\"Läuft\\\" ab\","
                                + "\"message\":\"Text\\nmehr\",\"priority\":5,\"tags\":[\"croft\"]}");
        assertThat(authorization).isEqualTo("Bearer tk_x");
    }

    @Test
    void areCutWhereTheyWouldBecomeAFile() throws Exception {
        topic(Optional.empty()).send(new Letter(UUID.randomUUID(), "x", "😀".repeat(5_000), false));
        assertThat(asked.getBytes(StandardCharsets.UTF_8).length).isBetween(3_000, 4_096);
        assertThat(asked).contains("…").doesNotContain("\uFFFD");
    }

    @ParameterizedTest
    @CsvSource({"500,Later", "429,Later", "403,Later", "404,Never", "400,Never"})
    void areSentLaterOrNever(int code, String result) throws Exception {
        status = code;
        assertThat(topic(Optional.empty()).send(new Letter(UUID.randomUUID(), "x", "y", false)))
                .extracting(r -> r.getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void needAServerAndATopic() {
        assertThatThrownBy(() ->
                        new NtfyTopic(
                                client, URI.create("https://ntfy.example.net/"), Optional.empty()))
                .hasMessageContaining("ntfy:https://SERVER/TOPIC");
    }

    private NtfyTopic topic(Optional<String> token) {
        return new NtfyTopic(
                client,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ntfy/alarms"),
                token.map(secret -> () -> secret));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked =
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + " "
                            + new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
