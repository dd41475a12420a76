package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Uploads that are not whole yet, a file each. One piece of an upload is received at a time.
final class Uploads {
    private final Path folder;
    private final Disk disk;
    private final InstantSource clock;
    private final Set<UploadName> busy = ConcurrentHashMap.newKeySet();

    Uploads(Path folder, Disk disk, InstantSource clock) throws IOException {
        this.folder = Files.createDirectories(folder, Disk.OWN_FOLDER);
        this.disk = disk;
        this.clock = clock;
    }

    long offset(UploadName name) throws IOException {
        try {
            return Files.size(file(name));
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    Appended append(UploadName name, long offset, InputStream octets, long limit)
            throws IOException {
        if (!busy.add(name)) {
            return new Appended.Busy();
        }
        try {
            long there = offset(name);
            if (there != offset) {
                return new Appended.Misplaced(there);
            }
            try (FileChannel file =
                    FileChannel.open(
                            file(name),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            Disk.OWN_FILE)) {
                return append(file, offset, octets, limit);
            } finally {
                tidy(name);
            }
        } finally {
            busy.remove(name);
        }
    }

    private Appended append(FileChannel file, long offset, InputStream octets, long limit)
            throws IOException {
        file.position(offset);
        try {
            long length = disk.copy(octets, file, BlobId.sha256(), limit - offset);
            if (offset + length == limit && octets.read() >= 0) {
                file.truncate(offset);
                return new Appended.TooLong(limit, offset);
            }
            return new Appended.Taken(offset + length);
        } catch (NotEnoughSpace e) {
            file.truncate(offset); // the piece is sent again; meanwhile others need the room
            throw e;
        } finally {
            disk.force(file);
        }
    }

    /// What to do with a whole upload that nobody may write to meanwhile.
    interface End<T> {
        T end(Path file) throws IOException;
    }

    /// Ends an upload; the file is gone afterwards. Empty if there is none, or if a piece of it is
    /// just being received.
    <T> Optional<T> end(UploadName name, End<T> end) throws IOException {
        if (!busy.add(name)) {
            return Optional.empty();
        }
        try {
            if (!Files.exists(file(name))) {
                return Optional.empty();
            }
            T result = end.end(file(name));
            Files.deleteIfExists(file(name));
            return Optional.of(result);
        } finally {
            busy.remove(name);
        }
    }

    Optional<BlobFile> open(UploadName name) throws IOException {
        return BlobFile.open(file(name));
    }

    void discard(UploadName name) throws IOException {
        if (busy.add(name)) {
            try {
                Files.deleteIfExists(file(name));
            } finally {
                busy.remove(name);
            }
        }
    }

    void list(Consumer<BlobStore.Begun> each) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<UploadName> name = UploadName.parse(file.getFileName().toString());
                if (name.isPresent()) {
                    BasicFileAttributes found =
                            Files.readAttributes(file, BasicFileAttributes.class);
                    each.accept(
                            new BlobStore.Begun(
                                    name.get(),
                                    found.size(),
                                    found.lastModifiedTime().toInstant()));
                }
            }
        }
    }

    private void tidy(UploadName name) throws IOException {
        if (offset(name) == 0) {
            Files.deleteIfExists(file(name));
        } else {
            Files.setLastModifiedTime(file(name), FileTime.from(clock.instant()));
        }
    }

    private Path file(UploadName name) {
        return folder.resolve(name.text());
    }
}
