package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may use a data folder.
class HoldTest {
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir private Path folder = Path.of("unset");

    @Test
    void makesAFolderThatOthersCannotReadAndGitDoesNotSee() throws Exception {
        try (Hold hold = Hold.take(DataFolder.of(folder), clock)) {
            Path path = hold.data().path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .matches("rwx--[-x]--[-x]");
            assertThat(path.resolve(".gitignore")).hasContent("*");
        }
    }

    @Test
    void tellsASecondOneWhoHasTheFolder() throws Exception {
        try (Hold hold = Hold.take(DataFolder.of(folder), clock)) {
            assertThatThrownBy(() -> Hold.take(hold.data(), clock))
                    .hasMessageContainingAll(
                            "process " + ProcessHandle.current().pid(),
                            "since 2026-11-22T10:00:00Z",
                            "croft down")
                    .extracting(e -> ((CannotStart) e).exit())
                    .isEqualTo(Exit.BUSY);
        }
        assertThat(Hold.holder(DataFolder.of(folder))).isEmpty();
    }

    @Test
    void leavesDataOfAnotherVersionAlone() throws IOException {
        Path data = Files.createDirectories(folder.resolve(".croft"));
        Files.writeString(data.resolve("format"), "2\n");

        assertThatThrownBy(() -> Hold.take(DataFolder.of(folder), clock))
                .hasMessageContaining("format 2 (expected: 1)");
        assertThat(data.resolve("format")).hasContent("2");
    }
}
