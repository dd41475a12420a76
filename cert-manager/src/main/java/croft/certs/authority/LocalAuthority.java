package croft.certs.authority;

import static java.security.spec.RSAKeyGenParameterSpec.F4;

import croft.certs.vault.Issued;
import croft.certs.vault.Root;
import croft.certs.wanted.CertificateName;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes the development root and signs with it. The root has a P-256 key: every client of the last
/// ten years verifies it, and it is quick on small machines. Leaves have the kind that is declared.
///
/// The root signs leaves directly (`pathLenConstraint` 0): an intermediate protects a root that is
/// kept offline, and this one is not. It may sign for its [Scope] alone. Its name carries the start
/// of its key's digest, because trust stores look issuers up by name and confuse two roots of one
/// name.
public final class LocalAuthority {
    private static final Duration ROOT_LIFE = Duration.ofDays(3650);

    /// Nothing revokes a leaf, so its life bounds what a stolen key is worth. A week costs nothing,
    /// as the authority is on this machine, has every installation renew several times a month, and
    /// outlasts a laptop that sleeps over a long week-end; one that slept longer gets a new leaf
    /// within a second of waking.
    private static final Duration LEAF_LIFE = Duration.ofDays(7);

    /// Clients' clocks are behind by minutes more often than one would think.
    private static final Duration BACKDATED = Duration.ofHours(1);

    /// RFC 5280 §4.1.2.2 allows 20 octets; 64 random bits are the least that browsers ask for.
    private static final int SERIAL_BITS = 126;

    /// RFC 5280 Appendix A.1: `ub-common-name`.
    private static final int LONGEST_COMMON_NAME = 64;

    private final SecureRandom random = new SecureRandom();

    /// Which root signs now.
    ///
    /// @param scope what it has to cover
    public RootChoice choice(Scope scope, Instant now) {
        return new RootChoice(this, scope, now);
    }

    /// A new root.
    ///
    /// @param scope what it may sign for
    public Root create(Scope scope, Instant now) {
        KeyPair keys = keys(CertificateKey.P256);
        X500Principal name =
                new X500Principal(
                        "CN=Croft local authority " + keyDigest(keys.getPublic()) + ",O=Croft");
        Instant from = now.minus(BACKDATED);
        X509v3CertificateBuilder builder =
                builder(name, from, from.plus(ROOT_LIFE), name, keys.getPublic());
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.nameConstraints, true, scope.constraints())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(keys.getPublic()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("no root could be encoded", e);
        }
        return new Root(sign(builder, keys.getPrivate()), keys.getPrivate());
    }

    /// A certificate for these names, with a new key of this kind.
    ///
    /// @throws OutsideRootLife if the root is not valid at `now`, because the clock is wrong or was
    ///   when the root was made
    public Issued issue(Root root, NameSet names, CertificateKey key, Instant now) {
        X509Certificate issuer = root.certificate();
        if (now.isBefore(issuer.getNotBefore().toInstant())
                || now.isAfter(issuer.getNotAfter().toInstant())) {
            throw new OutsideRootLife(issuer, now);
        }
        if (Scope.of(issuer).filter(scope -> scope.covers(names)).isEmpty()) {
            throw new IllegalArgumentException(
                    names + ": outside the root's constraints (expected: a root chosen for them)");
        }
        KeyPair keys = keys(key);
        X509v3CertificateBuilder builder =
                builder(
                        issuer.getSubjectX500Principal(),
                        later(now.minus(BACKDATED), issuer.getNotBefore().toInstant()),
                        earlier(now.plus(LEAF_LIFE), issuer.getNotAfter().toInstant()),
                        subject(names),
                        keys.getPublic());
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    // RFC 5280 §4.2.1.6: critical where the subject is empty.
                    .addExtension(
                            Extension.subjectAlternativeName,
                            subject(names).getName().isEmpty(),
                            new GeneralNames(
                                    names.names().stream()
                                            .map(LocalAuthority::alternativeName)
                                            .toArray(GeneralName[]::new)))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate could be encoded", e);
        }
        return new Issued(List.of(sign(builder, root.key())), keys.getPrivate());
    }

    private X509v3CertificateBuilder builder(
            X500Principal issuer, Instant from, Instant to, X500Principal subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial(), date(from), date(to), subject, key);
    }

    private BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
    }

    /// Clients that check constraints read a common name as a host's, so an address is none.
    private static X500Principal subject(NameSet names) {
        return switch (names.first()) {
            case CertificateName.Dns dns when dns.text().length() <= LONGEST_COMMON_NAME ->
                    new X500Principal("CN=" + dns.text());
            case CertificateName.Dns _, CertificateName.Address _ -> new X500Principal("");
        };
    }

    private static GeneralName alternativeName(CertificateName name) {
        return switch (name) {
            case CertificateName.Dns dns -> new GeneralName(GeneralName.dNSName, dns.text());
            case CertificateName.Address address ->
                    new GeneralName(GeneralName.iPAddress, address.text());
        };
    }

    private KeyPair keys(CertificateKey key) {
        try {
            return switch (key) {
                case P256 -> keys("EC", new ECGenParameterSpec("secp256r1"));
                case P384 -> keys("EC", new ECGenParameterSpec("secp384r1"));
                case RSA2048 -> keys("RSA", new RSAKeyGenParameterSpec(2048, F4));
                case RSA3072 -> keys("RSA", new RSAKeyGenParameterSpec(3072, F4));
                case RSA4096 -> keys("RSA", new RSAKeyGenParameterSpec(4096, F4));
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + key.word(), e);
        }
    }

    private KeyPair keys(String algorithm, AlgorithmParameterSpec kind)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(kind, random);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA256withECDSA", e);
        }
    }

    private static String keyDigest(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Date date(Instant instant) {
        return Date.from(instant.truncatedTo(ChronoUnit.SECONDS));
    }
}
