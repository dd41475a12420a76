package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a look through a folder finds.
@Timeout(60)
class FolderScanTest {
    @TempDir Path home;
    private Path top;

    @BeforeEach
    void make() throws Exception {
        home = home.toRealPath();
        top = Files.createDirectories(home.resolve("notes"));
    }

    @Test
    void findsFilesOfAllFolders() throws Exception {
        write("home.md");
        write("a/b/c/deep.md");
        write("a/picture.png");
        assertThat(found()).containsExactly("a/b/c/deep.md", "a/picture.png", "home.md");
        assertThat(scan().folders()).containsExactlyInAnyOrder("", "a", "a/b", "a/b/c");
    }

    @Test
    void passesOverWhatIsNoneOfTheWikis() throws Exception {
        for (String name :
                List.of(
                        ".stfolder/x.md",
                        ".stversions/note~20260101-120000.md",
                        ".obsidian/workspace.json",
                        ".trash/old.md",
                        ".git/config",
                        ".hidden.md",
                        ".syncthing.note.md.tmp",
                        "~syncthing~note.md.tmp",
                        "note.md~",
                        ".note.md.swp",
                        "x.tmp")) {
            write(name);
        }
        write("note.md");
        write("note.sync-conflict-20260101-120000-ABCDEFG.md");
        assertThat(found())
                .containsExactly("note.md", "note.sync-conflict-20260101-120000-ABCDEFG.md");
    }

    @Test
    void followsLinksInsideTheFolder() throws Exception {
        write("real/page.md");
        Files.createSymbolicLink(top.resolve("link.md"), Path.of("real/page.md"));
        Files.createSymbolicLink(top.resolve("again"), Path.of("real"));
        FolderScan scan = scan();
        assertThat(scan.files().keySet())
                .map(Object::toString)
                .containsExactly("again/page.md", "link.md", "real/page.md");
        assertThat(scan.links()).map(Object::toString).containsExactly("link.md");
    }

    @Test
    void doesNotFollowLinksOutOfIt() throws Exception {
        Files.writeString(home.resolve("secret.md"), "secret");
        Files.createDirectories(home.resolve("other"));
        Files.writeString(home.resolve("other/secret.md"), "secret");
        Files.createSymbolicLink(top.resolve("out.md"), home.resolve("secret.md"));
        Files.createSymbolicLink(top.resolve("out"), home.resolve("other"));
        Files.createSymbolicLink(top.resolve("broken.md"), Path.of("nowhere.md"));
        write("home.md");
        FolderScan scan = scan();
        assertThat(scan.files().keySet()).map(Object::toString).containsExactly("home.md");
        assertThat(scan.problems().get("out.md")).contains("leads out of the folder");
        assertThat(scan.problems().get("out")).contains("leads out of the folder");
        assertThat(scan.problems().get("broken.md"))
                .contains("link to something that is not there");
    }

    @Test
    void endsInCirclesOfLinks() throws Exception {
        write("a/page.md");
        Files.createSymbolicLink(top.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(top.resolve("a/self"), Path.of("."));
        Files.createSymbolicLink(top.resolve("a/loop"), Path.of("loop"));
        FolderScan scan = scan();
        assertThat(scan.files().keySet()).map(Object::toString).containsExactly("a/page.md");
        assertThat(scan.problems().get("a/up")).contains("a folder that it lies in");
        assertThat(scan.problems().get("a/self")).contains("a folder that it lies in");
        assertThat(part("a/up").files()).isEmpty();
    }

    @Test
    void endsWhereLinksMultiply() throws Exception {
        for (int i = 0; i < 12; i++) {
            write("f" + i + "/page.md");
            for (int j = 0; j < 12; j++) {
                Files.createSymbolicLink(top.resolve("f" + i + "/to" + j), Path.of("../f" + j));
            }
        }
        FolderScan scan = FolderScan.of(new Root("", top), "", 5000);
        assertThat(scan.complete()).isFalse();
        assertThat(scan.files()).hasSize(5000);
    }

    @Test
    void namesThatNobodyCanAskForAreProblems() throws Exception {
        Process touch =
                new ProcessBuilder("sh", "-c", "touch \"$(printf 'caf\\351.md')\"")
                        .directory(top.toFile())
                        .start();
        assertThat(touch.waitFor()).isZero();
        String folder = "long/" + ("x".repeat(254) + "/").repeat(4);
        write(folder + "page.md");
        write("home.md");
        FolderScan scan = scan();
        assertThat(scan.files().keySet()).map(Object::toString).containsExactly("home.md");
        assertThat(scan.problems()).hasSize(2);
        assertThat(scan.problems().values())
                .anyMatch(problem -> problem.contains("not UTF-8"))
                .anyMatch(problem -> problem.contains("longer than 1024 octets"));
    }

    @Test
    void oddNamesAreNames() throws Exception {
        List<String> odd =
                List.of(
                        " leading and trailing .md",
                        "#1 100% & <b>?.md",
                        "Ünïcødé 北亰 🦄.md",
                        "a:b|c\"d\\e.md",
                        "line\nbreak.md",
                        "note.md",
                        "Note.md");
        for (String name : odd) {
            write(name);
        }
        assertThat(found()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(scan().problems()).isEmpty();
    }

    @Test
    void partsAreLookedAtAlone() throws Exception {
        write("a/b/page.md");
        write("a/other.md");
        assertThat(part("a/b").files().keySet())
                .map(Object::toString)
                .containsExactly("a/b/page.md");
        assertThat(part("a/other.md").files().keySet())
                .map(Object::toString)
                .containsExactly("a/other.md");
        assertThat(part("a/gone.md").files()).isEmpty();
        assertThat(part("a/gone.md").problems()).isEmpty();
    }

    private void write(String path) throws Exception {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "text of " + path);
    }

    private List<String> found() {
        return scan().files().keySet().stream().map(Object::toString).toList();
    }

    private FolderScan scan() {
        return part("");
    }

    private FolderScan part(String start) {
        return FolderScan.of(new Root("", top), start, FolderScan.MOST_FILES);
    }
}
