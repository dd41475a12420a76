package croft.stack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// A file with a service's classes as the JVM loaded and checked them, which is most of the work of
/// a start. The JVM looks itself whether one fits its jars and its own build, and does without if
/// not.
sealed interface ClassArchive {
    Path file();

    /// What the JVM is told of it.
    List<String> flags();

    /// The file for a service: the one that `croft train` made, unless a jar is newer; else one
    /// that the JVM writes at the end of a run.
    ///
    /// @param trained where `croft train` leaves it
    /// @param written where the JVM may write its own
    static ClassArchive of(Path trained, List<Path> classPath, Path written) throws IOException {
        return fits(trained, classPath) ? new Trained(trained) : new OfLastRun(written);
    }

    /// Whether there is such a file, and no jar is newer.
    static boolean fits(Path trained, List<Path> jars) throws IOException {
        if (!Files.isRegularFile(trained)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(trained);
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    /// Classes linked ahead of time, and which methods are worth compiling at once (JEP 483, 515).
    record Trained(Path file) implements ClassArchive {
        @Override
        public List<String> flags() {
            return List.of("-XX:AOTCache=" + file);
        }
    }

    /// Written at the end of this run, by JEP 514.
    record InTraining(Path file) implements ClassArchive {
        @Override
        public List<String> flags() {
            return List.of("-XX:AOTCacheOutput=" + file);
        }
    }

    /// Written at the end of the first run in order, read at the start of the next.
    record OfLastRun(Path file) implements ClassArchive {
        @Override
        public List<String> flags() {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file);
        }
    }
}
