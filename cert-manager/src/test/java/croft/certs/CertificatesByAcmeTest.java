package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.platform.service.RunningService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with a real authority. What an edge does is done here by a few lines: it answers
/// from the database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesByAcmeTest {
    private final TestVault database;
    private final Pebble pebble;
    private final HttpServer edge;

    @TempDir Path folder;

    CertificatesByAcmeTest() throws Exception {
        database = new TestVault();
        pebble = PebbleOptions.calm().start();
        edge =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), pebble.httpPort()),
                        0);
        edge.createContext(
                "/.well-known/acme-challenge/",
                exchange -> {
                    String token =
                            exchange.getRequestURI()
                                    .getPath()
                                    .substring("/.well-known/acme-challenge/".length());
                    String answer;
                    try {
                        answer =
                                database.query(
                                        "select key_authorization from certs.challenge where token = '"
                                                + token.replaceAll("[^A-Za-z0-9_-]", "")
                                                + "'");
                    } catch (SQLException e) {
                        throw new java.io.IOException(e);
                    }
                    byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    @BeforeAll
    void begin() {
        edge.start();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        edge.stop(0);
        pebble.close();
        database.close();
    }

    @Test
    void getsACertificateByHttp01AndKeepsNothingBehind() throws Exception {
        declare("http-01", "www.example.test", "example.test");
        try (RunningService _ = CertManager.service().start(environment())) {
            eventuallyHeld("www.example.test");
            assertThat(database.query("select kind from platform.event order by id"))
                    .contains("certificate.stored", "certificate.renewed");
            assertThat(database.query("select count(*) from certs.challenge_answer"))
                    .isEqualTo("0");
            assertThat(database.query("select state from certs.issuance")).isEqualTo("done");
            assertThat(database.query("select method from certs.version")).isEqualTo("http-01");
        }
    }

    private void eventuallyHeld(String name) throws Exception {
        Eventually.eventually(
                "there is a certificate for " + name,
                () ->
                        database.query(
                                        "select count(*) from certs.current where '"
                                                + name
                                                + "' = any(names)")
                                .equals("1"));
    }

    private void declare(String challenge, String host, String alias) throws Exception {
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                certificates:
                  authority: { directory: "%s", root: "%s" }
                  challenge: %s
                  profile: classic
                  resolvers: ["%s"]
                sites:
                  - host: %s
                    aliases: [%s]
                    proxy: http://127.0.0.1:3000
                """
                        .formatted(
                                pebble.directory(),
                                pebble.serverRoot(),
                                challenge,
                                pebble.names(),
                                host,
                                alias));
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
}
