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
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The control API of the whole service, with the local authority behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlApiTest {
    private static final Pattern SERIAL = Pattern.compile("\"serial\":\"([0-9a-f]+)\"");

    private final TestVault database;
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir private static Path folder = Path.of("unset");
    private RunningService service;

    ControlApiTest() throws IOException {
        database = new TestVault();
    }

    @BeforeAll
    void start() throws Exception {
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                certificates:
                  authority: local
                  exports:
                    - host: blog.localhost
                      folder: ./mail
                      then: [sh, -c, "echo run >> ran"]
                    - host: blog.localhost
                      folder: ./failing
                      format: bundle
                      then: [sh, -c, "echo no such service; exit 3"]
                sites:
                  - host: blog.localhost
                    aliases: [www.blog.localhost]
                    proxy: http://127.0.0.1:3000
                """);
        Map<String, String> environment = TestVault.environment();
        environment.put("CROFT_DECLARATION", folder.resolve("croft.yml").toString());
        environment.put("CROFT_SECRETS", folder.resolve("secrets").toString());
        environment.put("CROFT_STATE", folder.resolve("state").toString());
        environment.put("CROFT_DATABASE_URL", database.url());
        environment.put("CROFT_MANAGEMENT_PORT", "0");
        service = CertManager.service().start(environment);
        Eventually.eventually(
                "it holds a certificate",
                () -> get("/control/certificates").body().contains("\"state\":\"held\""));
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
        http.close();
        database.close();
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        for (String path : new String[] {"certificates", "dns/test/x"}) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(service.management() + "/control/" + path))
                            .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void tellsHowACertificateStands() throws Exception {
        assertThat(get("/control/certificates").body())
                .contains(
                        "\"problem\":null",
                        "\"name\":\"blog.localhost\"",
                        "\"names\":[\"blog.localhost\",\"www.blog.localhost\"]",
                        "\"variant\":\"main\"",
                        "\"authority\":\"local\"",
                        "\"method\":null",
                        "\"trouble\":null",
                        "\"alarm\":\"none\"",
                        "\"waitsFor\":[]")
                .containsPattern("\"next\":\\{\"at\":\"[^\"]+\",\"why\":\"[^\"]+\"}")
                .containsPattern("\"slack\":\\{\"seconds\":\\d+,\"share\":0\\.\\d+}")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void renewsByAnyOfTheNames() throws Exception {
        String before = serial();
        HttpResponse<String> renewed =
                post("/control/certificates/renew", "{\"name\": \"WWW.blog.localhost\"}");
        assertThat(renewed.body()).contains("\"state\":\"begun\"");
        assertThat(renewed.statusCode()).isEqualTo(200);
        Eventually.eventually("another serial is in use", () -> !serial().equals(before));
    }

    @Test
    void saysWhichNamesThereAre() throws Exception {
        refused(
                "/control/certificates/renew",
                "{\"name\": \"no\\u001b.localhost\"}",
                400,
                "name: no certificate has \"no?.localhost\" (expected: one of blog.localhost)\n");
        refused("/control/certificates/renew", "{}", 400, "name: missing (expected: text)\n");
    }

    @Test
    void revokesNothingOfTheLocalAuthority() throws Exception {
        refused(
                "/control/certificates/revoke",
                "{\"name\": \"blog.localhost\", \"reason\": \"whim\"}",
                400,
                "reason: \"whim\" (expected: unspecified, key-compromise, superseded,"
                        + " cessation-of-operation)\n");
        HttpResponse<String> revoked =
                post(
                        "/control/certificates/revoke",
                        "{\"name\": \"blog.localhost\", \"reason\": \"key-compromise\"}");
        assertThat(revoked.statusCode()).isEqualTo(409);
        assertThat(revoked.body()).contains("croft certs renew blog.localhost");
        assertThat(post("/control/certificates/roll-account", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void handsOutACertificateWithItsKey() throws Exception {
        HttpResponse<String> exported =
                post(
                        "/control/certificates/export",
                        "{\"name\": \"blog.localhost\", \"format\": \"bundle\"}");
        Matcher content = Pattern.compile("\"content\":\"([^\"]+)\"").matcher(exported.body());
        assertThat(content.find()).as(exported.body()).isTrue();
        Path bundle = folder.resolve("bundle.pem");
        Files.write(bundle, Base64.getDecoder().decode(content.group(1)));
        assertThat(exported.body()).contains("\"name\":\"bundle.pem\"", "\"mode\":\"0600\"");
        assertThat(
                        Programs.run(
                                        "openssl",
                                        folder,
                                        "openssl",
                                        "pkey",
                                        "-in",
                                        "bundle.pem",
                                        "-pubout")
                                .output())
                .isEqualTo(
                        Programs.run(
                                        "openssl",
                                        folder,
                                        "openssl",
                                        "x509",
                                        "-in",
                                        "bundle.pem",
                                        "-pubkey",
                                        "-noout")
                                .output());
        refused(
                "/control/certificates/export",
                "{\"name\": \"blog.localhost\", \"format\": \"pkcs12\"}",
                400,
                "password: a PKCS #12 file needs a password, and there is none\n");
        refused(
                "/control/certificates/export",
                "{\"name\": \"blog.localhost\", \"format\": \"jks\"}",
                400,
                "format: \"jks\" (expected: pem, pkcs12, bundle)\n");
    }

    @Test
    void takesNothingInForASiteOfTheLocalAuthority() throws Exception {
        Programs.run(
                "openssl",
                folder,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=own",
                "-addext",
                "subjectAltName=DNS:blog.localhost,DNS:www.blog.localhost",
                "-keyout",
                "own.key",
                "-out",
                "own.pem");
        assertThat(importing("own.pem", "own.key"))
                .contains(
                        "\"result\":\"refused\"",
                        "local authority",
                        "\"remedy\":\"say in croft.yml");
        assertThat(importing("own.key", "own.key")).contains("\"result\":\"unusable\"");
        refused(
                "/control/certificates/import",
                "{}",
                400,
                "import: expected a certificate or an account\n");
    }

    @Test
    void knowsNoProviderThatIsNotDeclared() throws Exception {
        refused(
                "/control/dns/test",
                "{\"of\": \"luadns\", \"zone\": \"example.net\"}",
                400,
                "of: \"luadns\" is declared nowhere (expected: the host of a site; croft.yml names no"
                        + " DNS provider)\n");
        assertThat(get("/control/dns/test/none").statusCode()).isEqualTo(400);
    }

    @Test
    void writesWhatIsDeclaredAndTellsWhatFails() throws Exception {
        Eventually.eventually(
                "the first is written", () -> Files.exists(folder.resolve("mail/ran")));
        Eventually.eventually(
                "the second is reported",
                () -> get("/control/certificates").body().contains("no such service"));
        assertThat(get("/control/certificates").body())
                .contains(
                        "\"folder\":\"" + folder.resolve("mail") + "\",\"format\":\"pem\"",
                        "`then`: sh ended with 3 and said: no such service");
        assertThat(folder.resolve("failing/bundle.pem")).exists();
    }

    private String importing(String chain, String key) throws Exception {
        String body =
                "{\"certificate\": {\"chain\": \"%s\", \"key\": \"%s\"}}"
                        .formatted(
                                Files.readString(folder.resolve(chain)).replace("\n", "\\n"),
                                Files.readString(folder.resolve(key)).replace("\n", "\\n"));
        return post("/control/certificates/import", body).body();
    }

    private String serial() throws Exception {
        Matcher serial = SERIAL.matcher(get("/control/certificates").body());
        assertThat(serial.find()).isTrue();
        return serial.group(1);
    }

    private void refused(String path, String body, int status, String text) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.management() + path))
                .header("Authorization", "Bearer operator");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
