package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients elsewhere that have records written here: the whole service, and a live Knot behind it.
class HttpreqServerTest {
    private static final String VALUE = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJyPCt92wr_oA";
    private static final String OWNER = "_acme-challenge.mail.example.test";

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpreqBench running = new HttpreqBench();

    @BeforeEach
    void start() throws Exception {
        running.start(
                folder,
                """
                    - { user: mail, secret: mail, names: [mail.example.test, away.example.test] }
                    - { user: broken, secret: nowhere, names: [mail.example.test] }
                """,
                "_acme-challenge.away IN CNAME away.example.test.");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        http.close();
    }

    @Test
    void writesAndDeletesForAClient() throws Exception {
        assertThat(send("present", "mail:a password", OWNER + ".", VALUE).statusCode())
                .isEqualTo(200);
        assertThat(running.knot().values(OWNER)).containsExactly(VALUE);
        running.knot().put("example.test", OWNER, "foreign");
        assertThat(send("cleanup", "mail:a password", OWNER, VALUE).statusCode()).isEqualTo(200);
        assertThat(running.knot().values(OWNER)).containsExactly("foreign");
    }

    @Test
    void followsTheAliasOfAName() throws Exception {
        assertThat(
                        send(
                                        "present",
                                        "mail:a password",
                                        "_acme-challenge.away.example.test.",
                                        VALUE)
                                .statusCode())
                .isEqualTo(200);
        assertThat(running.knot().values("away.example.test")).containsExactly(VALUE);
        // As a client does that has followed it itself.
        assertThat(send("cleanup", "mail:a password", "away.example.test.", VALUE).statusCode())
                .isEqualTo(200);
        assertThat(running.knot().values("away.example.test")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mail:wrong, _acme-challenge.mail.example.test., 401",
        "nobody:a password, _acme-challenge.mail.example.test., 401",
        "broken:x, _acme-challenge.mail.example.test., 503",
        "mail:a password, _acme-challenge.other.example.test., 403",
        "mail:a password, mail.example.test., 403",
        "mail:a password, _acme-challenge.mymail.example.test., 403",
        "mail:a password, *.example.test., 400",
        "mail:a password, _acme-challenge.mail.example.test.., 400"
    })
    void refusesWhatIsNotTheClients(String login, String fqdn, int status) throws Exception {
        HttpResponse<String> answer = send("present", login, fqdn, VALUE);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("a password").endsWith("\n");
        if (status == 401) {
            assertThat(answer.headers().firstValue("www-authenticate"))
                    .contains("Basic realm=\"httpreq\"");
        }
        assertThat(running.knot().values(OWNER)).isEmpty();
        assertThat(running.knot().values("_acme-challenge.other.example.test")).isEmpty();
    }

    @Test
    void writesOnlyWhatProvesANameToAnAuthority() throws Exception {
        for (String value : new String[] {"google-site-verification=abc", "", "x".repeat(44)}) {
            assertThat(send("present", "mail:a password", OWNER, value).statusCode())
                    .isEqualTo(400);
        }
        assertThat(running.knot().values(OWNER)).isEmpty();
    }

    @Test
    void saysThatItDoesNotSpeakRaw() throws Exception {
        HttpResponse<String> answer =
                post(
                        "present",
                        "mail:a password",
                        "{\"domain\":\"mail.example.test\",\"token\":\"t\",\"keyAuth\":\"t.k\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("RAW");
    }

    @Test
    void tellsTheClientWhatTheProviderSays() throws Exception {
        running.knot().close();
        HttpResponse<String> answer = send("present", "mail:a password", OWNER, VALUE);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains(OWNER);
    }

    @Test
    void opensNothingElse() throws Exception {
        HttpRequest status =
                HttpRequest.newBuilder(URI.create(running.management() + "/status"))
                        .header("Authorization", basic("mail:a password"))
                        .build();
        assertThat(http.send(status, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> send(String path, String login, String fqdn, String value)
            throws Exception {
        return post(path, login, "{\"fqdn\":\"%s\",\"value\":\"%s\"}".formatted(fqdn, value));
    }

    private HttpResponse<String> post(String path, String login, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(running.management() + "/httpreq/" + path))
                        .header("Authorization", basic(login))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String basic(String login) {
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
