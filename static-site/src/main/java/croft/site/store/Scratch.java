package croft.site.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The unfinished files of one process, in a folder of its own. The folder's file `lock` is locked
/// while the process lives; what others left is removed when nobody holds their lock any more. So a
/// process that is killed leaves nothing for long, and one that starts beside another harms
/// nothing.
final class Scratch implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private final AtomicLong number = new AtomicLong();

    private Scratch(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// A new folder in `home`, after others' leftovers are gone.
    static Scratch open(Path home) throws IOException {
        Files.createDirectories(home, Disk.OWN_FOLDER);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(home)) {
            for (Path other : others) {
                removeIfAbandoned(other);
            }
        }
        Path mine =
                Files.createDirectory(home.resolve(UUID.randomUUID().toString()), Disk.OWN_FOLDER);
        FileChannel lock = lockFile(mine);
        lock.lock();
        return new Scratch(mine, lock);
    }

    /// A name for a file that does not exist yet.
    Path next() {
        return folder.resolve(Long.toString(number.incrementAndGet()));
    }

    /// Ends the files and the lock.
    @Override
    public void close() throws IOException {
        remove(folder);
        lock.close();
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                Disk.OWN_FILE);
    }

    private static void removeIfAbandoned(Path other) throws IOException {
        try (FileChannel lock = lockFile(other)) {
            if (lock.tryLock() != null) {
                remove(other);
            }
        } catch (OverlappingFileLockException | NoSuchFileException _) {
            // in use by another store of this process, or removed by somebody just now
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
