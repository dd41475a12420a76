package croft.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.certs.Programs;
import croft.certs.vault.Pem;
import croft.certs.vault.Root;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateKey;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a root may sign for, that others hold it to that, and when another root is needed.
class ScopeTest {
    private final Instant now = Instant.now();

    private final LocalAuthority authority = new LocalAuthority();

    @TempDir private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "a.b.localhost, true",
        "*.blog.test, true",
        "*.test, true",
        "127.9.8.7, true",
        "::1, true",
        "localhost.example.net, false",
        "notlocalhost, false",
        "example.net, false",
        "*.example.net, false",
        "128.0.0.1, false",
        "::2, false"
    })
    void permitsNamesOfThisMachineOnly(String name, boolean permitted) {
        assertThat(Scope.DEVELOPMENT.covers(NameSet.of(List.of(name)))).isEqualTo(permitted);
    }

    @Test
    void growsByWhatIsWantedAndNoFurther() {
        Scope scope =
                Scope.of(
                        List.of(
                                NameSet.of(List.of("www.example.net", "example.net")),
                                NameSet.of(List.of("*.blog.example.org")),
                                NameSet.of(List.of("a.test")),
                                NameSet.of(List.of("192.0.2.7", "2001:db8::7"))));
        assertThat(scope.zones())
                .containsExactly("blog.example.org", "example.net", "localhost", "test");
        assertThat(scope.networks())
                .containsExactlyInAnyOrder(
                        "127.0.0.0/8", "192.0.2.7/32", "2001:db8::7/128", "::1/128");
    }

    @Test
    void isWrittenIntoTheRootAndReadFromIt() {
        Scope scope =
                Scope.of(List.of(NameSet.of(List.of("example.net", "192.0.2.7", "2001:db8::7"))));
        X509Certificate root = authority.create(scope, now).certificate();
        assertThat(Scope.of(root)).contains(scope);
        assertThat(root.getCriticalExtensionOIDs()).contains(Extension.nameConstraints.getId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.bank.example", "192.0.2.1", "*.example.net", "localhost.example"})
    void opensslBelievesNoLeafOutside(String name) throws Exception {
        Root root = authority.create(Scope.DEVELOPMENT, now);
        assertThat(verified(root, forged(root, name))).contains("permitted subtree violation");
        assertThat(verified(root, forged(root, "www.blog.test"))).contains("leaf.pem: OK");
    }

    @Test
    void signsNothingOutside() {
        Root root = authority.create(Scope.DEVELOPMENT, now);
        assertThatThrownBy(() ->
                        authority.issue(
                                root, NameSet.of(List.of("example.net")), CertificateKey.P256, now))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example.net: outside the root's constraints");
    }

    @Test
    void keepsTheRootWhileItCoversWhatIsWanted() {
        X509Certificate root =
                authority.create(Scope.of(wanted("example.net", "a.test")), now).certificate();
        assertThat(authority.choice(Scope.of(wanted("www.example.net")), now).willDo(root))
                .isTrue();
        assertThat(authority.choice(Scope.DEVELOPMENT, now).willDo(root)).isTrue();
    }

    @Test
    void makesAWiderRootForADomainThatIsNew() {
        X509Certificate old = authority.create(Scope.of(wanted("example.net")), now).certificate();
        RootChoice choice = authority.choice(Scope.of(wanted("example.org")), now);
        assertThat(choice.willDo(old)).isFalse();
        X509Certificate wider = choice.make().certificate();
        assertThat(Scope.of(wider).orElseThrow().zones())
                .containsExactly("example.net", "example.org", "localhost", "test");
        assertThat(wider.getSubjectX500Principal()).isNotEqualTo(old.getSubjectX500Principal());
    }

    @Test
    void takesNoRootWithoutConstraints() throws Exception {
        Root root = authority.create(Scope.DEVELOPMENT, now);
        assertThat(authority.choice(Scope.DEVELOPMENT, now).willDo(forged(root, "www.blog.test")))
                .isFalse();
    }

    private static List<NameSet> wanted(String... hosts) {
        return List.of(NameSet.of(List.of(hosts)));
    }

    /// Signed by the root's key, as by somebody who stole it.
    private X509Certificate forged(Root root, String name) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var builder =
                new JcaX509v3CertificateBuilder(
                                root.certificate().getSubjectX500Principal(),
                                BigInteger.TWO.pow(70),
                                Date.from(now.minus(Duration.ofMinutes(5))),
                                Date.from(now.plus(Duration.ofDays(1))),
                                new X500Principal("CN=" + name),
                                keys.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(
                                        new GeneralName(
                                                name.matches("[0-9.]+")
                                                        ? GeneralName.iPAddress
                                                        : GeneralName.dNSName,
                                                name)));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(root.key())));
    }

    private String verified(Root root, X509Certificate leaf) throws Exception {
        Files.writeString(folder.resolve("root.pem"), Pem.of(List.of(root.certificate())));
        Files.writeString(folder.resolve("leaf.pem"), Pem.of(List.of(leaf)));
        return Programs.run(
                        "openssl",
                        folder,
                        "openssl",
                        "verify",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        "root.pem",
                        "leaf.pem")
                .output();
    }
}
