package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Certificates are renewed while visitors are there.
@Timeout(120)
class CertificateSwapTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Test
    void openConnectionsGoOnAndNewOnesSeeTheNewCertificate() throws Exception {
        try (RawBackend backend = RawBackend.answering(HELLO);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer open = Tls.http2(edge, "localhost")) {
            String before = serial(edge);
            assertThat(serial(edge)).isEqualTo(before);

            edge.certify("localhost");

            assertThat(serial(edge)).isNotEqualTo(before);
            assertThat(open.get(1, "localhost", "/").next().status()).isEqualTo("200");
        }
    }

    @Test
    void noRequestFailsWhileCertificatesChangeUnderLoad() throws Exception {
        try (RawBackend backend = RawBackend.answering(HELLO);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost")) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("https://localhost:" + edge.doors.https() + "/"))
                            .build();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger served = new AtomicInteger();
            CompletableFuture<?>[] visitors = new CompletableFuture<?>[4];
            for (int i = 0; i < visitors.length; i++) {
                visitors[i] =
                        CompletableFuture.runAsync(
                                () -> visit(request, over, served),
                                task -> Thread.ofVirtual().start(task));
            }
            for (int i = 0; i < 40; i++) {
                edge.certify("localhost");
                int enough = served.get() + 5;
                Eventually.until(() -> served.get() >= enough || failed(visitors));
            }
            over.set(true);
            CompletableFuture.allOf(visitors).join();
            assertThat(served.get()).isGreaterThanOrEqualTo(200);
        }
    }

    private static boolean failed(CompletableFuture<?>[] visitors) {
        for (CompletableFuture<?> visitor : visitors) {
            if (visitor.isCompletedExceptionally()) {
                return true;
            }
        }
        return false;
    }

    /// Requests one after the other, some over new connections.
    private static void visit(HttpRequest request, AtomicBoolean over, AtomicInteger served) {
        while (!over.get()) {
            try (HttpClient client = Tls.client(HttpClient.Version.HTTP_2)) {
                for (int i = 0; i < 20 && !over.get(); i++) {
                    HttpResponse<String> answer =
                            client.send(request, HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo("hello");
                    served.incrementAndGet();
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String serial(TestEdge edge) throws IOException {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "localhost")) {
            return Tls.serial(socket);
        }
    }
}
