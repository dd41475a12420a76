package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Backends that die, answer too early or come back, as clients see it.
@Timeout(120)
class BackendFaultsTest {
    private static final String SHORTENED =
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this";

    @Test
    void aBodyThatBreaksOffIsAResetStreamAndNeverAShortBody() throws Exception {
        try (RawBackend backend = RawBackend.answeringOnce(SHORTENED);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            peer.get(1, "localhost", "/");
            FramePeer.Received frame;
            do {
                frame = peer.next();
                assertThat(frame.ends()).as("%s", frame).isFalse();
            } while (frame.type() != FramePeer.RST_STREAM);
        }
    }

    @Test
    void overHttp1ABodyThatBreaksOffBreaksTheConnection() throws Exception {
        try (RawBackend backend = RawBackend.answeringOnce(SHORTENED);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                Socket socket = Tls.connect(edge.doors.https(), "localhost")) {
            socket.getOutputStream()
                    .write("GET /two HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("content-length: 1000\r\n")
                    .endsWith("only this");
        }
    }

    /// The backend's close resets the connection, as it has not read the upload: what it said
    /// before has to arrive all the same.
    @RepeatedTest(5)
    void anEarlyAnswerArrivesThoughTheUploadFails() throws Exception {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.read(100_000);
                            connection.send(
                                    "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                Socket socket = Tls.connect(edge.doors.https(), "localhost")) {
            Thread.ofVirtual().start(() -> upload(socket));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("\r\n\r\nbig") < 0) {
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    break;
                }
                seen.append((char) octet);
            }
            assertThat(seen).startsWith("HTTP/1.1 413 ").endsWith("\r\n\r\nbig");
        }
    }

    private static void upload(Socket socket) {
        byte[] chunk = ("2000\r\n" + "x".repeat(8192) + "\r\n").getBytes(US_ASCII);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(US_ASCII));
            for (int i = 0; i < 2_000; i++) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // nobody reads on
        }
    }

    @Test
    void whileABackendComesAndGoesEveryFailureIsAProper502() throws Exception {
        try (RestartingBackend backend = new RestartingBackend();
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                HttpClient client = Tls.client(HttpClient.Version.HTTP_2)) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("https://localhost:" + edge.doors.https() + "/"))
                            .timeout(Duration.ofSeconds(30))
                            .build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            // The client refuses by itself what is more than the edge's streams at once.
            Semaphore underWay = new Semaphore(100);
            Instant begun = Instant.now();
            for (int i = 0; i < 3_000; i++) {
                if (i % 400 == 200) {
                    backend.kill();
                } else if (i % 400 == 300) {
                    backend.start();
                }
                underWay.acquire();
                answers.add(
                        client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                                .whenComplete((_, _) -> underWay.release()));
                while (Duration.between(begun, Instant.now()).toMillis() < i) {
                    Pause.of(Duration.ofNanos(200_000));
                }
            }
            int failed = 0;
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                HttpResponse<String> answer = each.get(60, TimeUnit.SECONDS);
                if (answer.statusCode() != 200) {
                    failed++;
                    assertThat(answer.statusCode()).isEqualTo(502);
                    assertThat(answer.headers().firstValue("proxy-status")).isPresent();
                } else {
                    assertThat(answer.body()).isEqualTo("hello");
                }
            }
            assertThat(failed).isBetween(1, 2_999);
        }
    }

    @Test
    void aClientThatGivesUpEndsTheBackendsWork() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        try (RawBackend backend =
                        new RawBackend((connection, number) -> {
                            connection.readHead();
                            asked.countDown();
                            CompletableFuture<String> mine = number == 1 ? first : second;
                            try {
                                mine.complete(connection.readAll());
                            } catch (IOException e) {
                                mine.complete("");
                            }
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost");
                Socket socket = Tls.connect(edge.doors.https(), "localhost")) {
            peer.get(1, "localhost", "/one");
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            peer.reset(1);
            socket.shutdownOutput();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(second.get(20, TimeUnit.SECONDS)).isEmpty();
            Eventually.until(() -> edge.traffic.cancellations() == 2);
        }
    }
}
