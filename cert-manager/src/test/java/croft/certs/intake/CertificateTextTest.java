package croft.certs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.certs.Programs;
import croft.certs.vault.Issued;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Chains and keys that belong together, or do not.
class CertificateTextTest {
    @TempDir private Path folder = Path.of("unset");

    @BeforeEach
    void makeHierarchy() throws Exception {
        Files.writeString(
                folder.resolve("make.sh"),
                """
                set -e
                new() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
                    -subj "/CN=$1" -keyout "$1.key" -out "$1.pem" "${@:2}"; }
                new root
                new middle -CA root.pem -CAkey root.key -addext basicConstraints=critical,CA:TRUE
                new leaf -CA middle.pem -CAkey middle.key -addext basicConstraints=CA:FALSE \
                    -addext "subjectAltName=DNS:www.Example.net,DNS:*.a.test,IP:192.0.2.1"
                new other
                touch empty
                """);
        Programs.Ended made = Programs.run("openssl", folder, "bash", "make.sh");
        assertThat(made.code()).as(made.output()).isZero();
    }

    @Test
    void putsTheChainInOrderAndLeavesTheRootOut() throws Exception {
        Issued issued =
                CertificateText.read(
                        "Bag Attributes\n"
                                + text("root.pem", "other.pem", "middle.pem", "leaf.pem"),
                        text("leaf.key"));
        assertThat(issued.chain())
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=leaf", "CN=middle");
        assertThat(CertificateText.names(issued.chain().getFirst()))
                .containsExactly("www.example.net", "*.a.test", "192.0.2.1");
    }

    @Test
    void saysThatTheKeyBelongsToAnother() {
        refused("leaf.pem", "other.key", "the key does not belong to the certificate");
    }

    @Test
    void saysThatThereIsNoCertificate() {
        refused("leaf.key", "leaf.key", "the certificate is not readable");
        refused("empty", "leaf.key", "there is no certificate in it");
    }

    @Test
    void saysThatACertificateIsDamaged() throws Exception {
        String pem = text("leaf.pem");
        Files.writeString(folder.resolve("damaged.pem"), pem.replaceFirst("\nMII", "\nXII"));
        refused("damaged.pem", "leaf.key", "the certificate is not readable");
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.net, true",
        "example.net, false",
        "x.a.test, true",
        "*.a.test, true",
        "x.y.a.test, false",
        "a.test, false",
        "192.0.2.1, true",
        "192.0.2.2, false"
    })
    void coversWhatItIsFor(String name, boolean covered) {
        assertThat(
                        CertificateText.covers(
                                List.of("www.example.net", "*.a.test", "192.0.2.1"), name))
                .isEqualTo(covered);
    }

    private void refused(String chain, String key, String why) {
        assertThatThrownBy(() -> CertificateText.read(text(chain), text(key)))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining(why);
    }

    private String text(String... files) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String file : files) {
            text.append(Files.readString(folder.resolve(file)));
        }
        return text.toString();
    }
}
