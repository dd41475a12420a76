package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.AcmeAuthority;
import croft.certs.acme.Fault;
import croft.certs.acme.PebbleOptions;
import croft.platform.service.RunningService;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the operator orders about certificates of a real authority.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersByHandTest {
    private static final String HOST = "hand.example.test";
    private static final String ONE_SITE =
            "  - { host: " + HOST + ", proxy: \"http://127.0.0.1:1\" }\n";

    private static final String CONTROL = "/control/certificates/";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Installation installation;

    OrdersByHandTest(@TempDir Path folder) throws Exception {
        installation = new Installation(folder, PebbleOptions.calm());
    }

    @BeforeEach
    void empty() throws Exception {
        installation.empty();
        installation.declare(installation.certificates("http-01"), ONE_SITE);
    }

    @AfterAll
    void stop() throws Exception {
        http.close();
        installation.close();
    }

    @Test
    void revokesAtTheAuthorityAndOrdersAnother() throws Exception {
        try (RunningService service = installation.start()) {
            Eventually.eventually(
                    "one is held",
                    () -> get(service, "/control/certificates").contains("\"state\":\"held\""));
            X509Certificate first = newest();
            assertThat(installation.pebble().status(first)).isEqualTo("Valid");

            assertThat(
                            post(
                                    service,
                                    "revoke",
                                    "{\"name\": \"%s\", \"reason\": \"key-compromise\"}"
                                            .formatted(HOST)))
                    .contains("\"state\":\"begun\"", "is revoked, another is ordered");

            assertThat(installation.pebble().status(first)).isEqualTo("Revoked");
            installation.eventuallyVersions(2);
            X509Certificate second = newest();
            assertThat(installation.pebble().status(second)).isEqualTo("Valid");
            assertThat(get(service, "/metrics"))
                    .contains(
                            "croft_certificate_alarm{name=\"" + HOST + "\"",
                            "croft_certificate_life_left_ratio{name=\"" + HOST + "\"");
            assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
        }
    }

    @Test
    void goesOnWithAnAccountThatHasANewKey() throws Exception {
        try (RunningService service = installation.start()) {
            installation.eventuallyVersions(1);
            String url = query("select url from certs.account");
            String key = query("select sealed_key from certs.account");

            assertThat(post(service, "roll-account", "{}"))
                    .contains("\"state\":\"done\"", "has a new key");

            assertThat(query("select url from certs.account")).isEqualTo(url);
            assertThat(query("select sealed_key from certs.account")).isNotEqualTo(key);
            assertThat(post(service, "renew", "{\"name\": \"" + HOST + "\"}")).contains("begun");
            installation.eventuallyVersions(2);
            assertThat(query("select count(*) from certs.account")).isEqualTo("1");
        }
    }

    @Test
    void goesOnWhereAnotherProgramEnded() throws Exception {
        String chainAndKey;
        try (RunningService service = installation.start()) {
            installation.eventuallyVersions(1);
            chainAndKey =
                    post(
                            service,
                            "export",
                            "{\"name\": \"%s\", \"format\": \"pem\"}".formatted(HOST));
        }
        KeyPair key = key();
        URI account;
        try (AcmeAuthority authority =
                new AcmeAuthority(
                        installation.proxy().directory(),
                        Optional.of(installation.pebble().serverRoot()),
                        InstantSource.system())) {
            account = authority.register(key, Optional.empty(), Optional.empty()).url();
        }
        installation.empty();
        // So that the service has ordered nothing before it is told of what there is.
        installation.proxy().sometimes(1, "", Fault.page(503));
        try (RunningService service = installation.start()) {
            assertThat(
                            post(
                                    service,
                                    "import",
                                    """
                                    {"account": {"directory": "%s", "key": "%s"}}
                                    """
                                            .formatted(installation.proxy().directory(), pem(key))))
                    .contains("\"result\":\"kept\"");
            Eventually.eventually(
                    "the service knows what is wanted",
                    () -> get(service, "/control/certificates").contains(HOST));
            assertThat(
                            post(
                                    service,
                                    "import",
                                    """
                                    {"certificate": {"chain": "%s", "key": "%s", "directory": "%s"}}
                                    """
                                            .formatted(
                                                    content(chainAndKey, "fullchain.pem"),
                                                    content(chainAndKey, "privkey.pem"),
                                                    installation.proxy().directory())))
                    .contains("\"result\":\"kept\"", HOST);
            installation.proxy().heal();

            assertThat(query("select method from certs.version")).isEqualTo("imported");
            Eventually.eventually(
                    "the imported one is held",
                    () -> get(service, "/control/certificates").contains("\"state\":\"held\""));
            assertThat(get(service, "/control/certificates")).contains("in good time");

            assertThat(post(service, "renew", "{\"name\": \"" + HOST + "\"}")).contains("begun");
            installation.eventuallyVersions(2);
            assertThat(query("select method from certs.version order by number"))
                    .isEqualTo("imported http-01");
            assertThat(query("select url from certs.account where retired_at is null"))
                    .isEqualTo(account.toString());
        } finally {
            installation.proxy().heal();
        }
    }

    private X509Certificate newest() throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        query(
                                                        "select chain_pem from certs.version order by number desc limit 1")
                                                .getBytes(StandardCharsets.US_ASCII)));
    }

    private String query(String sql) throws Exception {
        return installation.database().query(sql);
    }

    private String get(RunningService service, String path) throws Exception {
        return send(request(service, path).GET());
    }

    private String post(RunningService service, String order, String json) throws Exception {
        return send(
                request(service, CONTROL + order)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder request(RunningService service, String path) {
        return HttpRequest.newBuilder(URI.create(service.management() + path))
                .header("Authorization", "Bearer operator");
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    /// Of a file of an export, as text in JSON.
    private static String content(String exported, String name) {
        Matcher file =
                Pattern.compile("\"name\":\"" + name + "\"[^}]*\"content\":\"([^\"]+)\"")
                        .matcher(exported);
        assertThat(file.find()).as(name + " in what was exported").isTrue();
        return new String(Base64.getDecoder().decode(file.group(1)), StandardCharsets.US_ASCII)
                .replace("\n", "\\n");
    }

    private static KeyPair key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
    }
}
