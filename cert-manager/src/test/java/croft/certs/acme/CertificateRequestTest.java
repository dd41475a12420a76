package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests for certificates, as openssl reads them.
class CertificateRequestTest {
    @TempDir Path folder;

    static Stream<Named<KeyPair>> keys() {
        return Stream.of(
                Named.of("P-256", Keys.p256()),
                Named.of("P-384", Keys.ec("secp384r1")),
                Named.of("RSA", Keys.rsa(2048)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void carriesItsNamesAndIsSignedByItsKey(KeyPair key) throws Exception {
        byte[] request =
                CertificateRequest.of(
                        Applicant.names("a.test", "*.a.test", "192.0.2.7", "2001:db8::7"), key);
        Path file = Files.write(folder.resolve("request.der"), request);
        Process openssl =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-inform",
                                "DER",
                                "-in",
                                file.toString(),
                                "-noout",
                                "-verify",
                                "-text",
                                "-nameopt",
                                "RFC2253")
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("verify OK")
                .contains(
                        "DNS:a.test, DNS:*.a.test, IP Address:192.0.2.7,"
                                + " IP Address:2001:DB8:0:0:0:0:0:7")
                .containsPattern("Subject: *\n");
    }

    @Test
    void refusesAKeyThatNoAuthorityTakes() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> CertificateRequest.of(Applicant.names("a.test"), key))
                .hasMessage("EdDSA key (expected: P-256, P-384 or RSA)");
    }
}
