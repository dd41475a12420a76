package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which archive of its classes a service is started with.
class ClassArchiveTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;
    private Path jar;
    private Path trained;
    private Path written;

    @BeforeEach
    void aJar() throws IOException {
        jar = file("service.jar", BUILT);
        trained = folder.resolve("service.aot");
        written = folder.resolve("service.jsa");
    }

    @Test
    void theTrainedOneGoesBeforeTheOneOfTheLastRun() throws IOException {
        file("service.aot", BUILT.plusSeconds(60));
        assertThat(ClassArchive.of(trained, List.of(jar), written))
                .isEqualTo(new ClassArchive.Trained(trained));
    }

    @Test
    void withoutATrainedOneTheJvmKeepsItsOwn() throws IOException {
        assertThat(ClassArchive.of(trained, List.of(jar), written).flags())
                .containsExactly(
                        "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + written);
    }

    @Test
    void aTrainedOneThatIsOlderThanAJarIsNotUsed() throws IOException {
        file("service.aot", BUILT.minusSeconds(60));
        assertThat(ClassArchive.of(trained, List.of(jar), written))
                .isEqualTo(new ClassArchive.OfLastRun(written));
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }
}
