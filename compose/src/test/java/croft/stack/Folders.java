package croft.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Folders to run a stack on. Not JUnit's: the database's files belong to another user when the
/// tests run as root, and that user must be able to pass through all folders above.
final class Folders {
    private Folders() {}

    /// A folder with a croft.yml of one static site.
    static Path withOneSite() throws IOException {
        Path folder = Files.createTempDirectory("croft it ");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve("www"));
        Files.writeString(
                folder.resolve("croft.yml"),
                "sites:\n  - host: www.test.localhost\n    static: ./www\n");
        return folder;
    }

    /// Programs that were ended, a browser above all, may still write for a moment.
    static void delete(Path folder) throws IOException {
        for (int left = 50; ; left--) {
            try {
                deleteOnce(folder);
                return;
            } catch (IOException | UncheckedIOException e) {
                if (left == 0) {
                    throw e;
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private static void deleteOnce(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
