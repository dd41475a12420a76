package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The edge is asked to stop: what is under way is finished, what would go on for ever is not
/// waited for.
@Timeout(60)
class DrainTest {
    /// Well under the limit of a drain, which is 10 s.
    private static final Duration SHORT = Duration.ofSeconds(7);

    @Test
    void idleConnectionsDoNotHoldItUp() throws Exception {
        try (RawBackend backend =
                        RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer http2 = Tls.http2(edge, "localhost");
                Socket http1 = Tls.connect(edge.doors.https(), "localhost");
                Socket _ = edge.plain()) {
            http2.get(1, "localhost", "/").next();
            http1.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(http1.getInputStream().read()).isEqualTo('H');
            Eventually.until(() -> edge.listener.connections() == 3);

            assertThat(edge.drain()).isLessThan(SHORT);
            assertThat(edge.listener.connections()).isZero();
        }
    }

    @Test
    void aDownloadThatIsUnderWayIsCompletedBehindAGoAway() throws Exception {
        Gate goingAway = new Gate();
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst");
                            goingAway.pass();
                            connection.send("later");
                            connection.readAll();
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            assertThat(peer.get(1, "localhost", "/").next().status()).isEqualTo("200");
            assertThat(peer.next().text()).isEqualTo("first");

            CompletableFuture<Duration> drained = CompletableFuture.supplyAsync(edge::drain);
            assertThat(peer.next().type()).isEqualTo(FramePeer.GOAWAY);
            goingAway.open();
            StringBuilder rest = new StringBuilder();
            FramePeer.Received frame;
            do {
                frame = peer.next();
                rest.append(frame.type() == FramePeer.DATA ? frame.text() : "");
            } while (!frame.ends());
            assertThat(rest).hasToString("later");
            assertThat(drained.get(20, TimeUnit.SECONDS)).isLessThan(SHORT);
        }
    }

    @Test
    void aTunnelGetsAShortGraceOnly() throws Exception {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.send(
                                    "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
                            connection.readAll();
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer http2 = Tls.http2(edge, "localhost");
                Socket http1 = Tls.connect(edge.doors.https(), "localhost")) {
            assertThat(http2.connect(1, "localhost").next().status()).isEqualTo("200");
            http1.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"
                                    .getBytes(US_ASCII));
            assertThat(new String(http1.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 101");

            assertThat(edge.drain()).isLessThan(SHORT);
        }
    }
}
