package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.FreePort;
import croft.platform.service.RunningService;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The control API over HTTP, as `docs/contracts/environment.md` describes it, of the whole service
/// without its database.
class ControlApiTest {
    private static final String TOKEN = "the operator's";

    @TempDir private static Path folder = Path.of("unset");
    private static RunningService service;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("operator-token"), TOKEN);
        Files.writeString(secrets.resolve("database-edge"), "secret");
        Files.writeString(
                secrets.resolve("vault-key"), Base64.getEncoder().encodeToString(new byte[32]));
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                edge: { cache-memory: 8 MiB }
                sites:
                  - { host: blog.test, static: ./www }
                  - { host: app.test, proxy: "http://127.0.0.1:9", cache: { bypass-cookies: [sid] } }
                """);
        service =
                EdgeProxy.service()
                        .start(
                                Map.of(
                                        "CROFT_DECLARATION",
                                        folder.resolve("croft.yml").toString(),
                                        "CROFT_SECRETS",
                                        secrets.toString(),
                                        "CROFT_STATE",
                                        Files.createDirectories(folder.resolve("state")).toString(),
                                        "CROFT_DATABASE_URL",
                                        "jdbc:postgresql://127.0.0.1:" + FreePort.next() + "/croft",
                                        "CROFT_MANAGEMENT_PORT",
                                        "0",
                                        "CROFT_HTTP_PORT",
                                        Integer.toString(FreePort.next()),
                                        "CROFT_HTTPS_PORT",
                                        Integer.toString(FreePort.next()),
                                        "CROFT_STATIC_SITE",
                                        "127.0.0.1:9",
                                        "CROFT_WIKI",
                                        "127.0.0.1:9"));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
    }

    @Test
    void showsTheStore() throws Exception {
        HttpResponse<String> answer = get("/control/cache?top=3");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode cache = json(answer);
        assertThat(at(cache, "stored").getLongValue()).isZero();
        assertThat(at(cache, "memory", "bound").getLongValue()).isEqualTo(8 << 20);
        assertThat(at(cache, "memory", "used").getLongValue()).isZero();
        JsonNode blog = at(cache, "sites").values().iterator().next();
        assertThat(at(blog, "host").getStringValue()).isEqualTo("blog.test");
        assertThat(at(blog, "requests").isNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\": \"https://blog.test/a?b\"}",
                "{\"prefix\": \"https://blog.test/a\", \"hard\": true}",
                "{\"host\": \"blog.test\"}",
                "{\"keys\": [\"site:blog.test\"]}",
                "{\"all\": true}"
            })
    void purges(String order) throws Exception {
        HttpResponse<String> answer = post("/control/cache/purge", order);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"purged\":0}");
    }

    @Test
    void explains() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/control/explain",
                        """
                        {"method": "GET", "url": "https://app.test/a", "headers": [["Cookie", "sid=1"]]}
                        """);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode told = json(answer);
        assertThat(at(told, "route", "site").getStringValue()).isEqualTo("app.test");
        assertThat(at(told, "policy", "preset").getStringValue()).isEqualTo("app");
        assertThat(at(told, "decision", "action").getStringValue()).isEqualTo("pass");
        assertThat(at(told, "decision", "detail").getStringValue()).isEqualTo("cookie sid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/control/cache/purge | {} | nothing to purge",
                "/control/cache/purge | {\"url\": \"nonsense\"} | url: \"nonsense\"",
                "/control/explain | {\"url\": \"nonsense\"} | url: \"nonsense\"",
                "/control/explain | {} | url: \"\"",
                "/control/cache/purge | {\"keys\": 1 | 400 Bad Request"
            })
    void saysInALineWhatMakesNoSense(String path, String body, String reason) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).startsWith(reason).endsWith("\n").containsOnlyOnce("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "many"})
    void refusesANumberThatIsNone(String top) throws Exception {
        assertThat(get("/control/cache?top=" + top).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/control/cache", "/control/cache/purge", "/control/explain"})
    void obeysTheOperatorAlone(String path) throws Exception {
        HttpRequest stranger =
                HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString("{}")).build();
        assertThat(client.send(stranger, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return service.bean(JsonMapper.class).readValue(answer.body(), Argument.of(JsonNode.class));
    }

    private static JsonNode at(JsonNode node, String... path) {
        JsonNode at = node;
        for (String key : path) {
            at = Objects.requireNonNull(at.get(key), key);
        }
        return at;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private static URI uri(String path) {
        return URI.create(service.management() + path);
    }
}
