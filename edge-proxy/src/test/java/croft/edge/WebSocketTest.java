package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A switched protocol, from the client's socket to the backend's: over HTTP/1.1 and over HTTP/2
/// (RFC 8441), to its end on whichever side.
@Timeout(60)
class WebSocketTest {
    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                    + "Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n";
    private static final Pattern KEY = Pattern.compile("sec-websocket-key: (\\S+)");
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: "
                    + "Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    @Test
    void theJdksClientTalksThroughTheEdge() throws Exception {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.send(SWITCH.formatted(accept(connection.readHead())));
                            // one masked text frame of two octets comes, "hi" goes back
                            connection.read(8);
                            connection.send("\u0081\u0002hi");
                            connection.send("\u0088\u0002\u0003\u00e8");
                            connection.readAll();
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                HttpClient client = Tls.client(HttpClient.Version.HTTP_1_1)) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            CompletableFuture<Integer> closed = new CompletableFuture<>();
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create("wss://localhost:" + edge.doors.https() + "/ws"),
                                    new WebSocket.Listener() {
                                        @Override
                                        public CompletionStage<?> onText(
                                                WebSocket from, CharSequence text, boolean last) {
                                            heard.complete(text.toString());
                                            from.request(1);
                                            return CompletableFuture.completedFuture(null);
                                        }

                                        @Override
                                        public CompletionStage<?> onClose(
                                                WebSocket from, int status, String reason) {
                                            closed.complete(status);
                                            return CompletableFuture.completedFuture(null);
                                        }
                                    })
                            .get(20, TimeUnit.SECONDS);
            socket.sendText("hi", true).get(20, TimeUnit.SECONDS);
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("hi");
            assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void overHttp2AStreamIsASocket() throws Exception {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.send(SWITCH.formatted(accept(connection.readHead())));
                            connection.send(connection.read(4));
                            connection.send(connection.readAll());
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            FramePeer.Received head = peer.connect(1, "localhost").next();
            assertThat(head.status()).isEqualTo("200");
            assertThat(head.fields()).doesNotContainKey("sec-websocket-accept");
            assertThat(peer.data(1, false, "ping").next().text()).isEqualTo("ping");
            assertThat(peer.data(1, true, "last").next().text()).isEqualTo("last");
            assertThat(peer.next().ends()).isTrue();
        }
    }

    @Test
    void overHttp2TheClientMayStillSpeakWhenTheBackendHasEnded() throws Exception {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend = endingFirst(rest);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            assertThat(peer.connect(1, "localhost").next().status()).isEqualTo("200");
            assertThat(peer.next().ends()).isTrue();
            peer.data(1, false, "good").data(1, true, "bye");
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEqualTo("goodbye");
            // the connection is whole, and the stream is gone
            assertThat(peer.connect(3, "localhost").next().status()).isEqualTo("200");
        }
    }

    @Test
    void overHttp2TheBackendIsLetGoWhenTheClientResetsWhatTheBackendHasEnded() throws Exception {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend = endingFirst(rest);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            peer.connect(1, "localhost").next();
            assertThat(peer.next().ends()).isTrue();
            peer.reset(1);
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void overHttp2ABackendThatHasEndedAndBreaksOffIsNoErrorOfTheAnswers() throws Exception {
        CompletableFuture<String> cut = new CompletableFuture<>();
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.send(SWITCH.formatted(accept(connection.readHead())));
                            connection.halfClose();
                            connection.read(4);
                            connection.reset();
                            cut.complete("cut");
                        });
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            assertThat(peer.connect(1, "localhost").next().status()).isEqualTo("200");
            assertThat(peer.next().ends()).isTrue();
            peer.data(1, false, "good");
            assertThat(cut.get(20, TimeUnit.SECONDS)).isEqualTo("cut");
            FramePeer.Received reset = peer.data(1, false, "more").next();
            assertThat(reset.type()).isEqualTo(FramePeer.RST_STREAM);
            assertThat(reset.text()).isEqualTo("\0\0\0\0");
        }
    }

    @Test
    void overHttp1TheBackendIsLetGoWhenTheClientEndsWhatTheBackendHasEnded() throws Exception {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend = endingFirst(rest);
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                SSLSocket socket = Tls.connect(edge.doors.https(), "localhost")) {
            socket.getOutputStream().write(UPGRADE.getBytes(US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 101 ");
            socket.shutdownOutput();
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void overHttp2AnAnswerThatDoesNotSwitchIsNoSwitch() throws Exception {
        try (RawBackend backend =
                        RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                TestEdge edge = TestEdge.forwarding(backend.origin(), "localhost");
                FramePeer peer = Tls.http2(edge, "localhost")) {
            FramePeer.Received head = peer.connect(1, "localhost").next();
            assertThat(head.status()).isEqualTo("502");
            assertThat(head.fields())
                    .containsEntry("proxy-status", "croft; error=http_upgrade_failed");
        }
    }

    /// A backend that ends its side at once and then listens.
    private static RawBackend endingFirst(CompletableFuture<String> rest) throws IOException {
        return new RawBackend((connection, _) -> {
            connection.send(SWITCH.formatted(accept(connection.readHead())));
            connection.halfClose();
            try {
                rest.complete(connection.readAll());
            } catch (IOException e) {
                // a reset lets go as well
                rest.complete("");
            }
        });
    }

    /// RFC 6455 §4.2.2.
    private static String accept(String head) {
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            return "no key";
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(
                                    (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                            .getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
