package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.launch.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a root is installed, and that it goes again.
class TrustStoreTest {
    @TempDir private Path folder = Path.of("unset");

    private AuthorityFile authority = new AuthorityFile(DataFolder.of(Path.of("unset")));

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new AuthorityFile(DataFolder.of(folder));
        Files.createDirectories(authority.path().getParent());
        Path store = folder.resolve("keys.p12");
        List<String> access =
                List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", "root");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=Test root", access);
        keytool("-exportcert", "-rfc", "-file", authority.path().toString(), access);
    }

    @Test
    void installsAndRemovesACertificateInAFolderOfTheSystem() throws Exception {
        AuthorityFile.Root root = authority.read();
        Path certificates = folder.resolve("ca/certificates");
        var store = new TrustStore.Folder(certificates, ".crt", List.of("true"));
        Path installed = certificates.resolve(root.name() + ".crt");

        assertThat(store.install(root, authority.path()).done()).isTrue();
        assertThat(installed).hasSameTextualContentAs(authority.path());
        assertThat(store.install(root, authority.path()).done()).isTrue();

        assertThat(store.uninstall(root).done()).isTrue();
        assertThat(installed).doesNotExist();
        assertThat(store.uninstall(root).said()).isEqualTo("was not installed");
    }

    @Test
    void saysWhenTheSystemDidNotTakeIt() throws Exception {
        var store = new TrustStore.Folder(folder.resolve("ca"), ".crt", List.of("false"));

        assertThat(store.install(authority.read(), authority.path()).done()).isFalse();
    }

    @Test
    void writesThePemThatWasRead() throws Exception {
        assertThat(authority.read().pem().replace("\n", ""))
                .isEqualTo(Files.readString(authority.path()).replaceAll("\\s*\\R", ""));
    }

    @Test
    void findsTheDatabasesOfBrowsers() throws IOException {
        for (String database : List.of(".pki/nssdb", ".mozilla/firefox/abc.default")) {
            Files.createDirectories(folder.resolve(database));
            Files.createFile(folder.resolve(database).resolve("cert9.db"));
        }
        Files.createDirectories(folder.resolve(".mozilla/firefox/Crash Reports"));

        assertThat(TrustStore.Nss.in(folder))
                .extracting(TrustStore.Nss::browser)
                .containsExactly("Chromium", "Firefox");
    }

    private static void keytool(Object... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object word : words) {
            if (word instanceof List<?> list) {
                list.forEach(element -> command.add(String.valueOf(element)));
            } else {
                command.add(String.valueOf(word));
            }
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).isZero();
    }
}
