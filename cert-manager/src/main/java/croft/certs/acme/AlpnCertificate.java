package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What is presented to an authority that offers the protocol `acme-tls/1` (RFC 8737): a
/// certificate for one name, signed by itself, with the proof in an extension. It is presented to
/// nobody else.
///
/// acme4j has a builder for it that signs with RSA whatever the key is.
///
/// @param key P-256
public record AlpnCertificate(X509Certificate certificate, PrivateKey key) {
    /// RFC 8737 §6.1: id-pe-acmeIdentifier.
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
            new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private static final X500Principal SUBJECT = new X500Principal("CN=ACME challenge");

    /// An authority looks within hours, if at all.
    private static final Duration LIFE = Duration.ofDays(7);

    private static final int SERIAL_BITS = 126;

    /// One with a key of its own.
    ///
    /// @param name what is proved; no wildcard
    /// @param digest [Proof.Alpn#digest]
    public static AlpnCertificate of(CertificateName name, byte[] digest, Instant now) {
        if (digest.length != 32) {
            throw new IllegalArgumentException(
                    "digest: " + digest.length + " bytes (expected: 32, of SHA-256)");
        }
        SecureRandom random = new SecureRandom();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            SUBJECT,
                            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                            date(now.minus(LIFE)),
                            date(now.plus(LIFE)),
                            SUBJECT,
                            pair.getPublic());
            builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            AlternativeNames.of(List.of(name)))
                    .addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest));
            return new AlpnCertificate(
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(pair.getPrivate()))),
                    pair.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK has no P-256 with SHA256withECDSA", e);
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "AlpnCertificate[" + certificate.getSerialNumber().toString(16) + "]";
    }

    private static Date date(Instant instant) {
        return Date.from(instant.truncatedTo(ChronoUnit.SECONDS));
    }
}
