package croft.certs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.certs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys as OpenSSL writes them, in all the forms that clients have used.
class KeyTextTest {
    @TempDir private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl ecparam -name prime256v1 -genkey -out key.pem",
                "openssl ecparam -name prime256v1 -genkey -noout -out key.pem",
                "openssl ecparam -name secp384r1 -genkey -noout -out key.pem",
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem",
                "openssl genrsa -traditional -out key.pem 2048",
                "openssl genrsa -out key.pem 2048"
            })
    void readsAKeyAndFindsItsPublicOne(String command) throws Exception {
        Programs.run("openssl", folder, command.split(" ", -1));
        KeyPair pair = KeyText.read(Files.readString(folder.resolve("key.pem")));
        Signature signature = Signature.getInstance("SHA256with" + algorithm(pair));
        signature.initSign(pair.getPrivate());
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(new byte[] {1, 2, 3});
        assertThat(signature.verify(signed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl ec -in key.pem -aes128 -passout pass:secret -out sealed.pem",
                "openssl pkcs8 -topk8 -in key.pem -passout pass:secret -out sealed.pem"
            })
    void saysThatAKeyIsProtectedByAPassword(String command) throws Exception {
        Programs.run(
                "openssl",
                folder,
                "openssl ecparam -name prime256v1 -genkey -noout -out key.pem".split(" ", -1));
        Programs.run("openssl", folder, command.split(" ", -1));
        refused(Files.readString(folder.resolve("sealed.pem")), "protected by a password");
    }

    @Test
    void takesNoWeakKeyAndNoOtherKind() throws Exception {
        Programs.run("openssl", folder, "openssl genrsa -out weak.pem 1024".split(" ", -1));
        refused(Files.readString(folder.resolve("weak.pem")), "an RSA key of 1024 bits");
        Programs.run(
                "openssl", folder, "openssl genpkey -algorithm ed25519 -out ed.pem".split(" ", -1));
        refused(Files.readString(folder.resolve("ed.pem")), "expected: an RSA or EC key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of the kind",
                "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\n"
            })
    void saysThatThereIsNoKeyAndQuotesNothing(String text) {
        assertThatThrownBy(() -> KeyText.read(text))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("expected: an RSA or EC key as PEM")
                .message()
                .doesNotContain("nonsense", "MAA=");
    }

    private static void refused(String pem, String why) {
        assertThatThrownBy(() -> KeyText.read(pem))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining(why);
    }

    private static String algorithm(KeyPair pair) {
        return pair.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
    }
}
