package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bodies in both directions through the whole edge: complete, and in bounded memory.
@Timeout(120)
class TransferTest {
    private static final int MEBIBYTE = 1 << 20;

    /// Sends back as many octets as came.
    private static final RawBackend.Script ECHO =
            (connection, _) -> {
                for (String head = connection.readHead();
                        !head.isEmpty();
                        head = connection.readHead()) {
                    int at = head.indexOf("content-length: ") + "content-length: ".length();
                    int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
                    String body = connection.read(length);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    connection.send(body);
                }
            };

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void fiftyGoUpAndDownAtOnce(HttpClient.Version version) throws Exception {
        try (RawBackend backend = new RawBackend(ECHO);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                HttpClient client = Tls.client(version)) {
            URI uri = URI.create("https://localhost:" + edge.doors.https() + "/");
            byte[] body = new byte[MEBIBYTE];
            long before = used();
            List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                HttpRequest request =
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build();
                all.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
            }
            long most = 0;
            for (CompletableFuture<HttpResponse<byte[]>> each : all) {
                HttpResponse<byte[]> answer = each.get(60, TimeUnit.SECONDS);
                most = Math.max(most, used() - before);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo(body);
            }
            assertThat(most).isLessThan(40L * MEBIBYTE);
        }
    }

    /// 200 responses of 4 MiB that the client asks for and takes nothing of.
    @Test
    void aClientThatTakesNothingHoldsLittle() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String piece = "x".repeat(MEBIBYTE);
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            asked.incrementAndGet();
                            connection.send(
                                    "HTTP/1.1 200 OK\r\nContent-Length: "
                                            + 4 * MEBIBYTE
                                            + "\r\n\r\n");
                            for (int i = 0; i < 4; i++) {
                                connection.send(piece);
                            }
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost", FramePeer.INITIAL_WINDOW, 0)) {
            long before = used();
            for (int stream = 1; stream < 400; stream += 2) {
                peer.get(stream, "localhost", "/");
            }
            Eventually.until(() -> asked.get() == 200);
            for (int heads = 0; heads < 200; heads++) {
                assertThat(peer.next().type()).isEqualTo(FramePeer.HEADERS);
            }
            // once a later request is answered, everything before it has been read
            peer.get(401, "other.test", "/");
            assertThat(peer.next().status()).isEqualTo("421");
            long held = used() - before;
            assertThat(held).isLessThan(32L * MEBIBYTE);
        }
    }

    private static long used() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
