package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Frames of HTTP/2 that are odd rather than many, over TLS, with a backend behind.
@Timeout(60)
class FrameTricksTest {
    private static final String HOST = "site.test";
    private static final int LAST_STREAM = Integer.MAX_VALUE;
    private static final int PRIORITISED = 0x20;
    private static final int END_HEADERS = 4;
    private static final int END_STREAM = 1;
    private static final int CONTINUATION = 9;
    private static final int PROTOCOL_ERROR = 1;
    private static final int ENHANCE_YOUR_CALM = 11;
    private final StrictBackend backend = backend();
    private final TestEdge edge = TestEdge.forwarding(backend.origin(), HOST);

    private static StrictBackend backend() {
        try {
            return new StrictBackend();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        backend.close();
    }

    @Test
    void theLastStreamIsServedAndNoneComesBehindIt() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.get(LAST_STREAM, HOST, "/last");
            assertThat(peer.next().status()).isEqualTo("200");
            peer.get(1, HOST, "/smuggled");
            assertThat(goneWith(peer)).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(backend.seen()).containsExactly("GET /last");
    }

    /// A tree that is its own branch (CVE-2019-9513 and its kin); nothing is kept of priorities.
    @Test
    void aStreamThatDependsOnItselfIsReset() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            byte[] priority = {0, 0, 0, 1, 16};
            byte[] block = request("GET", "/smuggled");
            byte[] payload = Arrays.copyOf(priority, priority.length + block.length);
            System.arraycopy(block, 0, payload, priority.length, block.length);
            int flags = PRIORITISED | END_HEADERS | END_STREAM;
            peer.send(FramePeer.octets(FramePeer.HEADERS, flags, 1, payload));
            assertThat(peer.next().type()).isEqualTo(FramePeer.RST_STREAM);
            peer.get(3, HOST, "/next");
            assertThat(peer.next().status()).isEqualTo("200");
        }
        assertThat(backend.seen()).containsExactly("GET /next");
    }

    @Test
    void trailersMayNotGrowWithoutEnd() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.send(
                    FramePeer.octets(FramePeer.HEADERS, END_HEADERS, 1, request("POST", "/case")));
            peer.data(1, false, "hello");
            peer.send(
                    FramePeer.octets(FramePeer.HEADERS, END_STREAM, 1, FramePeer.block("x", "y")));
            for (int i = 0; i < 20; i++) {
                peer.send(FramePeer.octets(CONTINUATION, 0, 1, FramePeer.block("x", "y")));
            }
            assertThat(goneWith(peer)).isEqualTo(ENHANCE_YOUR_CALM);
        }
        assertThat(backend.seen()).isEmpty();
    }

    @Test
    void trailersOverTheLimitAreDropped() throws IOException {
        String[] many = new String[240];
        Arrays.fill(many, "x");
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.send(
                    FramePeer.octets(FramePeer.HEADERS, END_HEADERS, 1, request("POST", "/case")));
            peer.data(1, false, "hello");
            peer.headers(1, true, many);
            assertThat(peer.next().status()).isEqualTo("200");
        }
        assertThat(backend.seen()).containsExactly("POST /case hello");
        assertThat(backend.faults()).isEmpty();
    }

    @Test
    void nothingComesBetweenTheFramesOfAHead() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.send(FramePeer.octets(FramePeer.HEADERS, END_STREAM, 1, request("GET", "/case")));
            peer.get(3, HOST, "/smuggled");
            assertThat(goneWith(peer)).isEqualTo(PROTOCOL_ERROR);
        }
        assertThat(backend.seen()).isEmpty();
    }

    private static byte[] request(String method, String path) {
        return FramePeer.block(FramePeer.request(method, HOST, path));
    }

    /// The code of the GOAWAY that ends the connection.
    private static int goneWith(FramePeer peer) throws IOException {
        try {
            while (true) {
                FramePeer.Received frame = peer.next();
                if (frame.type() == FramePeer.GOAWAY) {
                    return frame.text().charAt(7);
                }
            }
        } catch (EOFException e) {
            throw new AssertionError("closed without GOAWAY", e);
        }
    }
}
