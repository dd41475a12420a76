package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.service.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole service, as it is started in production, with a croft.yml and a database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertManagerTest {
    private final TestVault database;
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir Path folder;

    CertManagerTest() throws IOException {
        database = new TestVault();
    }

    @AfterAll
    void stop() throws IOException {
        http.close();
        database.close();
    }

    @Test
    void holdsWhatIsDeclaredAndTellsOfIt() throws Exception {
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                sites:
                  - host: blog.localhost
                    aliases: [www.blog.localhost]
                    proxy: http://127.0.0.1:3000
                """);
        try (RunningService service = CertManager.service().start(environment())) {
            Eventually.eventually(
                    "it is ready", () -> get(service, "/health/readiness", "").statusCode() == 200);
            assertThat(get(service, "/status", "").statusCode()).isEqualTo(401);
            assertThat(get(service, "/status", "operator").body())
                    .contains(
                            "\"names\":[\"blog.localhost\",\"www.blog.localhost\"]",
                            "\"state\":\"held\"",
                            "\"error\":null",
                            "\"problem\":null")
                    .containsPattern(
                            "\"authority\":\\{\"fingerprint\":\"[0-9A-F]{2}(:[0-9A-F]{2}){31}\"");
            assertThat(folder.resolve("state/local-authority.pem"))
                    .content()
                    .startsWith("-----BEGIN CERTIFICATE-----\n")
                    .endsWith("-----END CERTIFICATE-----\n");
            assertThat(database.query("select names::text from certs.current"))
                    .isEqualTo("{blog.localhost,www.blog.localhost}");
        }
    }

    @Test
    void startsWithoutTheDatabaseAndSaysWhatIsMissing() throws Exception {
        Files.writeString(
                folder.resolve("croft.yml"),
                "sites: [{host: blog.localhost, proxy: 'http://127.0.0.1:3000'}]\n");
        Map<String, String> environment = environment();
        environment.put("CROFT_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/croft");
        try (RunningService service = CertManager.service().start(environment)) {
            Eventually.eventually(
                    "it says what is missing",
                    () ->
                            get(service, "/health/readiness", "")
                                    .body()
                                    .contains("no certificate for blog.localhost: the database: "));
            assertThat(get(service, "/health/readiness", "").statusCode()).isEqualTo(503);
            assertThat(get(service, "/health/liveness", "").statusCode()).isEqualTo(200);
            assertThat(get(service, "/status", "operator").body())
                    .contains("\"state\":\"missing\"", "\"authority\":null");
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = TestVault.environment();
        environment.put("CROFT_DECLARATION", folder.resolve("croft.yml").toString());
        environment.put("CROFT_SECRETS", folder.resolve("secrets").toString());
        environment.put("CROFT_STATE", folder.resolve("state").toString());
        environment.put("CROFT_DATABASE_URL", database.url());
        environment.put("CROFT_MANAGEMENT_PORT", "0");
        return environment;
    }

    private HttpResponse<String> get(RunningService service, String path, String token)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service.management() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
