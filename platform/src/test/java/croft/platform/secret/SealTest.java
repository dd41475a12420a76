package croft.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sealed opens with the same key in the same place, and nowhere else.
class SealTest {
    private static final SealContext CONTEXT = new SealContext("certs.version:1");
    private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

    private final Seal seal = Seal.of(master(1), new SecureRandom());

    @Test
    void opensWhatItSealed() throws CannotOpen {
        assertThat(seal.open(CONTEXT, seal.seal(CONTEXT, PLAIN))).isEqualTo(PLAIN);
        assertThat(seal.open(CONTEXT, seal.seal(CONTEXT, new byte[0]))).isEmpty();
    }

    /// The format is stored for years. This value was computed by hand from the class comment with
    /// another implementation; if the test fails, what users have stored no longer opens.
    @Test
    void opensAValueOfTheFirstVersion() throws CannotOpen {
        byte[] stored = HexFormat.of().parseHex(STORED);
        assertThat(seal.open(CONTEXT, stored)).isEqualTo(PLAIN);
    }

    @Test
    void writesTheFirstVersion() {
        Seal fixed = Seal.of(master(1), () -> 0x0706050403020100L);
        assertThat(HexFormat.of().formatHex(fixed.seal(CONTEXT, PLAIN))).isEqualTo(STORED);
    }

    @Test
    void sealsTheSameValueDifferentlyEachTime() {
        assertThat(seal.seal(CONTEXT, PLAIN)).isNotEqualTo(seal.seal(CONTEXT, PLAIN));
    }

    @Test
    void staysShutForAnotherKey() {
        Seal other = Seal.of(master(2), new SecureRandom());
        assertShut(other, CONTEXT, seal.seal(CONTEXT, PLAIN), CannotOpen.Reason.OTHER_KEY);
    }

    @Test
    void opensWhatTheKeyBeforeHasSealedAndSealsWithTheNewOne() throws CannotOpen {
        Seal rotating =
                Seal.of(
                        Secrets.of(
                                Path.of("none"),
                                Map.of(
                                        "CROFT_SECRET_VAULT_KEY",
                                        Base64.getEncoder().encodeToString(master(2)),
                                        "CROFT_SECRET_VAULT_KEY_PREVIOUS",
                                        Base64.getEncoder().encodeToString(master(1)))));
        byte[] old = seal.seal(CONTEXT, PLAIN);
        assertThat(rotating.isCurrent(old)).isFalse();
        assertThat(rotating.open(CONTEXT, old)).isEqualTo(PLAIN);
        byte[] anew = rotating.seal(CONTEXT, PLAIN);
        assertThat(rotating.isCurrent(anew)).isTrue();
        assertThat(Seal.of(master(2), new SecureRandom()).open(CONTEXT, anew)).isEqualTo(PLAIN);
        assertShut(seal, CONTEXT, anew, CannotOpen.Reason.OTHER_KEY);
    }

    @Test
    void staysShutInAnotherPlace() {
        SealContext other = new SealContext("certs.version:2");
        assertShut(seal, other, seal.seal(CONTEXT, PLAIN), CannotOpen.Reason.ALTERED);
    }

    @Test
    void staysShutWhateverByteIsAltered() {
        byte[] sealed = seal.seal(CONTEXT, PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> seal.open(CONTEXT, altered)).isInstanceOf(CannotOpen.class);
        }
    }

    @Test
    void staysShutWhereverItIsCut() {
        byte[] sealed = seal.seal(CONTEXT, PLAIN);
        for (int i = 0; i < sealed.length; i++) {
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> seal.open(CONTEXT, cut)).isInstanceOf(CannotOpen.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "c2hvcnQ=", "/w=="})
    void refusesAMasterThatIsNot32Bytes(String text) {
        Secrets secrets = Secrets.of(Path.of("none"), Map.of("CROFT_SECRET_VAULT_KEY", text));
        assertThatThrownBy(() -> Seal.of(secrets))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("expected: 32 random bytes in base64")
                .hasMessageNotContaining(text);
    }

    @Test
    void takesTheMasterFromTheSecrets() throws CannotOpen {
        String text = Base64.getEncoder().encodeToString(master(1));
        Seal read = Seal.of(Secrets.of(Path.of("none"), Map.of("CROFT_SECRET_VAULT_KEY", text)));
        assertThat(read.open(CONTEXT, seal.seal(CONTEXT, PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void showsNoMaterial() {
        assertThat(seal.toString()).matches("seal with key [0-9a-f]{8}");
        byte[] altered = seal.seal(CONTEXT, PLAIN);
        altered[altered.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open(CONTEXT, altered))
                .hasMessageStartingWith("certs.version:1: altered")
                .hasNoCause();
    }

    private static void assertShut(
            Seal seal, SealContext context, byte[] sealed, CannotOpen.Reason reason) {
        assertThatThrownBy(() -> seal.open(context, sealed))
                .isInstanceOfSatisfying(
                        CannotOpen.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static byte[] master(int fill) {
        byte[] master = new byte[32];
        Arrays.fill(master, (byte) fill);
        return master;
    }

    private static final String STORED =
            "01873b2117000102030405060700010203aad1e7960a3decde0edba82714076197149b20e603c8a6c3fa850b40c4";
}
