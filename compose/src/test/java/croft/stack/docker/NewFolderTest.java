package croft.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import croft.stack.launch.GeneratedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder that `croft init` writes.
class NewFolderTest {
    @TempDir private Path parent = Path.of("unset");

    @Test
    void hasAllThatTheContractNames() throws CannotStart, IOException {
        OperatorFolder folder = init(Set.of(Profile.WIKI), false, false);
        for (String file :
                List.of(
                        "croft.yml",
                        "www/index.html",
                        "pages/home.md",
                        "compose.yaml",
                        "production.yaml",
                        ".env")) {
            assertThat(folder.path().resolve(file)).isRegularFile();
        }
        assertThat(folder.path().resolve(".croft/syncthing")).isDirectory();
        assertThat(names(folder.data().secrets()))
                .containsExactlyInAnyOrderElementsOf(GeneratedSecrets.names(NewFolder.TENANTS));
    }

    @Test
    void secretsAreReadableFilesInAClosedFolder() throws CannotStart, IOException {
        OperatorFolder folder = init(Set.of(), false, false);
        assertThat(mode(folder.data().path())).isEqualTo("rwx------");
        assertThat(mode(folder.data().secrets())).isEqualTo("rwx------");
        for (String name : names(folder.data().secrets())) {
            assertThat(mode(folder.data().secrets().resolve(name))).isEqualTo("r--r--r--");
        }
    }

    @Test
    void theServicesMayReadTheRest() throws CannotStart, IOException {
        OperatorFolder folder = init(Set.of(), false, false);
        assertThat(mode(folder.path())).isEqualTo("rwxr-xr-x");
        assertThat(mode(folder.path().resolve("croft.yml"))).isEqualTo("rw-r--r--");
        assertThat(mode(folder.path().resolve("www"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void nothingThatIsThereIsTouched() throws CannotStart, IOException {
        OperatorFolder folder = init(Set.of(Profile.WIKI), false, false);
        Files.writeString(folder.path().resolve("compose.yaml"), "the owner's\n");
        Files.delete(folder.path().resolve("www/index.html"));
        String token = Files.readString(folder.data().secrets().resolve("operator-token"));
        Files.delete(folder.data().secrets().resolve("vault-key"));

        List<String> written =
                new NewFolder(folder, EnumSet.allOf(Profile.class), true, true, "2").write();

        assertThat(written).containsExactly("www/index.html", ".croft/secrets (1 secret)");
        assertThat(folder.path().resolve("compose.yaml")).hasContent("the owner's");
        assertThat(folder.data().secrets().resolve("operator-token")).hasContent(token);
        assertThat(folder.env().get("CROFT_VERSION")).contains("1");
    }

    @Test
    void everyChoiceHasACroftYmlWithoutMistakes() throws CannotStart, IOException {
        int number = 0;
        for (Set<Profile> profiles :
                List.of(
                        Set.<Profile>of(),
                        Set.of(Profile.WIKI),
                        Set.of(Profile.CHAT),
                        EnumSet.allOf(Profile.class))) {
            for (boolean small : List.of(true, false)) {
                OperatorFolder folder = new OperatorFolder(parent.resolve("corner" + number++));
                new NewFolder(folder, profiles, small, false, "1").write();
                Path file = folder.path().resolve("croft.yml");
                assertThat(
                                DeclarationReader.read(
                                        "croft.yml", folder.path(), Files.readAllBytes(file)))
                        .isInstanceOf(Reading.Accepted.class);
            }
        }
    }

    @Test
    void theRealServerHasProductionBetweenTheStackAndItsSecrets() throws CannotStart, IOException {
        assertThat(init(Set.of(), false, true).env().get("COMPOSE_FILE"))
                .contains("compose.yaml:production.yaml:compose.secrets.yaml");
    }

    @Test
    void aSmallServerHasSmallServices() throws CannotStart, IOException {
        EnvFile env = init(Set.of(), true, false).env();
        assertThat(env.get("CROFT_PROFILE")).contains("small");
        assertThat(env.get("CROFT_EDGE_MEMORY")).contains("320m");
    }

    @Test
    void theNameOfTheProjectIsOneThatComposeTakes() {
        assertThat(OperatorFolder.projectName(Path.of("/srv/My Corner"))).isEqualTo("mycorner");
        assertThat(OperatorFolder.projectName(Path.of("/srv/_x"))).isEqualTo("x");
        assertThat(OperatorFolder.projectName(Path.of("/"))).isEqualTo("croft");
        assertThat(OperatorFolder.projectName(Path.of("/srv/ü"))).isEqualTo("croft");
    }

    @Test
    void servicesOfOtherProfilesAreNoPartOfTheStack() throws CannotStart, IOException {
        OperatorFolder folder = init(Set.of(Profile.WIKI), false, false);
        new NamedSecrets(new TreeMap<>()).write(folder);
        assertThat(folder.services())
                .containsExactly(
                        "cert-manager", "db", "edge-proxy", "migrate", "static-site", "wiki-pkb");
    }

    private OperatorFolder init(Set<Profile> profiles, boolean small, boolean production)
            throws CannotStart {
        var folder = new OperatorFolder(parent.resolve("corner"));
        new NewFolder(folder, profiles, small, production, "1").write();
        return folder;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
