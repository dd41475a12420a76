package croft.certs.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.Declarations;
import croft.certs.SetClock;
import croft.certs.TestVault;
import croft.certs.authority.LocalAuthority;
import croft.certs.vault.Accounts;
import croft.certs.vault.Resealing;
import croft.certs.vault.Vault;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A vault key can be exchanged for another while everything goes on.
class ResealingTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void sealsEverythingAnewSoThatTheOldKeyIsNotNeeded() throws Exception {
        try (TestVault database = new TestVault()) {
            var declaration = Declarations.of("a.test", "b.test");
            pass(database, database.replica(1)).run(declaration);
            new Accounts(database.tables(), TestVault.seal(1))
                    .prepare(
                            java.net.URI.create("https://acme.test/dir"),
                            java.security.KeyPairGenerator.getInstance("EC").generateKeyPair(),
                            java.util.Optional.empty(),
                            START);
            String serials = database.query("select serial from certs.current order by serial");
            assertThat(new Resealing(database.tables(), rotating()).run()).isEqualTo(4);
            assertThat(new Resealing(database.tables(), rotating()).run()).isZero();
            assertThat(pass(database, database.replica(2)).run(declaration).problem()).isEmpty();
            assertThat(new Accounts(database.tables(), TestVault.seal(2)).all()).hasSize(1);
            assertThat(database.query("select serial from certs.current order by serial"))
                    .isEqualTo(serials);
        }
    }

    private static Seal rotating() {
        return Seal.of(
                Secrets.of(
                        Path.of("none"),
                        Map.of(
                                "CROFT_SECRET_VAULT_KEY",
                                key(2),
                                "CROFT_SECRET_VAULT_KEY_PREVIOUS",
                                key(1))));
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static RenewalPass pass(TestVault database, Vault vault) throws IOException {
        return new RenewalPass(
                vault, database.efforts(), new LocalAuthority(), Errands.NONE, new SetClock(START));
    }
}
