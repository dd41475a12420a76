package croft.edge.tls;

import croft.platform.declaration.HostName;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/// Certificates for tests, signed by themselves.
public final class TestCertificate {
    private TestCertificate() {}

    public static HeldCertificate of(String... names) {
        X509Bundle bundle = bundle(Instant.now().plus(30, ChronoUnit.DAYS), names);
        return new HeldCertificate(
                hostNames(names),
                List.of(bundle.getCertificate()),
                bundle.getKeyPair().getPrivate());
    }

    /// One with an RSA key, held beside the main one.
    public static HeldCertificate rsa(String... names) {
        X509Bundle bundle = bundle(Instant.now().plus(30, ChronoUnit.DAYS), true, names);
        return new HeldCertificate(
                hostNames(names),
                List.of(),
                CertificateVariant.RSA,
                List.of(bundle.getCertificate()),
                bundle.getKeyPair().getPrivate());
    }

    /// One for addresses.
    public static HeldCertificate forAddresses(String... addresses) {
        X509Bundle bundle = bundle(Instant.now().plus(30, ChronoUnit.DAYS));
        return new HeldCertificate(
                List.of(),
                Arrays.stream(addresses)
                        .map(text -> new CertifiedAddress(text, InetAddress.ofLiteral(text)))
                        .toList(),
                CertificateVariant.MAIN,
                List.of(bundle.getCertificate()),
                bundle.getKeyPair().getPrivate());
    }

    static HeldCertificate until(Instant notAfter, String... names) {
        X509Bundle bundle = bundle(notAfter, names);
        return new HeldCertificate(
                hostNames(names),
                List.of(bundle.getCertificate()),
                bundle.getKeyPair().getPrivate());
    }

    /// A certificate with a key that is not its own.
    static HeldCertificate broken(String... names) {
        Instant notAfter = Instant.now().plus(30, ChronoUnit.DAYS);
        return new HeldCertificate(
                hostNames(names),
                List.of(bundle(notAfter, names).getCertificate()),
                bundle(notAfter, names).getKeyPair().getPrivate());
    }

    private static X509Bundle bundle(Instant notAfter, String... names) {
        return bundle(notAfter, false, names);
    }

    private static X509Bundle bundle(Instant notAfter, boolean rsa, String... names) {
        CertificateBuilder kind = new CertificateBuilder();
        CertificateBuilder builder =
                (rsa ? kind.rsa2048() : kind.ecp256())
                        .subject("CN=test")
                        .notBefore(Instant.now().minus(1, ChronoUnit.DAYS))
                        .notAfter(notAfter)
                        .setIsCertificateAuthority(true);
        // Netty's builder takes no wildcard; what is looked up are the names of HeldCertificate.
        Arrays.stream(names).map(name -> name.replace("*", "any")).forEach(builder::addSanDnsName);
        try {
            return builder.buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<HostName> hostNames(String... names) {
        return Arrays.stream(names).map(HostName::new).toList();
    }
}
