package croft.certs.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a certificate is called.
class IssuedTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /// One serial in sixteen begins with a zero digit, and every second one takes a sign octet.
    @ParameterizedTest
    @ValueSource(strings = {"1", "a1b2c3", "91fb1cd95fcfd4c", "ff00000000000001", "7f00"})
    void spellsItsSerialAsTheEdgeDoes(String serial) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Principal name = new X500Principal("CN=a.test");
        var certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                name,
                                                new BigInteger(serial, 16),
                                                Date.from(START),
                                                Date.from(START.plus(Duration.ofDays(1))),
                                                name,
                                                keys.getPublic())
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withECDSA")
                                                        .build(keys.getPrivate())));
        assertThat(new Issued(List.of(certificate), keys.getPrivate()).serial()).isEqualTo(serial);
    }
}
