package croft.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where secrets are read from, and what is said when they are not there.
class SecretsTest {
    private static final SecretName TOKEN = new SecretName("operator-token");

    @TempDir Path outside;
    private Path folder = Path.of("");

    @BeforeEach
    void makesTheFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("secrets"));
    }

    @Test
    void readsAFile() throws IOException {
        Files.writeString(folder.resolve("operator-token"), "s3cret");
        assertThat(secrets().read(TOKEN)).isEqualTo("s3cret");
    }

    @Test
    void prefersTheEnvironment() throws IOException {
        Files.writeString(folder.resolve("operator-token"), "from the file");
        Secrets secrets =
                Secrets.of(folder, Map.of("CROFT_SECRET_OPERATOR_TOKEN", "from the environment"));
        assertThat(secrets.read(TOKEN)).isEqualTo("from the environment");
    }

    @ParameterizedTest
    @CsvSource({"'a\n', 'a'", "'a\r\n', 'a'", "'a\n\n', 'a\n'", "' a ', ' a '"})
    void dropsOneNewlineAtTheEndAndNothingElse(String stored, String read) throws IOException {
        Files.writeString(folder.resolve("operator-token"), stored);
        assertThat(secrets().read(TOKEN)).isEqualTo(read);
    }

    @Test
    void readsAChangedFileAnew() throws IOException {
        Secrets secrets = secrets();
        Files.writeString(folder.resolve("operator-token"), "old");
        secrets.read(TOKEN);
        Files.writeString(folder.resolve("operator-token"), "new");
        assertThat(secrets.read(TOKEN)).isEqualTo("new");
    }

    @Test
    void saysWhereItLookedAndHowToMakeOne() {
        assertThatThrownBy(() -> secrets().read(TOKEN))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContainingAll(
                        "operator-token: not found",
                        "CROFT_SECRET_OPERATOR_TOKEN",
                        folder.resolve("operator-token").toString(),
                        "openssl rand -base64 32 >");
    }

    @Test
    void saysTheSameWhenTheFolderIsMissing() {
        Secrets secrets = Secrets.of(folder.resolve("none"), Map.of());
        assertThatThrownBy(() -> secrets.read(TOKEN)).isInstanceOf(MissingSecret.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../passwd", "a/b", "A", "a_b", "-a", "a-", "a--b", "a\u0000", "."})
    void refusesNamesThatAreNotPlain(String name) {
        assertThatThrownBy(() -> new SecretName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not the name of a secret");
    }

    @Test
    void refusesALinkThatLeavesTheFolder() throws IOException {
        Path elsewhere = Files.writeString(outside.resolve("elsewhere"), "not ours");
        Files.createSymbolicLink(folder.resolve("operator-token"), elsewhere);
        assertThatThrownBy(() -> secrets().read(TOKEN))
                .isInstanceOf(UnusableSecret.class)
                .hasMessageContaining("outside")
                .hasMessageNotContaining("not ours");
    }

    @Test
    void followsALinkWithinTheFolder() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("..data")).resolve("t"), "linked");
        Files.createSymbolicLink(folder.resolve("operator-token"), Path.of("..data/t"));
        assertThat(secrets().read(TOKEN)).isEqualTo("linked");
    }

    @Test
    void refusesWhatIsTooLargeEmptyOrNotText() throws IOException {
        Path file = folder.resolve("operator-token");
        Files.write(file, new byte[64 * 1024 + 1]);
        assertUnusable("larger than 65536 bytes");
        Files.writeString(file, "\n");
        assertUnusable("empty");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertUnusable("not UTF-8 text");
        Files.delete(file);
        Files.createDirectory(file);
        assertUnusable("is not a file");
    }

    private void assertUnusable(String message) {
        assertThatThrownBy(() -> secrets().read(TOKEN))
                .isInstanceOf(UnusableSecret.class)
                .isNotInstanceOf(MissingSecret.class)
                .hasMessageContaining(message);
    }

    private Secrets secrets() {
        return Secrets.of(folder, Map.of());
    }
}
