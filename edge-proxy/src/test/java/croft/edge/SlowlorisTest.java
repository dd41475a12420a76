package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.http.Http1Limits;
import croft.edge.http.Progress;
import croft.edge.http1.Http1Timeouts;
import croft.edge.http2.FramePeer;
import croft.edge.http2.Http2Limits;
import croft.edge.listener.ListenerLimits;
import croft.edge.listener.ProtocolLimits;
import croft.edge.upstream.RawBackend;
import croft.edge.upstream.UpstreamSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that never quite stop, in every state of a connection: each is cut off, while somebody
/// else is served; with short limits, over real sockets. Who is merely slow is not.
@Timeout(120)
class SlowlorisTest {
    private static final String HOST = "site.test";
    private static final Duration BETWEEN_OCTETS = Duration.ofMillis(100);
    private static final Progress PROGRESS = new Progress(10_000, Duration.ofSeconds(2));
    private static final int HUGE = 1 << 30;
    private static final int PING = 6;

    private static final ProtocolLimits SHORT =
            new ProtocolLimits(
                    Http1Limits.DEFAULT,
                    new Http1Timeouts(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(5),
                            Duration.ofMillis(500),
                            PROGRESS),
                    new Http2Limits(
                            Http2Limits.DEFAULTS.streams(),
                            Http2Limits.DEFAULTS.heads(),
                            Http2Limits.DEFAULTS.rates(),
                            Http2Limits.DEFAULTS.memory(),
                            new Http2Limits.Patience(
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(2),
                                    Duration.ofMinutes(5),
                                    Duration.ofMinutes(5),
                                    PROGRESS)));

    private static RawBackend backend;
    private static TestEdge edge;

    /// A way to be slow.
    ///
    /// @param name what is shown
    private record Attack(String name, Drip drip) {}

    /// Goes on until the edge has had enough, and an [IOException] says so.
    private interface Drip {
        void run() throws IOException;
    }

    @BeforeAll
    static void open() throws IOException {
        backend =
                new RawBackend((connection, _) -> {
                    for (String head = connection.readHead();
                            !head.isEmpty();
                            head = connection.readHead()) {
                        answer(head, connection);
                    }
                });
        edge =
                new TestEdge(
                        new ListenerLimits(100, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        SHORT,
                        InstantSource.system(),
                        32 << 20,
                        UpstreamSettings.DEFAULT);
        edge.forward(backend.origin(), HOST);
    }

    @AfterAll
    static void close() throws IOException {
        edge.close();
        backend.close();
    }

    private static void answer(String head, RawBackend.Connection connection) throws IOException {
        ScriptedOrigin.Asked asked = ScriptedOrigin.Asked.of(head);
        switch (asked.path()) {
            case "/large" -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                String piece = "x".repeat(1 << 16);
                for (int i = 0; i < 15_000; i++) {
                    connection.send(piece);
                }
            }
            case "/swallow" -> connection.readAll();
            case "/switch" -> {
                connection.send(
                        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                connection.readAll();
            }
            default -> {
                if (asked.path().equals("/late")) {
                    Pause.of(Duration.ofSeconds(4));
                }
                String body = connection.read(Integer.parseInt(asked.field("content-length", "0")));
                connection.send(
                        ScriptedOrigin.response(
                                "200 OK", "hello", 5, "X-Length: " + body.length()));
            }
        }
    }

    private static List<Attack> attacks() {
        String post = "POST /swallow HTTP/1.1\r\nHost: site.test\r\n";
        return List.of(
                new Attack("TLS: a ClientHello, octet by octet", SlowlorisTest::dripClientHello),
                new Attack("TLS: a handshake that stops and drips", SlowlorisTest::dripHandshake),
                new Attack("TLS: nothing", () -> silent(tcp(edge.doors.https()))),
                new Attack("plain: nothing", () -> silent(tcp(edge.doors.http()))),
                new Attack("plain: a head", () -> drip(tcp(edge.doors.http()), "", "GET /aaaa")),
                new Attack("HTTP/1.1: nothing", () -> silent(http1())),
                new Attack("HTTP/1.1: an empty line", () -> drip(http1(), "\r\n", "")),
                new Attack("HTTP/1.1: a head", () -> drip(http1(), "GET / HTTP/1.1\r\nA: ", "a")),
                new Attack(
                        "HTTP/1.1: a body of known length",
                        () -> drip(http1(), post + "Content-Length: 9999\r\n\r\n", "a")),
                new Attack(
                        "HTTP/1.1: a body in chunks",
                        () ->
                                drip(
                                        http1(),
                                        post + "Transfer-Encoding: chunked\r\n\r\n",
                                        "1\r\na\r\n")),
                new Attack(
                        "HTTP/1.1: a body that nobody wants",
                        () ->
                                drip(
                                        http1(),
                                        "POST / HTTP/1.1\r\nHost: x.test\r\nContent-Length: 9999\r\n\r\n",
                                        "a")),
                new Attack(
                        "HTTP/1.1: more and more behind a refusal",
                        () -> drip(http1(), "BAD\r\n\r\n", "a")),
                new Attack(
                        "HTTP/1.1: nothing between requests",
                        () -> drip(http1(), "GET / HTTP/1.1\r\nHost: site.test\r\n\r\n", "")),
                new Attack(
                        "HTTP/1.1: an answer that is not read",
                        () -> sip(narrow("http/1.1"), false, large(), new byte[1])),
                new Attack(
                        "HTTP/1.1: an answer read octet by octet",
                        () -> sip(narrow("http/1.1"), true, large(), new byte[1])),
                new Attack(
                        "HTTP/2: the preface",
                        () -> drip(http2(), "", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")),
                new Attack(
                        "HTTP/2: a preface without SETTINGS",
                        () -> drip(http2(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "")),
                new Attack(
                        "HTTP/2: SETTINGS",
                        () ->
                                drip(
                                        http2(),
                                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0`\4\0\0\0\0\0",
                                        "\0")),
                new Attack(
                        "HTTP/2: a header block",
                        () ->
                                drip(
                                        http2(),
                                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                                                + "\0\0\0\1\1\0\0\0\1",
                                        "")),
                new Attack("HTTP/2: nothing", SlowlorisTest::idleHttp2),
                new Attack("HTTP/2: nothing but PING", SlowlorisTest::pings),
                new Attack("HTTP/2: a body", SlowlorisTest::dripBody),
                new Attack("HTTP/2: a window that stays shut", () -> windows(0)),
                new Attack("HTTP/2: a window that opens by one octet", () -> windows(1)),
                new Attack("HTTP/2: an answer that is not read", () -> sip(wideOpen(), false)),
                new Attack("HTTP/2: an answer read octet by octet", () -> sip(wideOpen(), true)));
    }

    private static void sip(Socket socket, boolean reads) throws IOException {
        sip(socket, reads, "", FramePeer.octets(PING, 0, 0, new byte[8]));
    }

    /// All of them at once, as it takes its time.
    @Test
    void whoNeverQuiteStopsIsCutOff() throws Exception {
        Map<String, Duration> lasted = new ConcurrentHashMap<>();
        Instant begun = Instant.now();
        for (Attack attack : attacks()) {
            Thread.ofVirtual()
                    .start(() -> {
                        run(attack);
                        lasted.put(attack.name(), Duration.between(begun, Instant.now()));
                    });
        }
        try (Visitor somebody = Visitor.Protocol.HTTP2.visit(edge, HOST)) {
            Eventually.until(() -> {
                assertThat(somebody.get("/").body()).isEqualTo("hello");
                Pause.of(BETWEEN_OCTETS);
                return lasted.size() == attacks().size();
            });
        }
        System.out.println("cut off after: " + new TreeMap<>(lasted));
        assertThat(lasted.values())
                .allSatisfy(time -> assertThat(time).isGreaterThan(Duration.ofMillis(900)));
        Eventually.until(() -> edge.listener.connections() == 0);
    }

    private static void run(Attack attack) {
        try {
            attack.drip.run();
        } catch (IOException _) {
            // cut off
        }
    }

    private static Socket tcp(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static Socket http1() throws IOException {
        return Tls.connect(edge.doors.https(), HOST, "http/1.1");
    }

    private static Socket http2() throws IOException {
        return Tls.connect(edge.doors.https(), HOST, "h2");
    }

    /// A socket that takes little before it is read.
    private static Socket narrow(String protocol) throws IOException {
        Socket tcp = new Socket();
        tcp.setReceiveBufferSize(4_096);
        tcp.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.doors.https()));
        return Tls.over(tcp, HOST, protocol);
    }

    private static String large() {
        return "GET /large HTTP/1.1\r\nHost: site.test\r\n\r\n";
    }

    private static Socket wideOpen() throws IOException {
        Socket socket = narrow("h2");
        new FramePeer(socket, FramePeer.INITIAL_WINDOW, HUGE)
                .windowUpdate(0, HUGE)
                .get(1, HOST, "/large");
        return socket;
    }

    private static void silent(Socket socket) throws IOException {
        drip(socket, "", "");
    }

    /// Sends `first`, then `again` over and over, an octet at a time; ends when the edge has
    /// closed.
    private static void drip(Socket socket, String first, String again) throws IOException {
        try (socket) {
            Thread reading = Thread.ofVirtual().start(() -> readToTheEnd(socket));
            OutputStream out = socket.getOutputStream();
            out.write(first.getBytes(US_ASCII));
            for (int i = 0; !isOver(i) && (reading.isAlive() || !again.isEmpty()); i++) {
                if (!again.isEmpty()) {
                    out.write(again.charAt(i % again.length()));
                }
                Pause.of(BETWEEN_OCTETS);
            }
        }
    }

    private static void readToTheEnd(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // an end, too
        }
    }

    private static void readToTheBitterEnd(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// Whether it has gone on for so long that the test has failed.
    private static boolean isOver(int octets) {
        return octets > 1_000;
    }

    /// Asks, goes on sending, and reads an octet at a time or none at all.
    private static void sip(Socket socket, boolean reads, String asked, byte[] again)
            throws IOException {
        try (socket) {
            socket.getOutputStream().write(asked.getBytes(US_ASCII));
            for (int i = 0; !isOver(i); i++) {
                socket.getOutputStream().write(again);
                if (reads && socket.getInputStream().read() < 0) {
                    return;
                }
                Pause.of(BETWEEN_OCTETS);
            }
        }
    }

    private static void dripClientHello() throws IOException {
        drip(tcp(edge.doors.https()), "", new String(clientHello(), ISO_8859_1));
    }

    private static void dripHandshake() throws IOException {
        Socket socket = tcp(edge.doors.https());
        socket.getOutputStream().write(clientHello());
        // a record of application data that is to come
        socket.getOutputStream().write(new byte[] {23, 3, 3, 64, 0});
        drip(socket, "", "\0");
    }

    private static byte[] clientHello() throws SSLException {
        SSLEngine engine = Tls.context().createSSLEngine(HOST, 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(HOST)));
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        out.flip();
        byte[] octets = new byte[out.remaining()];
        out.get(octets);
        return octets;
    }

    private static void idleHttp2() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.get(1, HOST, "/");
            while (peer.next().type() != FramePeer.GOAWAY) {
                // the answer, and then nothing for long
            }
        }
    }

    private static void pings() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            closeWhenReset(peer);
            for (int i = 0; !isOver(i); i++) {
                peer.send(FramePeer.octets(PING, 0, 0, new byte[8]));
                Pause.of(BETWEEN_OCTETS);
            }
        }
    }

    private static void dripBody() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            peer.headers(1, false, FramePeer.request("POST", HOST, "/swallow"));
            closeWhenReset(peer);
            for (int i = 0; !isOver(i); i++) {
                peer.data(1, false, "a");
                Pause.of(BETWEEN_OCTETS);
            }
        }
    }

    /// @param increment by which the window opens each time
    private static void windows(int increment) throws IOException {
        try (Socket socket = http2();
                FramePeer peer = new FramePeer(socket, FramePeer.INITIAL_WINDOW, increment)) {
            peer.get(1, HOST, "/large");
            closeWhenReset(peer);
            for (int i = 0; !isOver(i) && !socket.isClosed(); i++) {
                if (increment > 0) {
                    peer.windowUpdate(1, increment);
                }
                Pause.of(BETWEEN_OCTETS);
            }
        }
    }

    private static void closeWhenReset(FramePeer peer) {
        Thread.ofVirtual()
                .start(() -> {
                    try (peer) {
                        while (peer.next().type() != FramePeer.RST_STREAM) {
                            // some of the answer
                        }
                    } catch (IOException _) {
                        // an end, too
                    }
                });
    }

    @Test
    void whoIsOnlySlowIsServed() throws IOException {
        int pieces = 60;
        byte[] piece = new byte[1_000];
        try (Socket socket = http1();
                Http1Visitor visitor = new Http1Visitor(socket, HOST);
                FramePeer peer = Tls.http2(edge, HOST)) {
            socket.getOutputStream()
                    .write(
                            "POST / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 60000\r\n\r\n"
                                    .getBytes(US_ASCII));
            peer.headers(1, false, FramePeer.request("POST", HOST, "/", "content-length", "60000"));
            for (int i = 1; i <= pieces; i++) {
                socket.getOutputStream().write(piece);
                peer.data(1, i == pieces, piece);
                Pause.of(BETWEEN_OCTETS);
            }
            assertThat(visitor.receive().field("x-length")).isEqualTo("60000");
            assertThat(peer.next().fields()).containsEntry("x-length", "60000");
        }
    }

    @Test
    void aWebSocketAndALongPollMayTakeTheirTime() throws IOException {
        try (Socket socket = http1();
                Visitor one = Visitor.Protocol.HTTP1.visit(edge, HOST);
                Visitor two = Visitor.Protocol.HTTP2.visit(edge, HOST)) {
            socket.getOutputStream()
                    .write(
                            "GET /switch HTTP/1.1\r\nHost: site.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                                    .getBytes(US_ASCII));
            one.send("GET", "/late", "");
            two.send("GET", "/late", "");
            for (int i = 0; i < 50; i++) {
                socket.getOutputStream().write('a');
                Pause.of(BETWEEN_OCTETS);
            }
            assertThat(one.receive().body()).isEqualTo("hello");
            assertThat(two.receive().body()).isEqualTo("hello");
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> readToTheBitterEnd(socket))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
