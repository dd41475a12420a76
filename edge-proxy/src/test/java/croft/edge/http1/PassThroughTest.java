package croft.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.edge.upstream.UpstreamPool;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.Origin;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides of HTTP/1.1 joined, between clients and a backend that others wrote.
@Timeout(120)
class PassThroughTest {
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    static {
        new Random(1).nextBytes(MEBIBYTE);
    }

    private final HttpServer backend = echoing();
    private final Map<EventLoop, UpstreamPool> pools = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Loopback> edges = new ArrayList<>();

    private static HttpServer echoing() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", PassThroughTest::echo);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean known = exchange.getRequestURI().getPath().equals("/sized");
            exchange.sendResponseHeaders(200, known ? body.length : 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @BeforeEach
    void start() {
        backend.start();
    }

    @AfterEach
    void stop() {
        http.close();
        pools.forEach((loop, pool) -> loop.submit(pool::close).syncUninterruptibly());
        edges.forEach(Loopback::close);
        backend.stop(0);
    }

    private Loopback edge(int port, boolean epoll) {
        Loopback edge =
                Loopback.serving(
                        loop ->
                                new PassThrough(
                                        pools.computeIfAbsent(
                                                loop,
                                                each ->
                                                        UpstreamPool.create(
                                                                each, UpstreamSettings.DEFAULT)),
                                        new Origin("127.0.0.1", port)),
                        epoll);
        edges.add(edge);
        return edge;
    }

    private URI uri(Loopback edge, String path) {
        return URI.create("http://127.0.0.1:" + edge.port() + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sized", "/chunked"})
    void passesAMebibyteBothWays(String path) throws Exception {
        for (boolean epoll : new boolean[] {Epoll.isAvailable(), false}) {
            Loopback edge = edge(backend.getAddress().getPort(), epoll);
            for (HttpRequest.BodyPublisher publisher :
                    List.of(
                            HttpRequest.BodyPublishers.ofByteArray(MEBIBYTE),
                            HttpRequest.BodyPublishers.fromPublisher(
                                    HttpRequest.BodyPublishers.ofByteArray(MEBIBYTE)))) {
                HttpResponse<byte[]> response =
                        http.send(
                                HttpRequest.newBuilder(uri(edge, path)).POST(publisher).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo(MEBIBYTE);
            }
        }
    }

    @Test
    void invitesBodiesThatClientsHoldBack() throws Exception {
        Loopback edge = edge(backend.getAddress().getPort(), Epoll.isAvailable());
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(uri(edge, "/sized"))
                                .expectContinue(true)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(MEBIBYTE))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(MEBIBYTE);
    }

    @Test
    void servesAHundredAtOnce() throws Exception {
        Loopback edge = edge(backend.getAddress().getPort(), Epoll.isAvailable());
        List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] body = Arrays.copyOf(MEBIBYTE, 1 + i * 2000);
            responses.add(
                    http.sendAsync(
                            HttpRequest.newBuilder(uri(edge, i % 2 == 0 ? "/sized" : "/chunked"))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < 100; i++) {
            byte[] expected = Arrays.copyOf(MEBIBYTE, 1 + i * 2000);
            assertThat(responses.get(i).get(60, TimeUnit.SECONDS).body()).isEqualTo(expected);
        }
    }

    @Test
    void satisfiesCurl(@TempDir Path folder) throws Exception {
        Loopback edge = edge(backend.getAddress().getPort(), Epoll.isAvailable());
        Path upload = Files.write(folder.resolve("up"), MEBIBYTE);
        Path download = folder.resolve("down");
        for (List<String> options :
                List.of(
                        List.of("--http1.1"),
                        List.of("--http1.0"),
                        List.of("-H", "Transfer-Encoding: chunked"),
                        List.of("-H", "Expect: 100-continue"))) {
            List<String> command =
                    new ArrayList<>(List.of("curl", "-sS", "--fail", "--max-time", "30"));
            command.addAll(options);
            command.addAll(
                    List.of(
                            "-o",
                            download.toString(),
                            "--data-binary",
                            "@" + upload,
                            uri(edge, "/chunked").toString()));
            Process curl =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            assertThat(curl.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(curl.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
            assertThat(Files.readAllBytes(download)).isEqualTo(MEBIBYTE);
        }
    }

    @Test
    void answersForABackendThatIsDown() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        Loopback edge = edge(port, Epoll.isAvailable());
        assertThat(
                        http.send(
                                        HttpRequest.newBuilder(uri(edge, "/")).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(502);
    }

    @Test
    void tunnelsAWebSocket() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> echoFrames(listening));
            Loopback edge = edge(listening.getLocalPort(), Epoll.isAvailable());
            CompletableFuture<String> received = new CompletableFuture<>();
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket socket =
                    http.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + edge.port() + "/ws"),
                                    new WebSocket.Listener() {
                                        @Override
                                        public @Nullable CompletionStage<?> onText(
                                                WebSocket from, CharSequence data, boolean last) {
                                            received.complete(data.toString());
                                            from.request(1);
                                            return null;
                                        }

                                        @Override
                                        public @Nullable CompletionStage<?> onClose(
                                                WebSocket from, int status, String reason) {
                                            closed.complete(status);
                                            return null;
                                        }
                                    })
                            .get(20, TimeUnit.SECONDS);
            socket.sendText("over the edge", true).get(20, TimeUnit.SECONDS);
            assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo("over the edge");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
            assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    /// RFC 6455 in few lines: short frames of one client, sent back unmasked.
    private static void echoFrames(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            String key =
                    head.toString()
                            .lines()
                            .filter(line -> line.startsWith("sec-websocket-key: "))
                            .findFirst()
                            .orElseThrow()
                            .substring(19);
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(
                                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                            .getBytes(StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(digest)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                byte[] start = socket.getInputStream().readNBytes(6);
                if (start.length < 6) {
                    return;
                }
                byte[] payload = socket.getInputStream().readNBytes(start[1] & 0x7f);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= start[2 + i % 4];
                }
                out.write(new byte[] {start[0], (byte) payload.length});
                out.write(payload);
            }
        } catch (Exception e) {
            // the client's side of the test fails then
        }
    }
}
