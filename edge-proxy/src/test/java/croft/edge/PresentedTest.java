package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.listener.ListenerLimits;
import croft.edge.tls.HeldCertificate;
import croft.edge.tls.TestCertificate;
import croft.edge.upstream.RawBackend;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.SiteLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which of a site's certificates a visitor is shown: by what his client can check, and by how he
/// has called.
@Timeout(60)
class PresentedTest {
    private static final String HOST = "one.test";

    private final RawBackend backend = backend();
    private final TestEdge edge = new TestEdge(ListenerLimits.DEFAULT);
    private final HeldCertificate main = TestCertificate.of(HOST);
    private final HeldCertificate beside = TestCertificate.rsa(HOST);

    private static RawBackend backend() {
        try {
            return RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
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
    void whoCanCheckTheMainOneGetsIt() throws IOException {
        edge.certificates.replace(List.of(main, beside));
        assertThat(shown(_ -> {})).isEqualTo(main.serial());
        assertThat(shown(signatures("ecdsa_secp256r1_sha256"))).isEqualTo(main.serial());
        assertThat(shown(signatures("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256")))
                .isEqualTo(main.serial());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoCanOnlyCheckRsaGetsTheOneBesideIt(String version) throws IOException {
        edge.certificates.replace(List.of(main, beside));
        assertThat(
                        shown(parameters -> {
                            parameters.setProtocols(new String[] {version});
                            signatures("rsa_pss_rsae_sha256").accept(parameters);
                        }))
                .isEqualTo(beside.serial());
    }

    @Test
    void whoHasOnlyCipherSuitesForRsaGetsTheOneBesideIt() throws IOException {
        edge.certificates.replace(List.of(main, beside));
        assertThat(
                        shown(parameters -> {
                            parameters.setProtocols(new String[] {"TLSv1.2"});
                            parameters.setCipherSuites(
                                    new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
                        }))
                .isEqualTo(beside.serial());
    }

    @Test
    void withoutOneBesideItOldClientsAreTurnedAway() {
        edge.certificates.replace(List.of(main));
        assertThatThrownBy(() -> shown(signatures("rsa_pss_rsae_sha256")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whoTypesInAnAddressIsLedToTheSite() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        HeldCertificate addressed = TestCertificate.forAddresses(here.getHostAddress());
        edge.certificates.replace(List.of(main, addressed));
        edge.serve(
                new Declaration(
                        Optional.empty(),
                        CertificatePolicy.DEFAULT,
                        List.of(
                                new Site(
                                        new HostName(HOST),
                                        List.of(),
                                        new Serving.Proxy(backend.origin()),
                                        CachePolicy.of(CachePolicy.Preset.APP),
                                        SiteLimits.NONE,
                                        CertificatePolicy.DEFAULT.terms(),
                                        List.of(here)))));
        String host = here.getHostAddress();
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "", "http/1.1")) {
            assertThat(Tls.serial(socket)).isEqualTo(addressed.serial());
            Visitor visitor = new Http1Visitor(socket, host);
            Reply reply = visitor.get("/a?b");
            assertThat(reply.status()).isEqualTo(308);
            assertThat(reply.field("location")).isEqualTo("https://one.test/a?b");
        }
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "", "h2");
                Visitor visitor = new Http2Visitor(socket, host)) {
            assertThat(visitor.get("/").field("location")).isEqualTo("https://one.test/");
            assertThat(visitor.get("/").status()).isEqualTo(308);
        }
        try (Visitor plain = new Http1Visitor(edge.plain(), host)) {
            assertThat(plain.get("/a?b").field("location")).isEqualTo("https://one.test/a?b");
        }
        try (Visitor other = new Http1Visitor(edge.plain(), "192.0.2.9")) {
            assertThat(other.get("/").status()).isEqualTo(421);
        }
        try (Visitor visitor = Visitor.Protocol.HTTP1.visit(edge, HOST)) {
            assertThat(visitor.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void overTheCertificateOfAnAddressNoSiteIsServed() throws IOException {
        edge.forward(backend.origin(), HOST);
        edge.certificates.replace(List.of(main, TestCertificate.forAddresses("192.0.2.1")));
        try (SSLSocket socket = Tls.connect(edge.doors.https(), "", "http/1.1");
                Visitor visitor = new Http1Visitor(socket, HOST)) {
            assertThat(visitor.get("/").status()).isEqualTo(421);
        }
    }

    private static Consumer<SSLParameters> signatures(String... schemes) {
        return parameters -> parameters.setSignatureSchemes(schemes);
    }

    private String shown(Consumer<SSLParameters> client) throws IOException {
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), edge.doors.https());
                SSLSocket socket = Tls.over(tcp, HOST, client)) {
            return Tls.serial(socket);
        }
    }
}
