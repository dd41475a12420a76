package croft.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the management port answers.
class ManagementTest {
    @TempDir Path folder;
    private Home home = new Home(Path.of(""));
    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        home = Home.in(folder);
        service = SampleService.service().start(home.environment());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
    void saysThatAllIsWell(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void saysWhyAServiceIsNotReadyThoughItLives() throws Exception {
        service.bean(SampleService.Need.class).missing.set("has run out");
        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/health/readiness").body())
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"reasons\":[{\"need\":\"patience\",\"reason\":\"has run"
                                + " out\"}]}");
    }

    @Test
    void metersThisProcessInPrometheusText() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(answer.body())
                .contains("jvm_memory_used_bytes{")
                .contains("service=\"sample\"")
                .contains("jvm_gc_");
    }

    @Test
    void givesTheStatusToTheOperator() throws Exception {
        HttpResponse<String> answer = get("/status", "Authorization", "bearer " + Home.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode status = new ObjectMapper().readTree(answer.body());
        assertThat(status.get("service").asText()).isEqualTo("sample");
        assertThat(status.get("version").asText()).isEqualTo("development");
        assertThat(status.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(Instant.parse(status.get("since").asText())).isBefore(Instant.now());
        JsonNode declaration = status.get("declaration");
        assertThat(declaration.get("file").asText()).isEqualTo("croft.yml");
        assertThat(declaration.get("digest").asText()).hasSize(64);
        assertThat(Instant.parse(declaration.get("loaded").asText())).isBefore(Instant.now());
        assertThat(declaration.get("mistakes").isArray()).isTrue();
        assertThat(status.get("detail").toString()).isEqualTo("{\"none\":[],\"nothing\":null}");
    }

    @Test
    void showsMistakesOfTheFileInTheStatus() throws Exception {
        home.renameOver("sites: []\n");
        Home.await(() -> !service.bean(LiveDeclaration.class).state().mistakes().isEmpty());
        String status = get("/status", "Authorization", "Bearer " + Home.TOKEN).body();
        assertThat(new ObjectMapper().readTree(status).at("/declaration/mistakes/0").asText())
                .isEqualTo("croft.yml:1:8: sites: an empty list (expected: at least 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic " + Home.TOKEN, Home.TOKEN})
    void givesTheStatusToNobodyElse(String authorization) throws Exception {
        HttpResponse<String> answer =
                authorization.isEmpty()
                        ? get("/status")
                        : get("/status", "Authorization", authorization);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(answer.body()).doesNotContain("digest");
    }

    @Test
    void refusesEverybodyWhileTheTokenIsMissing() throws Exception {
        Files.delete(folder.resolve("secrets/operator-token"));
        HttpResponse<String> answer = get("/status", "Authorization", "Bearer " + Home.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("operator-token");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/env", "/beans", "/prometheus", "/health/x", "/status/x", "/%2e%2e"})
    void knowsNothingElse(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 Not Found\n");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return Home.get(URI.create(service.management() + path), headers);
    }
}
