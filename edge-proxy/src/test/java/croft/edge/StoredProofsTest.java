package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.tls.HeldCertificate;
import croft.edge.tls.TestCertificate;
import croft.house.wire.FreePort;
import croft.platform.service.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole edge with a PostgreSQL: what cert-manager has stored is there for authorities and
/// visitors, and cert-manager learns of it.
@Timeout(180)
class StoredProofsTest {
    private static final String FOLDER = "/.well-known/acme-challenge/";
    private static final String ACME = "acme-tls/1";

    @TempDir private Path home;

    private CertsDatabase database;
    private RunningService edge;
    private int http;
    private int https;

    @BeforeEach
    void start() throws IOException, SQLException {
        Files.writeString(
                home.resolve("croft.yml"),
                """
                edge: { cache-memory: 8 MiB }
                sites:
                  - { host: one.test, proxy: "http://127.0.0.1:9", addresses: [203.0.113.5] }
                  - { host: "*.many.test", proxy: "http://127.0.0.1:9" }
                """);
        database = new CertsDatabase(home.resolve("postgresql"));
        http = FreePort.next();
        https = FreePort.next();
        Map<String, String> environment = new HashMap<>(CertsDatabase.secrets());
        environment.put("CROFT_DECLARATION", home.resolve("croft.yml").toString());
        environment.put("CROFT_SECRETS", home.resolve("none").toString());
        environment.put("CROFT_STATE", Files.createDirectories(home.resolve("state")).toString());
        environment.put("CROFT_DATABASE_URL", database.url());
        environment.put("CROFT_MANAGEMENT_PORT", "0");
        environment.put("CROFT_HTTP_PORT", String.valueOf(http));
        environment.put("CROFT_HTTPS_PORT", String.valueOf(https));
        environment.put("CROFT_STATIC_SITE", "127.0.0.1:9");
        environment.put("CROFT_WIKI", "127.0.0.1:9");
        environment.put("CROFT_WARM_UP", "0");
        environment.put("CROFT_EDGE_NAME", "first");
        edge = EdgeProxy.service().start(environment);
    }

    @AfterEach
    void stop() throws IOException {
        edge.close();
        database.close();
    }

    @Test
    void aTokenIsAnsweredAsSoonAsItIsWritten() throws Exception {
        for (int i = 0; i < 20; i++) {
            database.prove("one.test", "token-" + i, "token-" + i + ".thumb");
            assertThat(get("one.test", "token-" + i).body()).isEqualTo("token-" + i + ".thumb");
        }
        assertThat(get("203.0.113.5", "token-3").status()).isEqualTo(200);
        assertThat(get("one.test", "nobodys").status()).isEqualTo(308);

        database.forgetProofs();
        assertThat(get("one.test", "token-3").status()).isEqualTo(308);
    }

    @Test
    void aProofIsShownAsSoonAsItIsWritten() throws Exception {
        Map<String, String> askedBy =
                Map.of(
                        "one.test", "one.test",
                        "203.0.113.5", "5.113.0.203.in-addr.arpa",
                        "2001:db8::1",
                                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
        for (Map.Entry<String, String> each : askedBy.entrySet()) {
            assertThatThrownBy(() -> Tls.connect(https, each.getValue(), ACME))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
            HeldCertificate proof = TestCertificate.of(each.getValue());
            database.prove(each.getKey(), proof);
            try (SSLSocket socket = Tls.connect(https, each.getValue(), ACME)) {
                assertThat(Tls.serial(socket)).isEqualTo(proof.serial());
                assertThat(socket.getApplicationProtocol()).isEqualTo(ACME);
            }
        }
    }

    @Test
    void withoutTheDatabaseWhatWasSeenLastIsAnswered() throws Exception {
        HeldCertificate proof = TestCertificate.of("one.test");
        database.prove("one.test", "known", "known.thumb");
        database.prove("one.test", proof);
        assertThat(get("one.test", "known").status()).isEqualTo(200);

        database.stop();

        assertThat(get("one.test", "known").body()).isEqualTo("known.thumb");
        assertThat(get("one.test", "nobodys").status()).isEqualTo(308);
        try (SSLSocket socket = Tls.connect(https, "one.test", ACME)) {
            assertThat(Tls.serial(socket)).isEqualTo(proof.serial());
        }

        database.restart();
        database.prove("one.test", "next", "next.thumb");
        Eventually.until(() -> get("one.test", "next").status() == 200);
    }

    @Test
    void whatVisitorsAreShownStandsInTheDatabase() throws Exception {
        HeldCertificate main = TestCertificate.of("one.test", "www.one.test");
        HeldCertificate beside = TestCertificate.rsa("one.test", "www.one.test");
        HeldCertificate wildcard = TestCertificate.of("*.many.test");
        HeldCertificate addresses = TestCertificate.forAddresses("203.0.113.5");
        for (HeldCertificate each : List.of(main, beside, wildcard, addresses)) {
            database.store(each);
        }
        Eventually.until(() ->
                serving()
                        .equals(
                                List.of(
                                        "first *.many.test main " + wildcard.serial(),
                                        "first 203.0.113.5 main " + addresses.serial(),
                                        "first one.test main " + main.serial(),
                                        "first one.test rsa " + beside.serial())));

        HeldCertificate renewed = TestCertificate.of("one.test", "www.one.test");
        database.execute(
                "insert into certs.serving values ('second', 'one.test', 'main', '0a', now())");
        database.store(renewed);
        database.execute(
                "update certs.certificate set withdrawn_at = now() where names = array['*.many.test']");
        database.query(
                "select platform.append_event('certificate.withdrawn', '*.many.test', array['*.many.test'], '{}')");
        Eventually.until(() ->
                serving()
                        .equals(
                                List.of(
                                        "first 203.0.113.5 main " + addresses.serial(),
                                        "first one.test main " + renewed.serial(),
                                        "first one.test rsa " + beside.serial(),
                                        "second one.test main 0a")));
        assertThat(status())
                .contains("\"edge\":\"first\"")
                .containsPattern(
                        "\"serial\":\"%1$s\",\"notAfter\":[^{]*\"served\":\\{\"serial\":\"%1$s\""
                                .formatted(renewed.serial()));
    }

    private List<String> serving() throws IOException {
        try {
            return database.query(
                    "select edge || ' ' || name || ' ' || variant || ' ' || serial from certs.serving"
                            + " order by edge, name collate \"C\", variant");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private String status() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(edge.management() + "/status"))
                                    .header("Authorization", "Bearer the operator's")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private Reply get(String host, String token) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http);
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        try (Visitor visitor = new Http1Visitor(socket, host)) {
            return visitor.get(FOLDER + token);
        }
    }
}
