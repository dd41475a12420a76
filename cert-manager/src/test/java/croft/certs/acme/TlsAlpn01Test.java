package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and addresses proved by a certificate in a handshake.
class TlsAlpn01Test {
    private static Pebble pebble;
    private static AcmeAuthority authority;

    @BeforeAll
    static void start() throws Exception {
        pebble = Pebble.start();
        authority =
                new AcmeAuthority(
                        pebble.directory(),
                        Optional.of(pebble.serverRoot()),
                        InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        authority.close();
        pebble.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.test", "127.0.0.1"})
    void certifies(String name) throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView order = applicant.order(name);
        Proof.Alpn proof =
                (Proof.Alpn)
                        order.authorizations()
                                .getFirst()
                                .challenge("tls-alpn-01")
                                .orElseThrow()
                                .proof();
        AlpnCertificate shown =
                AlpnCertificate.of(Applicant.names(name).getFirst(), proof.digest(), Instant.now());
        try (Listener _ = new Listener(pebble.tlsPort(), shown.certificate(), shown.key())) {
            OrderView ready = applicant.prove(order, "tls-alpn-01", (_, _) -> {});
            X509Certificate leaf = applicant.finish(ready, Keys.p256(), name).getFirst().getFirst();
            assertThat(leaf.getSubjectAlternativeNames())
                    .extracting(entry -> entry.get(1))
                    .hasToString("[" + name + "]");
        }
    }

    @Test
    void refusesTheCertificateOfAnotherChallenge() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView order = applicant.order("other.test");
        AlpnCertificate shown =
                AlpnCertificate.of(
                        Applicant.names("other.test").getFirst(), new byte[32], Instant.now());
        try (Listener _ = new Listener(pebble.tlsPort(), shown.certificate(), shown.key())) {
            OrderView failed = applicant.prove(order, "tls-alpn-01", (_, _) -> {});
            assertThat(failed.authorizations().getFirst().problem().orElseThrow().kind())
                    .isEqualTo(AcmeTrouble.Kind.UNAUTHORIZED);
        }
    }

    /// Speaks `acme-tls/1` and nothing else.
    private static final class Listener implements AutoCloseable {
        private final SSLServerSocket listening;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Listener(int port, X509Certificate certificate, PrivateKey key) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("challenge", key, new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            listening =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(port, 10, InetAddress.getLoopbackAddress());
            SSLParameters parameters = listening.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
            listening.setSSLParameters(parameters);
            threads.execute(this::accept);
        }

        private void accept() {
            while (!listening.isClosed()) {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.startHandshake();
                    assertThat(socket.getInputStream().readAllBytes()).isEmpty();
                } catch (IOException _) {
                    // The authority has seen enough, or the test is over.
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
            threads.shutdownNow();
        }
    }
}
