package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.listener.ListenerLimits;
import croft.edge.tls.Hello;
import croft.edge.tls.Presented;
import croft.edge.tls.TestCertificate;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An authority looks for a proof on the TLS port (RFC 8737): it is shown the certificate that was
/// made for it, or none; and it alone is.
@Timeout(60)
class TlsProofTest {
    private static final String ACME = "acme-tls/1";
    private static final String UNRECOGNIZED_NAME = "15030300020270";

    private final Presented proof = proof("one.test");
    private final AtomicInteger asked = new AtomicInteger();
    private final RawBackend backend = backend();
    private final TestEdge edge = new TestEdge(ListenerLimits.DEFAULT);

    private static RawBackend backend() {
        try {
            return RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Presented proof(String name) {
        try {
            return Presented.forChallenge(TestCertificate.of(name));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() {
        edge.forward(backend.origin(), "one.test", "two.test");
        edge.proofs =
                name -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(
                            name.equals("one.test") ? Optional.of(proof) : Optional.empty());
                };
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        backend.close();
    }

    @Test
    void theProofIsShownAndNothingIsSaidBehindIt() throws IOException {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "One.Test", ACME)) {
            assertThat(socket.getApplicationProtocol()).isEqualTo(ACME);
            assertThat(Tls.serial(socket)).isEqualTo(proof.certificate().serial());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        Eventually.until(() -> edge.listener.connections() == 0);
    }

    @Test
    void inTls12Too() throws IOException {
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https());
                SSLSocket socket =
                        Tls.over(
                                tcp,
                                "one.test",
                                parameters -> {
                                    parameters.setProtocols(new String[] {"TLSv1.2"});
                                    parameters.setApplicationProtocols(new String[] {ACME});
                                })) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(Tls.serial(socket)).isEqualTo(proof.certificate().serial());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two.test", "unknown.test", ""})
    void whereNothingIsToBeProvedNothingIsShown(String name) {
        assertThatThrownBy(() -> Tls.connect(edge.doors.https(), name, ACME))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
    }

    @Test
    void whoOffersMoreIsAVisitor() throws IOException {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "one.test", ACME, "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(Tls.serial(socket)).isNotEqualTo(proof.certificate().serial());
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aProofThatIsLookedForIsWaitedFor() throws IOException {
        CompletableFuture<Optional<Presented>> late = new CompletableFuture<>();
        edge.proofs =
                _ -> {
                    asked.incrementAndGet();
                    return late;
                };
        CompletableFuture<String> shown =
                CompletableFuture.supplyAsync(
                        () -> {
                            try (SSLSocket socket =
                                    Tls.connect(edge.doors.https(), "one.test", ACME)) {
                                return Tls.serial(socket);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> Thread.ofVirtual().start(task));
        Eventually.until(() -> asked.get() == 1);
        try (SSLSocket visitor = Tls.connect(edge.doors.https(), "two.test")) {
            assertThat(visitor.getSession().isValid()).as("others go on").isTrue();
        }
        late.complete(Optional.of(proof));
        assertThat(shown.join()).isEqualTo(proof.certificate().serial());
    }

    @Test
    void whoIsGoneBeforeTheAnswerIsNoTrouble() throws IOException {
        CompletableFuture<Optional<Presented>> late = new CompletableFuture<>();
        edge.proofs =
                _ -> {
                    asked.incrementAndGet();
                    return late;
                };
        try (Heard heard = new Heard()) {
            try (Socket socket = hello("one.test")) {
                Eventually.until(() -> asked.get() == 1);
                socket.setSoLinger(true, 0);
            }
            Eventually.until(() -> edge.listener.connections() == 0);
            late.complete(Optional.of(proof));
            edge.drain();
            edge.close();
            assertThat(heard.troubles()).isEmpty();
        }
    }

    @Test
    void aLookThatFailsIsNoProof() throws IOException {
        edge.proofs = _ -> CompletableFuture.failedFuture(new IllegalStateException("no"));
        try (Socket socket = hello("one.test")) {
            assertThat(HexFormat.of().formatHex(socket.getInputStream().readAllBytes()))
                    .isEqualTo(UNRECOGNIZED_NAME);
        }
    }

    private Socket hello(String name) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https());
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        socket.getOutputStream().write(Hello.of(name, ACME).record());
        return socket;
    }
}
