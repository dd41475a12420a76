package croft.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.RawPeer.Answer;
import croft.stack.report.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample as a visitor finds it: one folder, one file, one command.
@Timeout(180)
class SampleIT {
    private static final String WWW = "www.croft.localhost";
    private static final String NOTES = "notes.croft.localhost";
    private static final String APP = "app.croft.localhost";

    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LiveStack.sample();
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void servesTheHomePageOver(Version version) throws Exception {
        try (HttpClient client = stack.client(version)) {
            HttpResponse<String> page = stack.get(client, stack.uri(WWW, "/"));

            assertThat(page.version()).isEqualTo(version);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type"))
                    .hasValue("text/html; charset=utf-8");
            assertThat(page.body())
                    .isEqualTo(Files.readString(stack.folder().resolve("www/index.html")));
            assertThat(stack.get(client, stack.uri(WWW, "/nowhere")))
                    .returns(404, HttpResponse::statusCode)
                    .returns(
                            Files.readString(stack.folder().resolve("www/404.html")),
                            HttpResponse::body);
        }
    }

    @Test
    void servesTheNotesAndLeadsToThem() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            HttpResponse<String> home = stack.get(client, stack.uri(NOTES, "/"));

            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.body()).contains("<title>A small site", "href=\"/Domain%20names\"");
            assertThat(stack.get(client, stack.uri(NOTES, "/Domain%20names")).statusCode())
                    .isEqualTo(200);
            assertThat(stack.get(client, stack.uri(WWW, "/")).body())
                    .contains("href=\"" + stack.uri(NOTES, "/") + "\"");
        }
    }

    @Test
    void satisfiesCurlWithTheAuthoritysFile() throws Exception {
        Tool.Result fetched =
                new Tool("curl", "curl")
                        .run(
                                "--cacert",
                                stack.authority().toString(),
                                "--http2",
                                "--silent",
                                "--show-error",
                                "--output",
                                "/dev/null",
                                "--write-out",
                                "%{http_version} %{http_code} %{ssl_verify_result}",
                                stack.uri(WWW, "/").toString());

        assertThat(fetched.output()).isEqualTo("2 200 0");
        assertThat(fetched.exitCode()).isZero();
    }

    @Test
    void satisfiesNghttp() throws Exception {
        Tool.Result fetched =
                new Tool("nghttp", "nghttp2-client")
                        .run(
                                "--null-out",
                                "--verbose",
                                "--header=:authority: " + WWW + ":" + stack.httpsPort(),
                                "https://127.0.0.1:" + stack.httpsPort() + "/");

        assertThat(fetched.output()).contains("negotiated protocol: h2", ":status: 200");
        assertThat(fetched.output()).doesNotContain("RST_STREAM", "PROTOCOL_ERROR");
    }

    @Test
    void passesAFormToTheApplicationAndItsAnswersBack() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            HttpResponse<String> signed =
                    client.send(
                            HttpRequest.newBuilder(stack.uri(APP, "/"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("entry=Gr%C3%BC%C3%9Fe+%3C3"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(signed.statusCode()).isEqualTo(303);
            assertThat(signed.headers().firstValue("location")).hasValue("/");

            HttpResponse<String> page = stack.get(client, stack.uri(APP, "/"));
            assertThat(page.version()).isEqualTo(Version.HTTP_2);
            assertThat(page.body()).contains("<li>Grüße &lt;3</li>");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void streamsADownloadOfUnknownLengthOver(Version version) throws Exception {
        try (HttpClient client = stack.client(version)) {
            var response =
                    client.send(
                            HttpRequest.newBuilder(stack.uri(APP, "/numbers.txt")).build(),
                            BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("content-length")).isEmpty();
            int expected = 1;
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    assertThat(Integer.parseInt(line)).isEqualTo(expected);
                    expected++;
                }
            }
            assertThat(expected).isEqualTo(1_000_001);
        }
    }

    @Test
    void carriesAWebSocketBothWays() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            URI uri = URI.create("wss://" + APP + ":" + stack.httpsPort() + "/echo");
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(uri, new Ear(heard))
                            .get(30, TimeUnit.SECONDS);
            for (String message : new String[] {"Hello, echo", "ß".repeat(40_000)}) {
                socket.sendText(message, true).get(30, TimeUnit.SECONDS);
                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(message);
            }
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").get(30, TimeUnit.SECONDS);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("closed 1000 enough");
        }
    }

    @Test
    void redirectsAnAliasAndKeepsPathAndQuery() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            HttpResponse<String> response =
                    stack.get(client, stack.uri("croft.localhost", "/a%20b/?q=1&r=%2F"));

            assertThat(response.statusCode()).isEqualTo(308);
            assertThat(response.headers().firstValue("location"))
                    .hasValue(stack.uri(WWW, "/a%20b/?q=1&r=%2F").toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "www.croft.localhost, www.croft.localhost",
        "notes.croft.localhost, notes.croft.localhost",
        "app.croft.localhost, app.croft.localhost",
        "croft.localhost, www.croft.localhost"
    })
    void redirectsPlainHttpToHttps(String host, String site) throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_1_1)) {
            HttpResponse<String> response = stack.get(client, stack.plain(host, "/about/?q=1"));

            assertThat(response.statusCode()).isEqualTo(308);
            assertThat(response.headers().firstValue("location"))
                    .hasValue(stack.uri(site, "/about/?q=1").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.localhost", "app.croft.localhost", "127.0.0.1"})
    void refusesAHostThatTheCertificateIsNotFor(String host) throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, WWW, "http/1.1")) {
            Answer answer = peer.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readAnswer();

            assertThat(answer.status()).isEqualTo(421);
            assertThat(answer.body()).contains("No such site here");
            assertThat(answer.body()).contains(answer.fields().get("x-request-id"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.localhost", "x.croft.localhost", "localhost", "127.0.0.1"})
    void presentsNoCertificateForANameThatNobodyHosts(String name) {
        assertThatThrownBy(() -> RawPeer.tls(stack, name).close())
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
    }

    @Test
    void presentsEachHostsOwnCertificateWithTheSerialThatStatusTells() throws Exception {
        assertThat(stack.serials()).containsOnlyKeys(WWW, NOTES, APP);
        for (Json site : stack.status("edge-proxy").get("detail").get("sites").elements()) {
            String host = site.get("host").text("?");
            String serial = site.get("certificate").get("serial").text("?");
            // The handshake itself checks the name against the certificate.
            try (RawPeer peer = RawPeer.tls(stack, host)) {
                assertThat(peer.certificate().getSerialNumber().toString(16)).isEqualTo(serial);
                assertThat(peer.certificate().getSubjectAlternativeNames().toString())
                        .contains(host);
            }
            for (Json alias : site.get("aliases").elements()) {
                try (RawPeer peer = RawPeer.tls(stack, alias.text("?"))) {
                    assertThat(peer.certificate().getSerialNumber().toString(16)).isEqualTo(serial);
                }
            }
            assertThat(
                            stack
                                    .status("cert-manager")
                                    .get("detail")
                                    .get("certificates")
                                    .elements()
                                    .stream()
                                    .map(each -> each.get("serial").text("")))
                    .contains(serial);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WWW, NOTES, APP, "croft.localhost"})
    void asksBrowsersToComeByHttpsOnly(String host) throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            assertThat(
                            stack.get(client, stack.uri(host, "/"))
                                    .headers()
                                    .allValues("strict-transport-security"))
                    .containsExactly("max-age=31536000");
        }
    }

    @Test
    void tellsTheApplicationWhoAsksAndBelievesNoVisitorWhoClaimsIt() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            HttpResponse<String> seen =
                    client.send(
                            HttpRequest.newBuilder(stack.uri(APP, "/headers"))
                                    .header("X-Forwarded-For", "192.0.2.1")
                                    .header("X-Real-IP", "192.0.2.1")
                                    .header("Forwarded", "for=192.0.2.1")
                                    .build(),
                            BodyHandlers.ofString());
            String authority = APP + ":" + stack.httpsPort();

            assertThat(seen.body().lines())
                    .contains(
                            "host: " + authority,
                            "x-forwarded-for: 127.0.0.1",
                            "x-forwarded-proto: https",
                            "x-forwarded-host: " + authority,
                            "x-forwarded-port: " + stack.httpsPort(),
                            "forwarded: for=127.0.0.1;host=\"" + authority + "\";proto=https",
                            "via: 2 croft");
            assertThat(seen.body()).doesNotContain("192.0.2.1");
        }
    }

    @Test
    void passesOnNothingThatIsMeantForOneConnection() throws Exception {
        String request =
                "GET /headers HTTP/1.1\r\nHost: "
                        + APP
                        + "\r\nKeep-Alive: timeout=9\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1"
                        + "\r\nTE: trailers\r\nUpgrade: h2c\r\nX-End: 1\r\n\r\n";
        try (RawPeer peer = RawPeer.tls(stack, APP, "http/1.1")) {
            String seen = peer.send(request).readAnswer().body();

            assertThat(seen).contains("x-end: 1", "via: 1.1 croft");
            assertThat(seen).doesNotContain("keep-alive:", "timeout=9", "x-hop", "h2c", "upgrade:");
        }
    }

    @Test
    void keepsTheAuthorityWhereTheReadmeSaysItIs() throws Exception {
        Matcher path =
                Pattern.compile("curl --cacert compose/sample/(\\S+)")
                        .matcher(Files.readString(Path.of("..", "README.md")));

        assertThat(path.find()).isTrue();
        assertThat(stack.folder().resolve(path.group(1))).isRegularFile();
    }

    @Test
    void refusesTls11() throws Exception {
        Tool.Result refused =
                new Tool("openssl", "openssl")
                        .run(
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + stack.httpsPort(),
                                "-servername",
                                WWW,
                                "-tls1_1",
                                "-cipher",
                                "ALL:@SECLEVEL=0");

        assertThat(refused.output()).contains("alert protocol version");
        assertThat(refused.output()).doesNotContain("BEGIN CERTIFICATE");
    }

    @Test
    void speaksHttp11WithAClientThatOffersNoHttp2() throws Exception {
        for (String[] offer : new String[][] {{"http/1.1"}, {"http/1.0", "http/1.1"}, {}}) {
            try (RawPeer peer = RawPeer.tls(stack, WWW, offer)) {
                assertThat(peer.protocol()).isEqualTo(offer.length == 0 ? "" : "http/1.1");
                assertThat(peer.session().getProtocol()).isEqualTo("TLSv1.3");
                Answer answer =
                        peer.send("GET /style.css HTTP/1.1\r\nHost: " + WWW + "\r\n\r\n")
                                .readAnswer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.fields())
                        .containsEntry("content-type", "text/css; charset=utf-8");
            }
        }
    }

    /// Browsers that remember to come by HTTPS keep the port of an address that was typed without
    /// it.
    @Test
    void speaksTlsOnThePlainPortToo() throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, stack.croft().httpPort(), WWW, "h2", "http/1.1")) {
            assertThat(peer.protocol()).isEqualTo("h2");
            assertThat(peer.certificate().getSerialNumber().toString(16))
                    .isEqualTo(stack.serials().get(WWW));
        }
    }

    @Test
    void showsWhatRunsByCroftStatus() throws Exception {
        RunningCroft.Ended status =
                RunningCroft.run(Croft.class, "status", stack.folder().toString());

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains(WWW, NOTES, APP, "static ./www", "wiki ./pages", "guestbook");
    }

    /// Hears text messages and the close.
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard;
        private final StringBuilder part = new StringBuilder();

        Ear(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("failed " + error);
        }
    }
}
