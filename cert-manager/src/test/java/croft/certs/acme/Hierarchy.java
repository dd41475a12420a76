package croft.certs.acme;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Authorities for tests of chains: each has a whole name and a key, and signs others.
///
/// @param name as an X.500 name
record Hierarchy(String name, KeyPair key) {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    static Hierarchy of(String name) {
        return new Hierarchy(name, Keys.p256());
    }

    /// Its certificate signed by itself.
    X509Certificate root() throws Exception {
        return certifies(this);
    }

    /// A certificate of this one for another.
    X509Certificate certifies(Hierarchy other) throws Exception {
        Instant from = Instant.parse("2026-11-22T10:00:00Z");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Principal(name),
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(from),
                        Date.from(from.plus(Duration.ofDays(90))),
                        new X500Principal(other.name),
                        other.key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(key.getPrivate())));
    }
}
