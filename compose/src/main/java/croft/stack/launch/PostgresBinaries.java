package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, from the archive on the class path to a folder, once for each version.
public final class PostgresBinaries {
    private PostgresBinaries() {}

    /// The programs below `cache`, unpacked if they are not there yet. The folder appears whole or
    /// not at all, also when two launchers do this at the same time.
    public static Path in(Path cache, String version) throws IOException, CannotStart {
        Path home = cache.resolve("postgres-" + version);
        if (Files.isDirectory(home)) {
            return home;
        }
        Permissions.folder(cache, "rwxr-xr-x");
        Path fresh = cache.resolve("postgres-" + version + ".new-" + ProcessHandle.current().pid());
        Permissions.deleteTree(fresh);
        unpack(fresh);
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Permissions.deleteTree(fresh);
        } catch (IOException e) {
            // A folder that another launcher completed meanwhile: it is the same.
            if (!Files.isDirectory(home)) {
                throw e;
            }
            Permissions.deleteTree(fresh);
        }
        return home;
    }

    static boolean areIn(Path cache, String version) {
        return Files.isDirectory(cache.resolve("postgres-" + version));
    }

    private static void unpack(Path target) throws IOException, CannotStart {
        String archive = "/postgres-linux-x86_64.txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null || !System.getProperty("os.arch").equals("amd64")) {
                throw new CannotStart(
                        Exit.CONFIGURATION,
                        "no PostgreSQL for "
                                + System.getProperty("os.name")
                                + " "
                                + System.getProperty("os.arch")
                                + " comes with this version (expected: Linux amd64); on other machines use Docker Compose");
            }
            var tar =
                    new TarArchiveInputStream(
                            new BufferedInputStream(new XZInputStream(packed), 65_536));
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(target, entry, tar);
            }
        }
    }

    private static void write(Path target, TarArchiveEntry entry, InputStream content)
            throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException(entry.getName() + " leaves the folder it is unpacked to");
        }
        if (entry.isDirectory()) {
            Permissions.folder(path, "rwxr-xr-x");
            return;
        }
        Permissions.folder(path.resolveSibling(""), "rwxr-xr-x");
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(content, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
