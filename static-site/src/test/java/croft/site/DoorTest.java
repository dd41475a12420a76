package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.service.RunningService;
import croft.site.DeployedService.Answer;
import croft.site.release.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in to deploy, what uploads that end badly leave behind, and how two services on one
/// database follow each other.
@Timeout(180)
class DoorTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir private Path home = Path.of("unset");

    private DeployedService site;

    @BeforeEach
    void start() throws Exception {
        site = new DeployedService(home);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void answersEverybodyWithoutAGoodTokenAlike() throws Exception {
        Answer none = ask(Map.of());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.head()).contains("WWW-Authenticate: Bearer");
        assertThat(ask(Map.of("Authorization", "Bearer croft_wrong")).body())
                .isEqualTo(none.body());
        assertThat(ask(Map.of("Authorization", "Basic " + site.token())).body())
                .isEqualTo(none.body());

        String made =
                site.control(
                                "POST",
                                "/control/releases/journal/tokens",
                                "{\"label\": \"laptop\", \"hours\": 1}")
                        .body();
        String secret = made.replaceAll("(?s).*\"secret\" *: *\"([^\"]+)\".*", "$1");
        String id = made.replaceAll("(?s).*\"id\" *: *\"([^\"]+)\".*", "$1");
        assertThat(ask(Map.of("Authorization", "bearer " + secret)).status()).isEqualTo(200);
        assertThat(site.control("GET", "/control/releases/journal/tokens", "").body())
                .contains("laptop")
                .doesNotContain(secret);
        assertThat(
                        site.control(
                                        "POST",
                                        "/control/releases/journal/tokens/revoke",
                                        "{\"token\": \"laptop\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(ask(Map.of("Authorization", "Bearer " + secret)).body()).isEqualTo(none.body());
        assertThat(UUID.fromString(id)).isNotNull();

        site.execute("update site.token set expires_at = now() - interval '1 second'");
        assertThat(ask(Map.of("Authorization", "Bearer " + site.token())).body())
                .isEqualTo(none.body());
    }

    @Test
    void keepsOutWhoTriesTooOftenAndNobodyElse() throws Exception {
        Answer last = ask(Map.of());
        for (int i = 0; i < 25; i++) {
            last =
                    ask(
                            Map.of(
                                    "Authorization",
                                    "Bearer croft_" + i,
                                    "X-Forwarded-For",
                                    "192.0.2.7"));
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.head()).contains("Retry-After: ");
        assertThat(
                        ask(Map.of(
                                        "Authorization",
                                        "Bearer " + site.token(),
                                        "X-Forwarded-For",
                                        "192.0.2.8"))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void asksNobodyForABodyThatItWillNotRead() throws Exception {
        InetSocketAddress address = site.service().bean(Sites.class).addresses().getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            send(
                    socket,
                    """
                    PUT /.deploy HTTP/1.1\r
                    Host: journal.localhost\r
                    Expect: 100-continue\r
                    Content-Length: 1000000\r
                    \r
                    """);
            assertThat(Answer.read(socket.getInputStream()).status()).isEqualTo(401);
        }
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            byte[] tar = new Tar().file("index.html", "asked for").end();
            send(
                    socket,
                    "PUT /.deploy HTTP/1.1\r\nHost: journal.localhost\r\nExpect: 100-continue\r\n"
                            + "Connection: close\r\nAuthorization: Bearer "
                            + site.token()
                            + "\r\nContent-Length: "
                            + tar.length
                            + "\r\n\r\n");
            InputStream in = socket.getInputStream();
            String interim = new String(in.readNBytes(25), StandardCharsets.US_ASCII);
            assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(tar);
            assertThat(Answer.read(in).status()).isEqualTo(201);
        }
        assertThat(site.get("/").body()).isEqualTo("asked for");
    }

    @Test
    void makesNoReleaseOfAnUploadThatWasCut() throws Exception {
        byte[] tar = new Tar().file("index.html", "one").file("p", new byte[200_000]).end();
        InetSocketAddress address = site.service().bean(Sites.class).addresses().getFirst();
        for (int cut : new int[] {0, 1, 512, 1024, 100_000, tar.length - 1}) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                send(
                        socket,
                        "PUT /.deploy HTTP/1.1\r\nHost: journal.localhost\r\nAuthorization: Bearer "
                                + site.token()
                                + "\r\nContent-Length: "
                                + tar.length
                                + "\r\n\r\n");
                socket.getOutputStream().write(tar, 0, cut);
            }
        }
        assertThat(site.get("/").status()).isEqualTo(404);
        assertThat(site.query("select count(*) from site.release")).containsExactly("0");
        assertThat(site.deploy("PUT", "", tar).status()).isEqualTo(201);
        assertThat(site.get("/").body()).isEqualTo("one");
    }

    @Test
    void leavesPathsBelowTheApiToFoldersAndPreviews() throws Exception {
        assertThat(
                        site.send(
                                        "GET",
                                        "0123456789ab.journal.localhost",
                                        "/.deploy/releases",
                                        Map.of(),
                                        NOTHING)
                                .status())
                .isEqualTo(404);
        assertThat(site.get("/.deployed").status()).isEqualTo(404);
    }

    @Test
    void followsWhatAnotherServiceDeploys() throws Exception {
        site.deploy("PUT", "", new Tar().file("index.html", "one").end());
        try (RunningService other = site.another("other", "blobs")) {
            await(other, "one");
            site.deploy("PUT", "", new Tar().file("index.html", "two").end());
            await(other, "two");
            // and tells caches, which may have asked it in between
            while (site.events("site.followed").isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(site.events("site.followed"))
                    .containsExactly(
                            "journal.localhost {file:journal.localhost/index.html} {\"project\":"
                                    + " \"journal\"}");
            assertThat(other.bean(Tokens.class).of(DeployedService.PROJECT)).hasSize(1);
        }
    }

    private void await(RunningService other, String text) throws IOException {
        String body = "";
        while (!body.equals(text)) {
            body =
                    DeployedService.send(other, "GET", DeployedService.HOST, "/", Map.of(), NOTHING)
                            .body();
        }
    }

    private Answer ask(Map<String, String> fields) throws IOException {
        return site.send("GET", DeployedService.HOST, "/.deploy/releases", fields, NOTHING);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
