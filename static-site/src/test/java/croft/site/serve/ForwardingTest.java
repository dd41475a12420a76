package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.declaration.Origin;
import croft.platform.declaration.StaticPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Requests are passed on to a declared backend where the rules say so.
@Timeout(120)
class ForwardingTest {
    @TempDir Path home;
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer backend;
    private ServedFolder site;

    @BeforeEach
    void serve() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        backend.setExecutor(threads);
        backend.createContext("/", this::answer);
        backend.start();
        Origin origin = new Origin("127.0.0.1", backend.getAddress().getPort());
        StaticPolicy policy = Policies.forwardTo(origin);
        site = new ServedFolder(Files.createDirectories(home.resolve("site")), policy);
        site.write(
                "_redirects",
                "/api/* " + origin + "/v1/:splat 200\n/open/* http://127.0.0.1:9/:splat 200\n");
        site.write("page.html", "page");
    }

    @AfterEach
    void end() {
        release.countDown();
        site.close();
        backend.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            heard.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + " "
                            + body.length
                            + " "
                            + exchange.getRequestHeaders().getFirst("X-Forwarded-Host")
                            + " "
                            + exchange.getRequestHeaders().getFirst("X-Secret"));
            exchange.getResponseHeaders().add("X-From", "backend");
            exchange.getResponseHeaders().add("Surrogate-Key", "site:other.test");
            exchange.getResponseHeaders().add("Connection", "X-Hop");
            exchange.getResponseHeaders().add("X-Hop", "not for the client");
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/whole" -> {
                    exchange.sendResponseHeaders(201, 5);
                    exchange.getResponseBody().write("whole".getBytes(StandardCharsets.UTF_8));
                }
                case "/v1/cut" -> {
                    exchange.sendResponseHeaders(200, 100_000);
                    exchange.getResponseBody().write(new byte[50_000]);
                    exchange.getResponseBody().flush();
                    throw new IOException("made for this test");
                }
                default -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    if (exchange.getRequestURI().getPath().equals("/v1/slow")) {
                        release.await(60, TimeUnit.SECONDS);
                    }
                    exchange.getResponseBody().write("second".getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void passesARequestOnWithItsBodyAndTheAnswerBack() throws IOException {
        String body = "x".repeat(200_000);
        try (Wire wire = site.connect()) {
            wire.send(
                    "POST /api/whole?a=%20b&c={1} HTTP/1.1\r\nHost: site.test\r\nX-Secret: s\r\n"
                            + "Connection: X-Secret\r\nContent-Length: 200000\r\n\r\n"
                            + body);
            Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text()).isEqualTo("whole");
            assertThat(reply.field("X-From")).isEqualTo("backend");
            assertThat(reply.field("Surrogate-Key")).isEqualTo("site:site.test");
            assertThat(reply.head()).doesNotContainKeys("X-Hop", "No-Vary-Search");
            wire.send(ServedFolder.request("GET", "/page"));
            assertThat(wire.reply().text()).isEqualTo("page");
        }
        assertThat(heard).containsExactly("POST /v1/whole?a=%20b&c=%7B1%7D 200000 site.test null");
    }

    @Test
    void streamsWhatHasNoLengthInChunksAsItComes() throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(ServedFolder.request("GET", "/api/slow"));
            String head = until(wire.in(), "\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200 ").contains("Transfer-Encoding: chunked");
            assertThat(until(wire.in(), "first\r\n")).isEqualTo("5\r\nfirst\r\n");
            release.countDown();
            assertThat(until(wire.in(), "0\r\n\r\n")).isEqualTo("6\r\nsecond\r\n0\r\n\r\n");
            wire.send(ServedFolder.request("GET", "/page"));
            assertThat(wire.reply().text()).isEqualTo("page");
        }
    }

    @Test
    void cutsTheConnectionWhereTheBackendCutsItsAnswer() throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(ServedFolder.request("GET", "/api/cut"));
            assertThat(until(wire.in(), "\r\n\r\n")).contains("Content-Length: 100000");
            byte[] got = wire.in().readNBytes(100_000);
            assertThat(got.length).isLessThan(100_000);
            assertThat(Arrays.equals(got, new byte[got.length])).isTrue();
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        assertThat(site.head("/api/whole").status()).isEqualTo(201);
    }

    @Test
    void saysThatTheBackendIsAway() throws IOException {
        backend.stop(0);
        Reply reply = site.get("/api/whole");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.field("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.text()).doesNotContain("127.0.0.1");
    }

    @Test
    void forwardsToNobodyWhoWasNotDeclared() throws IOException {
        assertThat(site.get("/open/x").status()).isEqualTo(404);
        assertThat(heard).isEmpty();
    }

    @Test
    void takesNoBodyThatIsTooLarge() throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(
                    "POST /api/whole HTTP/1.1\r\nHost: site.test\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + ("fff\r\n" + "x".repeat(0xfff) + "\r\n").repeat(258));
            assertThat(wire.reply().status()).isEqualTo(413);
        }
        assertThat(heard).isEmpty();
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("after " + text);
            }
            text.append((char) c);
        }
        return text.toString();
    }
}
