package croft.site.watch;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.content.PlainFolder;
import croft.site.content.SitePath;
import croft.site.content.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder with too many files to name is still compared.
class SnapshotTest {
    @TempDir Path folder;

    @Test
    void tellsThatSomethingChangedAmongTooManyFiles() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(folder.resolve(i + ".txt"), "x");
        }
        Snapshot before = scan();
        assertThat(before.files()).isEmpty();
        assertThat(scan().since(before)).isEqualTo(new Snapshot.Difference.None());
        Files.writeString(folder.resolve("3.txt"), "longer");
        Snapshot after = scan();
        assertThat(after.since(before)).isEqualTo(new Snapshot.Difference.Everything());
        Files.move(folder.resolve("4.txt"), folder.resolve("renamed.txt"));
        assertThat(scan().since(after)).isEqualTo(new Snapshot.Difference.Everything());
    }

    @Test
    void comesToAnEndWhereLinksGoInCircles() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/c.txt"), "c");
        Files.createSymbolicLink(folder.resolve("a/b/up"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("out"), folder.getParent());
        assertThat(FolderScan.of(new PlainFolder(folder, Visibility.DEFAULT)).snapshot().files())
                .containsOnlyKeys(SitePath.file("a", "b", "c.txt"));
    }

    private Snapshot scan() {
        return FolderScan.of(new PlainFolder(folder, Visibility.DEFAULT), 10).snapshot();
    }
}
