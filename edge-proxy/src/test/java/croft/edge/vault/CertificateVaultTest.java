package croft.edge.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.tls.CertificateVariant;
import croft.edge.tls.Certificates;
import croft.edge.tls.CertifiedAddress;
import croft.edge.tls.HeldCertificate;
import croft.edge.tls.TestCertificate;
import croft.platform.declaration.HostName;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import croft.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The edge starts from its local copy when the database is away, and from as much of it as can be
/// used.
class CertificateVaultTest {
    /// Nobody listens on port 1.
    private static final Database AWAY =
            new Database("jdbc:postgresql://127.0.0.1:1/croft", "edge", "secret");

    private static final Seal SEAL = seal((byte) 1);

    @TempDir private Path folder;

    private final Certificates inUse = new Certificates(Instant.EPOCH);

    @Test
    void whatWasCopiedIsPresentedWhileTheDatabaseIsAway() throws Exception {
        HeldCertificate one = TestCertificate.of("one.test", "www.one.test");
        copy().write(List.of(stored(one), stored(TestCertificate.of("two.test"))));
        CertificateVault vault = vault(SEAL);

        vault.loadCopy();

        assertThat(inUse.held()).hasSize(2);
        assertThat(inUse.held().getFirst().serial()).isEqualTo(one.serial());
        assertThat(vault.problem()).isEmpty();
        assertThatThrownBy(vault::load).isInstanceOf(SQLException.class);
        assertThat(inUse.held()).hasSize(2);
    }

    @Test
    void withoutACopyNothingIsPresented() {
        vault(SEAL).loadCopy();

        assertThat(inUse.held()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a b c d\n", "one two\n", "\u00e9\n", "\u0000"})
    void aSpoiltCopyIsNotUsed(String text) throws Exception {
        copy().write(List.of(stored(TestCertificate.of("one.test"))));
        Files.writeString(copy().file(), Files.readString(copy().file()) + text);

        vault(SEAL).loadCopy();

        assertThat(inUse.held()).isEmpty();
        assertThatThrownBy(() -> copy().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a copy of certificates");
    }

    @Test
    void anotherVaultKeyOpensNothingAndSaysSo() throws Exception {
        copy().write(List.of(stored(TestCertificate.of("one.test"))));
        CertificateVault vault = vault(seal((byte) 2));

        vault.loadCopy();

        assertThat(inUse.held()).isEmpty();
        assertThat(vault.problem())
                .hasValueSatisfying(problem -> {
                    assertThat(problem).contains("one.test");
                });
    }

    @Test
    void oneThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        StoredCertificate good = stored(TestCertificate.of("one.test"));
        StoredCertificate noChain =
                new StoredCertificate(
                        List.of("two.test"),
                        CertificateVariant.MAIN,
                        UUID.randomUUID(),
                        "not PEM",
                        good.sealedKey());
        copy().write(List.of(noChain, good));
        CertificateVault vault = vault(SEAL);

        vault.loadCopy();

        assertThat(inUse.held()).hasSize(1);
        assertThat(inUse.find("one.test")).isNotNull();
        assertThat(vault.problem()).isPresent();
    }

    @Test
    void variantsAndAddressesAreCopiedToo() throws Exception {
        HeldCertificate main = TestCertificate.of("one.test");
        HeldCertificate beside = TestCertificate.rsa("one.test");
        HeldCertificate addresses = TestCertificate.forAddresses("192.0.2.1", "2001:db8::1");
        copy().write(List.of(stored(main), stored(beside), stored(addresses)));

        vault(SEAL).loadCopy();

        assertThat(inUse.held())
                .extracting(HeldCertificate::toString)
                .containsExactly(main.toString(), beside.toString(), addresses.toString());
    }

    @Test
    void aCopyOfBeforeThereWereVariantsIsStillRead() throws Exception {
        HeldCertificate one = TestCertificate.of("one.test");
        copy().write(List.of(stored(one)));
        Files.writeString(copy().file(), Files.readString(copy().file()).replace(" main\n", "\n"));
        assertThat(Files.readString(copy().file()).split(" ", -1)).hasSize(4);

        vault(SEAL).loadCopy();

        assertThat(inUse.held())
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.serial()).isEqualTo(one.serial());
                    assertThat(held.variant()).isEqualTo(CertificateVariant.MAIN);
                });
    }

    @Test
    void aVariantThatCannotBeOpenedLeavesItsPredecessorInUseAndNotTheMainOne() throws Exception {
        HeldCertificate main = TestCertificate.of("one.test");
        HeldCertificate beside = TestCertificate.rsa("one.test");
        CertificateVault vault = vault(SEAL);
        vault.take(List.of(stored(main), stored(beside)));
        StoredCertificate next = stored(TestCertificate.rsa("one.test"));

        vault.take(
                List.of(
                        stored(main),
                        new StoredCertificate(
                                next.names(),
                                next.variant(),
                                UUID.randomUUID(),
                                next.chainPem(),
                                next.sealedKey())));

        assertThat(inUse.held())
                .extracting(HeldCertificate::serial)
                .containsExactly(main.serial(), beside.serial());
        assertThat(vault.problem()).isPresent();
    }

    @Test
    void anEmptiedDatabaseTakesNothingOutOfUse() throws Exception {
        copy().write(List.of(stored(TestCertificate.of("one.test"))));
        CertificateVault vault = vault(SEAL);
        vault.loadCopy();

        vault.take(List.of());

        assertThat(inUse.find("one.test")).isNotNull();
        assertThat(copy().read()).hasSize(1);
        assertThat(vault.problem()).isPresent();

        vault.take(List.of(stored(TestCertificate.of("two.test"))));

        assertThat(inUse.find("one.test")).isNull();
        assertThat(inUse.find("two.test")).isNotNull();
        assertThat(vault.problem()).isEmpty();
    }

    private CertificateVault vault(Seal seal) {
        return new CertificateVault(AWAY, folder.resolve("certificates"), seal, inUse);
    }

    private LocalCopy copy() {
        return new LocalCopy(folder.resolve("certificates"));
    }

    private static Seal seal(byte octet) {
        byte[] key = new byte[32];
        key[0] = octet;
        return Seal.of(
                Secrets.of(
                        Path.of("none"),
                        Map.of("CROFT_SECRET_VAULT_KEY", Base64.getEncoder().encodeToString(key))));
    }

    /// As cert-manager stores it.
    private static StoredCertificate stored(HeldCertificate held)
            throws CertificateEncodingException {
        UUID version = UUID.randomUUID();
        byte[] sealed =
                SEAL.seal(new SealContext("certs.version:" + version), held.key().getEncoded());
        String pem =
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(held.chain().getFirst().getEncoded())
                        + "\n-----END CERTIFICATE-----\n";
        return new StoredCertificate(
                held.names().isEmpty()
                        ? held.addresses().stream().map(CertifiedAddress::text).toList()
                        : held.names().stream().map(HostName::value).toList(),
                held.variant(),
                version,
                pem,
                Base64.getEncoder().encodeToString(sealed));
    }
}
