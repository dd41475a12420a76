package croft.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.certs.vault.Issued;
import croft.certs.vault.Pem;
import croft.certs.vault.Root;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the authority signs, others verify.
class LocalAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    private final LocalAuthority authority = new LocalAuthority();
    private final Root root = authority.create(Scope.DEVELOPMENT, NOW);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"www.blog.localhost", "*.blog.test", "localhost"})
    void opensslAcceptsALeafForItsName(String name) throws Exception {
        Issued leaf =
                authority.issue(
                        root, NameSet.of(List.of(name, "second.test")), CertificateKey.P256, NOW);
        Path rootFile =
                Files.writeString(folder.resolve("root.pem"), Pem.of(List.of(root.certificate())));
        Path leafFile = Files.writeString(folder.resolve("leaf.pem"), Pem.of(leaf.chain()));
        String asked = name.replace("*", "any");
        assertThat(openssl(rootFile, leafFile, asked)).contains("leaf.pem: OK");
        assertThat(openssl(rootFile, leafFile, "second.test")).contains("leaf.pem: OK");
        assertThat(openssl(rootFile, leafFile, "other.test")).contains("hostname mismatch");
    }

    @Test
    void opensslAcceptsALeafForItsAddresses() throws Exception {
        NameSet names = NameSet.of(List.of("192.0.2.1", "2001:db8::1"));
        Root own = authority.create(Scope.of(List.of(names)), NOW);
        Issued leaf = authority.issue(own, names, CertificateKey.P256, NOW);
        Path rootFile =
                Files.writeString(folder.resolve("root.pem"), Pem.of(List.of(own.certificate())));
        Path leafFile = Files.writeString(folder.resolve("leaf.pem"), Pem.of(leaf.chain()));
        assertThat(openssl(rootFile, leafFile, "-verify_ip", "192.0.2.1")).contains("leaf.pem: OK");
        assertThat(openssl(rootFile, leafFile, "-verify_ip", "2001:db8:0:0::1"))
                .contains("leaf.pem: OK");
        assertThat(openssl(rootFile, leafFile, "-verify_ip", "192.0.2.2"))
                .contains("IP address mismatch");
    }

    @Test
    void javaAcceptsALeaf() throws Exception {
        Issued leaf =
                authority.issue(
                        root, NameSet.of(List.of("www.blog.test")), CertificateKey.P256, NOW);
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain()),
                        parameters);
    }

    @Test
    void makesALeafThatBrowsersTake() throws Exception {
        X509Certificate leaf =
                authority
                        .issue(
                                root,
                                NameSet.of(List.of("a.test", "b.test")),
                                CertificateKey.P256,
                                NOW)
                        .chain()
                        .getFirst();
        assertThat(leaf.getNotBefore().toInstant())
                .isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(Instant.parse("2026-11-29T10:00:00Z"));
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "a.test"), List.of(2, "b.test"));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).startsWith(true, false);
        assertThat(leaf.getSerialNumber().bitLength()).isBetween(65, 159);
        assertThat(leaf.getSerialNumber().signum()).isPositive();
        assertThat(((ECPublicKey) leaf.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
    }

    @ParameterizedTest
    @EnumSource
    void makesTheKeyThatIsAskedFor(CertificateKey key) {
        X509Certificate leaf =
                authority.issue(root, NameSet.of(List.of("a.test")), key, NOW).chain().getFirst();
        assertThat(Held.Origin.keyOf(leaf.getPublicKey())).contains(key);
    }

    @Test
    void makesARootThatSignsLeavesAndNothingElse() {
        X509Certificate certificate = root.certificate();
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(certificate.getKeyUsage())
                .isEqualTo(
                        new boolean[] {
                            false, false, false, false, false, true, true, false, false
                        });
        assertThat(Duration.between(NOW, certificate.getNotAfter().toInstant()).toDays())
                .isBetween(3648L, 3650L);
        assertThat(root.name()).matches("CN=Croft local authority [0-9a-f]{8},O=Croft");
        assertThat(authority.create(Scope.DEVELOPMENT, NOW).name()).isNotEqualTo(root.name());
    }

    @Test
    void leavesTheSubjectOutWhenTheNameIsTooLong() {
        String name = "a".repeat(60) + ".long.test";
        X509Certificate leaf =
                authority
                        .issue(root, NameSet.of(List.of(name)), CertificateKey.P256, NOW)
                        .chain()
                        .getFirst();
        assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
        assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.17");
    }

    @Test
    void neverSignsBeyondTheRootsLife() {
        Instant late = root.certificate().getNotAfter().toInstant().minus(Duration.ofDays(3));
        X509Certificate leaf =
                authority
                        .issue(root, NameSet.of(List.of("a.test")), CertificateKey.P256, late)
                        .chain()
                        .getFirst();
        assertThat(leaf.getNotAfter()).isEqualTo(root.certificate().getNotAfter());
        assertThat(authority.choice(Scope.DEVELOPMENT, late).willDo(root.certificate())).isFalse();
        assertThat(authority.choice(Scope.DEVELOPMENT, NOW).willDo(root.certificate())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2050-01-01T00:00:00Z"})
    void refusesToSignWhenTheClockIsOutsideTheRootsLife(Instant now) {
        assertThatThrownBy(() ->
                        authority.issue(
                                root, NameSet.of(List.of("a.test")), CertificateKey.P256, now))
                .isInstanceOf(OutsideRootLife.class)
                .hasMessageContainingAll("the clock says " + now, "put the clock right");
    }

    private String openssl(Path rootFile, Path leafFile, String name) throws Exception {
        return openssl(rootFile, leafFile, "-verify_hostname", name);
    }

    private String openssl(Path rootFile, Path leafFile, String check, String name)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "verify",
                                "-x509_strict",
                                "-purpose",
                                "sslserver",
                                "-attime",
                                Long.toString(NOW.getEpochSecond()),
                                check,
                                name,
                                "-CAfile",
                                rootFile.toString(),
                                leafFile.toString())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
