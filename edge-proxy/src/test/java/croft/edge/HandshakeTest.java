package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.http2.FramePeer;
import croft.edge.listener.Doors;
import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.RawBackend;
import croft.platform.service.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both ports, from the first octet to the first request: who is shown which certificate, and who
/// is turned away, quietly.
@Timeout(60)
class HandshakeTest {
    private final Heard heard = new Heard();
    private final RawBackend backend = backend();
    private final TestEdge edge = TestEdge.forwarding(backend.origin(), "one.test", "two.test");

    private static RawBackend backend() {
        try {
            return RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void isOpen() {
        assertThat(edge.listener.connections()).isZero();
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        backend.close();
        heard.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.test", "two.test", "ONE.test"})
    void theCertificateIsThatOfTheNameAskedFor(String name) throws Exception {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), name)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(shown.getSubjectAlternativeNames().toString())
                    .contains(name.toLowerCase(Locale.ROOT));
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"three.test", ""})
    void aNameWithoutACertificateGetsAnAlertAndNoCertificate(String name) {
        assertThatThrownBy(() -> Tls.connect(edge.doors.https(), name))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
        isQuiet();
    }

    @Test
    void theProtocolIsTheClientsChoice() throws Exception {
        try (SSLSocket both = Tls.connect(edge.doors.https(), "one.test", "h2", "http/1.1");
                SSLSocket old = Tls.connect(edge.doors.https(), "one.test", "http/1.1");
                SSLSocket none = Tls.connect(edge.doors.https(), "one.test")) {
            assertThat(both.getApplicationProtocol()).isEqualTo("h2");
            assertThat(old.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(get(old, "one.test")).startsWith("HTTP/1.1 200 OK").endsWith("hello");
            assertThat(get(none, "one.test")).startsWith("HTTP/1.1 200 OK").endsWith("hello");
        }
    }

    @Test
    void thePlainPortRedirectsAndAlsoSpeaksTls() throws Exception {
        try (Socket plain = edge.plain();
                SSLSocket tls = Tls.connect(edge.doors.http(), "one.test")) {
            assertThat(get(plain, "one.test"))
                    .startsWith("HTTP/1.1 308 Permanent Redirect")
                    .contains("location: https://one.test/");
            assertThat(get(tls, "one.test")).startsWith("HTTP/1.1 200 OK").endsWith("hello");
        }
    }

    @Test
    void aSiteOfAnotherCertificateIsMisdirected() throws Exception {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "one.test");
                FramePeer peer = Tls.http2(edge, "one.test")) {
            assertThat(get(socket, "two.test")).startsWith("HTTP/1.1 421 ");
            assertThat(peer.get(1, "two.test", "/").next().status()).isEqualTo("421");
        }
    }

    @Test
    void whoeverSpeaksNoTlsOnTheTlsPortIsTurnedAwayQuietly() throws Exception {
        String[] openings = {
            "GET / HTTP/1.1\r\nHost: one.test\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005hello"
        };
        for (String opening : openings) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https())) {
                socket.setSoTimeout(Tls.PATIENCE_MILLIS);
                socket.getOutputStream().write(opening.getBytes(ISO_8859_1));
                drained(socket.getInputStream());
            }
        }
        isQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "http/1.1"})
    void aBrokenRecordBehindTheHandshakeEndsTheConnectionQuietly(String protocol) throws Exception {
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https());
                SSLSocket _ = Tls.over(tcp, "one.test", protocol)) {
            Eventually.until(() -> edge.listener.connections() == 1);
            tcp.getOutputStream().write(HexFormat.of().parseHex("17030300200102030405"));
            tcp.getOutputStream().write(new byte[64]);
            drained(tcp.getInputStream());
        }
        isQuiet();
    }

    @Test
    void aConnectionThatIsResetWithinTheHandshakeIsNoTrouble() throws Exception {
        byte[] begun = {22, 3, 1, 2, 0, 1, 0};
        for (int octets = 0; octets <= begun.length; octets++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https());
            socket.getOutputStream().write(begun, 0, octets);
            socket.setSoLinger(true, 0);
            socket.close();
        }
        isQuiet();
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingIsLeftOpen() {
        try (TestEdge other = new TestEdge(ListenerLimits.DEFAULT)) {
            Doors taken =
                    new Doors(
                            List.of(InetAddress.getLoopbackAddress()),
                            edge.doors.http(),
                            edge.doors.https());

            assertThatThrownBy(() -> other.listener.open(taken))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith("CROFT_HTTPS_PORT: cannot listen on ")
                    .hasMessageContaining(":" + edge.doors.https() + " ");
            assertThatThrownBy(other::plain).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aConnectionToThePlainPortThatStaysSilentIsClosed() throws Exception {
        ListenerLimits impatient =
                new ListenerLimits(10, Duration.ofMillis(50), Duration.ofSeconds(10));
        try (TestEdge other = new TestEdge(impatient);
                Socket socket = other.plain()) {
            socket.setSoTimeout(Tls.PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void connectionsOverTheLimitAreClosedAndTheOthersGoOn() throws Exception {
        ListenerLimits narrow =
                new ListenerLimits(1, Duration.ofSeconds(15), Duration.ofSeconds(10));
        try (TestEdge other = new TestEdge(narrow)) {
            other.forward(backend.origin(), "one.test");
            try (SSLSocket first = Tls.connect(other.doors.https(), "one.test")) {
                assertThatThrownBy(() -> Tls.connect(other.doors.https(), "one.test"))
                        .isInstanceOf(IOException.class);
                assertThat(get(first, "one.test")).startsWith("HTTP/1.1 200 OK");
            }
            Eventually.until(() -> other.listener.connections() == 0);
            try (SSLSocket next = Tls.connect(other.doors.https(), "one.test")) {
                assertThat(get(next, "one.test")).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    /// Ends the edge first, so that whatever there was to be said has been said.
    private void isQuiet() {
        edge.drain();
        edge.close();
        assertThat(heard.troubles()).isEmpty();
    }

    private static void drained(InputStream in) throws IOException {
        try {
            in.readAllBytes();
        } catch (SocketException e) {
            // a reset is an end, too
        }
    }

    private static String get(Socket socket, String host) throws IOException {
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(
                        ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
