package croft.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client must not send is refused with a status and an ended connection: by the whole
/// stack, without a hang and without a trace in the log. What each layer does with every octet is
/// tested in edge-proxy.
@Timeout(120)
class MalformedInputIT {
    private static final String HOST = "www.test.localhost";
    private static final String DOWN = "down.localhost";
    private static final String AUTHORITY = "Host: " + HOST + "\r\n";

    private static final String SETTINGS = "000000040000000000";
    private static final int GOAWAY = 7;

    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(folder.resolve("www/index.html"), "well");
        Files.writeString(
                folder.resolve("croft.yml"),
                "  - host: "
                        + DOWN
                        + "\n    proxy: http://127.0.0.1:"
                        + RunningCroft.freePort()
                        + "\n",
                StandardOpenOption.APPEND);
        stack = LiveStack.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @AfterEach
    void theEdgeIsAsWellAsBefore() throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, HOST, "http/1.1")) {
            assertThat(peer.send("GET / HTTP/1.1\r\n" + AUTHORITY + "\r\n").readAnswer().body())
                    .isEqualTo("well");
        }
        assertThat(stack.log("edge-proxy")).doesNotContain("\tat ");
        assertThat(stack.log("static-site")).doesNotContain("\tat ");
        assertThat(stack.croft().report().process("edge-proxy").orElseThrow().restarts()).isZero();
    }

    static Stream<Arguments> malformedRequests() {
        return Stream.of(
                Arguments.of("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
                Arguments.of(
                        "two hosts", 400, "GET / HTTP/1.1\r\n" + AUTHORITY + AUTHORITY + "\r\n"),
                Arguments.of("a host with a space", 400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                Arguments.of(
                        "a port out of range",
                        400,
                        "GET / HTTP/1.1\r\nHost: " + HOST + ":99999\r\n\r\n"),
                Arguments.of("no version", 400, "GET /\r\n\r\n"),
                Arguments.of("version 2.0", 505, "GET / HTTP/2.0\r\n" + AUTHORITY + "\r\n"),
                Arguments.of("version 1.1.1", 400, "GET / HTTP/1.1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of("two spaces", 400, "GET  / HTTP/1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of(
                        "a method with brackets", 400, "G[]T / HTTP/1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of(
                        "connect",
                        501,
                        "CONNECT " + HOST + ":443 HTTP/1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of(
                        "a control character",
                        400,
                        "GET /\u0001 HTTP/1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of(
                        "another scheme",
                        400,
                        "GET ftp://" + HOST + "/ HTTP/1.1\r\n" + AUTHORITY + "\r\n"),
                Arguments.of("a space before a colon", 400, field("X-A : 1")),
                Arguments.of("a field without a name", 400, field(": 1")),
                Arguments.of("a folded field", 400, field("X-A: 1\r\n 2")),
                Arguments.of("a null in a value", 400, field("X-A: \u0000")),
                Arguments.of(
                        "line feeds alone", 400, "GET / HTTP/1.1\n" + "Host: " + HOST + "\n\n"),
                Arguments.of("a carriage return alone", 400, field("X-A: 1\rX-B: 2")),
                Arguments.of("a field too long", 431, field("X-A: " + "a".repeat(10_000))),
                Arguments.of("too many fields", 431, field("X-A: 1\r\n".repeat(1_000) + "X-B: 1")),
                Arguments.of(
                        "a path too long", 414, "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n"),
                Arguments.of("a negative length", 400, field("Content-Length: -1")),
                Arguments.of("a length with a sign", 400, field("Content-Length: +1")),
                Arguments.of(
                        "a length beyond all", 400, field("Content-Length: 9" + "9".repeat(30))),
                Arguments.of("two lengths", 400, field("Content-Length: 1\r\nContent-Length: 2")),
                Arguments.of(
                        "length and chunks",
                        400,
                        field("Content-Length: 4\r\nTransfer-Encoding: chunked")),
                Arguments.of("an unknown coding", 501, field("Transfer-Encoding: rot13")),
                Arguments.of("chunked twice", 400, field("Transfer-Encoding: chunked, chunked")),
                Arguments.of(
                        "a chunk of no size",
                        400,
                        field("Transfer-Encoding: chunked") + "zz\r\n\r\n"),
                Arguments.of("a field that expects more", 417, field("Expect: 200-ok")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformedRequests")
    void aMalformedRequestIsRefused(String what, int status, String request) throws Exception {
        String answer;
        try (RawPeer peer = RawPeer.tls(stack, HOST, "http/1.1")) {
            answer = new String(peer.send(request).readToEnd(), ISO_8859_1);
        }

        assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\nconnection: close\r\n");
    }

    /// Without it, what the client still sends makes its system drop the answer unread.
    @Test
    void aRefusalReachesAClientThatGoesOnSending() throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, HOST, "http/1.1")) {
            peer.send("GET / HTTP/1.1\r\n" + AUTHORITY + "X-A: ");
            for (int i = 0; i < 500; i++) {
                peer.send("a".repeat(1_000));
            }
            assertThat(peer.readAnswer().status()).isEqualTo(431);
        }
    }

    static Stream<Arguments> malformedFrames() {
        return Stream.of(
                Arguments.of("not a preface", "474554202f20485454502f312e310d0a0d0a", false),
                Arguments.of("no settings first", "0000080600000000000102030405060708", true),
                Arguments.of("settings of five octets", "0000050400000000000000000000", true),
                Arguments.of("settings on a stream", "000000040000000001", true),
                Arguments.of("data on stream 0", SETTINGS + "000001000000000000" + "00", true),
                Arguments.of(
                        "data on an idle stream", SETTINGS + "000001000000000001" + "00", true),
                Arguments.of("an even stream", SETTINGS + "000001010500000002" + "82", true),
                Arguments.of(
                        "continuation of nothing", SETTINGS + "000001090400000001" + "82", true),
                Arguments.of("index 0 of HPACK", SETTINGS + "000001010500000001" + "80", true),
                Arguments.of(
                        "an index far beyond the table",
                        SETTINGS + "000006010500000001" + "ffffffffff0f",
                        true),
                Arguments.of("a window of 0", SETTINGS + "00000408000000000000000000", true),
                Arguments.of("a frame of 16 MB", SETTINGS + "ffffff000000000001", true));
    }

    /// @param goodPreface whether the connection preface is sent before
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedFrames")
    void aMalformedFrameEndsTheConnection(String what, String frames, boolean goodPreface)
            throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, HOST, "h2")) {
            assertThat(peer.protocol()).isEqualTo("h2");
            peer.send(goodPreface ? "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" : "");
            byte[] answer = peer.send(HexFormat.of().parseHex(frames)).readToEnd();

            assertThat(lastFrameType(answer)).as(what).isEqualTo(GOAWAY);
        }
    }

    @Test
    void whatIsNotTlsOnTheTlsPortEndsTheConnection() throws Exception {
        for (String octets :
                new String[] {
                    "GET / HTTP/1.1\r\n" + AUTHORITY + "\r\n",
                    "\u0016\u0003\u0001\u00ff\u00ff" + "\u0000".repeat(200),
                    "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000",
                    "\u0080".repeat(5_000)
                }) {
            try (RawPeer peer = RawPeer.tcp(stack.httpsPort())) {
                byte[] answer = peer.send(octets).readToEnd();
                assertThat(answer.length).isLessThan(20);
            }
        }
    }

    @Test
    void whatIsNotHttpOnThePlainPortEndsTheConnection() throws Exception {
        for (String octets : new String[] {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "hello\r\n\r\n"}) {
            try (RawPeer peer = RawPeer.tcp(stack.croft().httpPort())) {
                assertThat(new String(peer.send(octets).readToEnd(), ISO_8859_1))
                        .matches("(?s)(HTTP/1.1 (400|505) .*)?");
            }
        }
    }

    @Test
    void aBackendThatIsDownGetsAPageWithTheRequestsId() throws Exception {
        try (RawPeer peer = RawPeer.tls(stack, DOWN, "http/1.1")) {
            String request = "GET / HTTP/1.1\r\nHost: " + DOWN + "\r\n\r\n";
            RawPeer.Answer answer = peer.send(request).readAnswer();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.fields())
                    .containsEntry("content-type", "text/html; charset=utf-8")
                    .containsEntry("proxy-status", "croft; error=connection_refused")
                    .containsEntry("cache-control", "no-store")
                    .containsKey("x-request-id");
            assertThat(answer.body())
                    .contains("<style>", "Down at the moment", answer.fields().get("x-request-id"))
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void aBackendThatAnswersNonsenseGetsTheSamePage() throws Exception {
        try (var backend = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(backend));
            Files.writeString(
                    stack.folder().resolve("croft.yml"),
                    "  - host: mad.localhost\n    proxy: http://127.0.0.1:"
                            + backend.getLocalPort()
                            + "\n",
                    StandardOpenOption.APPEND);
            String request = "GET / HTTP/1.1\r\nHost: mad.localhost\r\n\r\n";
            stack.awaitThat(
                    "nonsense becomes 502",
                    () -> {
                        try (RawPeer peer = RawPeer.tls(stack, "mad.localhost", "http/1.1")) {
                            RawPeer.Answer answer = peer.send(request).readAnswer();
                            return answer.status() == 502
                                    && answer.fields()
                                            .getOrDefault("proxy-status", "")
                                            .startsWith("croft; error=http_protocol_error");
                        }
                    });
        }
    }

    private static void answerNonsense(ServerSocket backend) {
        try {
            while (true) {
                try (var socket = backend.accept()) {
                    socket.getOutputStream().write("what?\r\n\r\n".getBytes(ISO_8859_1));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                }
            }
        } catch (IOException e) {
            // the test has ended
        }
    }

    private static String field(String line) {
        return "POST / HTTP/1.1\r\n" + AUTHORITY + line + "\r\n\r\n";
    }

    /// RFC 9113 §4.1: three octets of length, one of type, five more, the payload.
    private static int lastFrameType(byte[] frames) {
        int type = -1;
        for (int at = 0; at + 9 <= frames.length; ) {
            int length =
                    ((frames[at] & 0xff) << 16)
                            | ((frames[at + 1] & 0xff) << 8)
                            | (frames[at + 2] & 0xff);
            type = frames[at + 3];
            at += 9 + length;
        }
        return type;
    }
}
