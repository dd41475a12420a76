package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The certificate of tls-alpn-01, clause by clause.
class AlpnCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final String IDENTIFIER = "1.3.6.1.5.5.7.1.31";

    /// RFC 8737 §3 and RFC 8738 §4.
    @ParameterizedTest
    @CsvSource({"www.test, 2", "192.0.2.7, 7"})
    void namesOneNameAndCarriesTheProofInACriticalExtension(String name, int kind)
            throws Exception {
        byte[] digest = new Proof.Alpn("token.thumbprint").digest();
        AlpnCertificate made = AlpnCertificate.of(Applicant.names(name).getFirst(), digest, NOW);
        X509Certificate certificate = made.certificate();
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(kind, name));
        assertThat(certificate.getCriticalExtensionOIDs()).contains(IDENTIFIER);
        // An OCTET STRING of 32 bytes in the extension's own OCTET STRING.
        assertThat(HexFormat.of().formatHex(certificate.getExtensionValue(IDENTIFIER)))
                .isEqualTo("04220420" + HexFormat.of().formatHex(digest));
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(NOW));
        assertThat(made).asString().doesNotContain("BigInteger", "PrivateKey");
    }

    @Test
    void refusesADigestOfAnotherLength() {
        assertThatThrownBy(() ->
                        AlpnCertificate.of(
                                Applicant.names("www.test").getFirst(), new byte[31], NOW))
                .hasMessage("digest: 31 bytes (expected: 32, of SHA-256)");
    }
}
