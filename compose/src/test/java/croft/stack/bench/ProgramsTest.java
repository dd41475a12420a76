package croft.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs of the machine.
class ProgramsTest {
    @TempDir private Path folder = Path.of("unset");

    @Test
    void areFoundOnThePath() throws Exception {
        Path program =
                Files.createFile(
                        folder.resolve("peer"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(new Programs("relative:" + folder).path("peer")).isEqualTo(program.toString());
    }

    @Test
    void thatAreMissingAreNamedTogetherWithTheirPackages() {
        assertThatThrownBy(() ->
                        new Programs(folder.toString())
                                .require(List.of("missing-b", "missing-a", "sh")))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        e -> {
                            assertThat(e.exit()).isEqualTo(Exit.UNAVAILABLE);
                            assertThat(e.reason())
                                    .contains(
                                            "not installed: missing-a, missing-b",
                                            "apt-get install missing-a missing-b");
                        });
    }
}
