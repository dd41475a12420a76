package croft.site.store;

import croft.site.content.Coding;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/// Blobs as files on a local disk.
///
///     blobs/9f/86d08188…      a blob, named by its hash, which no process can write to any more
///     blobs/9f/86d08188….br   the same in Brotli
///     uploads/NAME            an upload as far as it has come
///     unfinished/UUID/1       what a process is writing at the moment
///
/// A file is written elsewhere, brought to the disk, renamed to its name and its folder brought to
/// the disk, so there never is a blob with other octets than its name says. Its modification time
/// is its age. 256 folders are enough: a file system finds a name among ten thousand at once, and
/// each folder takes room of its own.
public final class DiskBlobs implements BlobStore, AutoCloseable {
    private static final int FOLDERS = 256;

    /// An age is renewed only if it is this old, so that asking for a whole release writes little.
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Path home;
    private final Disk disk;
    private final Scratch scratch;
    private final Uploads uploads;
    private final InstantSource clock;

    /// Shared by those who make blobs young, exclusive for those who delete old ones.
    private final ReadWriteLock ages = new ReentrantReadWriteLock();

    private DiskBlobs(Path home, Disk disk, Scratch scratch, Uploads uploads, InstantSource clock) {
        this.home = home;
        this.disk = disk;
        this.scratch = scratch;
        this.uploads = uploads;
        this.clock = clock;
    }

    /// Opens, or begins, the store in the folder `home`, and removes what a crash left unfinished.
    public static DiskBlobs open(Path home, InstantSource clock) throws IOException {
        Disk disk = new Disk(home);
        Path blobs = Files.createDirectories(home.resolve("blobs"), Disk.OWN_FOLDER);
        for (int i = 0; i < FOLDERS; i++) {
            Files.createDirectories(blobs.resolve(String.format("%02x", i)), Disk.OWN_FOLDER);
        }
        Uploads uploads = new Uploads(home.resolve("uploads"), disk, clock);
        Scratch scratch = Scratch.open(home.resolve("unfinished"));
        disk.forceFolder(blobs);
        disk.forceFolder(home);
        return new DiskBlobs(home, disk, scratch, uploads, clock);
    }

    @Override
    public List<BlobId> missing(Collection<BlobId> ids) throws IOException {
        Lock lock = ages.readLock();
        lock.lock();
        try {
            List<BlobId> missing = new ArrayList<>();
            for (BlobId id : ids) {
                if (!renew(location(id))) {
                    missing.add(id);
                }
            }
            return missing;
        } finally {
            lock.unlock();
        }
    }

    /// Makes a blob young.
    ///
    /// @return whether it is there
    private boolean renew(Path location) throws IOException {
        File file = location.toFile();
        long lastUsed = file.lastModified(); // 0 if there is no such file, without an exception
        Instant now = clock.instant();
        if (lastUsed != 0 && Instant.ofEpochMilli(lastUsed).isBefore(now.minus(YOUNG))) {
            Files.setLastModifiedTime(location, FileTime.from(now));
        }
        return lastUsed != 0;
    }

    @Override
    public Written.Stored write(InputStream octets) throws IOException {
        Path file = scratch.next();
        try {
            MessageDigest digest = BlobId.sha256();
            long size = fill(file, octets, digest);
            BlobId id = BlobId.of(digest);
            settle(file, location(id), size);
            return new Written.Stored(id, size);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Written write(BlobId id, InputStream octets) throws IOException {
        Path file = scratch.next();
        try {
            MessageDigest digest = BlobId.sha256();
            long size = fill(file, octets, digest);
            return settleAs(id, BlobId.of(digest), file, size);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long fill(Path file, InputStream octets, MessageDigest digest) throws IOException {
        try (FileChannel channel = create(file)) {
            return disk.copy(octets, channel, digest, Long.MAX_VALUE);
        }
    }

    private FileChannel create(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    Disk.FINAL_FILE);
        } catch (IOException e) {
            throw disk.judged(e);
        }
    }

    private Written settleAs(BlobId expected, BlobId actual, Path file, long size)
            throws IOException {
        if (!expected.equals(actual)) {
            return new Written.Different(expected, actual, size);
        }
        settle(file, location(actual), size);
        return new Written.Stored(actual, size);
    }

    /// Gives a whole file its name, unless there is such a blob: that has reached the disk already.
    private void settle(Path file, Path location, long size) throws IOException {
        Lock lock = ages.readLock();
        lock.lock();
        try {
            if (location.toFile().length() == size && renew(location)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                disk.force(channel);
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            moveTo(file, location);
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Path file, Path location) throws IOException {
        try {
            Files.move(file, location, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw disk.judged(e);
        }
        disk.forceFolder(location.resolveSibling("."));
    }

    @Override
    public long offset(UploadName name) throws IOException {
        return uploads.offset(name);
    }

    @Override
    public Appended append(UploadName name, long offset, InputStream octets, long limit)
            throws IOException {
        return uploads.append(name, offset, octets, limit);
    }

    @Override
    public Optional<Written> finish(UploadName name, BlobId id) throws IOException {
        return uploads.end(
                name,
                file -> {
                    MessageDigest digest = BlobId.sha256();
                    long size = hash(file, digest);
                    Files.setPosixFilePermissions(file, Disk.FINAL_FILE.value());
                    return settleAs(id, BlobId.of(digest), file, size);
                });
    }

    private static long hash(Path file, MessageDigest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
            long size = 0;
            for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
                digest.update(buffer.flip());
                buffer.clear();
                size += n;
            }
            return size;
        }
    }

    @Override
    public Optional<BlobFile> open(UploadName name) throws IOException {
        return uploads.open(name);
    }

    @Override
    public void discard(UploadName name) throws IOException {
        uploads.discard(name);
    }

    @Override
    public Optional<BlobFile> open(BlobId id) throws IOException {
        return BlobFile.open(location(id));
    }

    @Override
    public Optional<BlobFile> open(BlobId id, Coding coding) throws IOException {
        Path file = variant(id, coding);
        return file.toFile().length() == 0 ? Optional.empty() : BlobFile.open(file);
    }

    @Override
    public void writeVariant(BlobId id, Coding coding, byte[] octets) throws IOException {
        Path file = scratch.next();
        Lock lock = ages.readLock();
        lock.lock();
        try {
            if (location(id).toFile().lastModified() == 0) {
                return;
            }
            try (FileChannel channel = create(file)) {
                disk.write(channel, ByteBuffer.wrap(octets));
                disk.force(channel);
            }
            moveTo(file, variant(id, coding));
        } finally {
            lock.unlock();
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Map<Coding, Long> variants(BlobId id) throws IOException {
        Map<Coding, Long> sizes = new EnumMap<>(Coding.class);
        for (Coding coding : Coding.values()) {
            long size =
                    variant(id, coding).toFile().length(); // 0 if there is none, or not worth it
            if (size > 0) {
                sizes.put(coding, size);
            }
        }
        return sizes;
    }

    @Override
    public Set<Coding> triedVariants(BlobId id) {
        Set<Coding> tried = EnumSet.noneOf(Coding.class);
        for (Coding coding : Coding.values()) {
            if (Files.exists(variant(id, coding))) {
                tried.add(coding);
            }
        }
        return tried;
    }

    @Override
    public Soundness verify(BlobId id) throws IOException {
        MessageDigest digest = BlobId.sha256();
        try {
            long size = hash(location(id), digest);
            BlobId actual = BlobId.of(digest);
            return actual.equals(id) ? new Soundness.Sound() : new Soundness.Damaged(actual, size);
        } catch (NoSuchFileException _) {
            return new Soundness.Absent();
        } catch (AccessDeniedException e) {
            return new Soundness.Unreadable(
                    e.getFile() + " may not be read (expected: owned by this service's user)");
        } catch (IOException e) {
            return new Soundness.Unreadable(location(id) + ": " + e.getMessage());
        }
    }

    @Override
    public void list(Consumer<Held> each) throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            String start = String.format("%02x", i);
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(home.resolve("blobs").resolve(start))) {
                for (Path file : files) {
                    Optional<BlobId> id = BlobId.parse(start + file.getFileName());
                    if (id.isPresent()) {
                        show(id.get(), file, each);
                    }
                }
            }
        }
    }

    private static void show(BlobId id, Path file, Consumer<Held> each) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException _) {
            return; // deleted meanwhile
        }
        each.accept(new Held(id, found.size(), found.lastModifiedTime().toInstant()));
    }

    @Override
    public void listUploads(Consumer<Begun> each) throws IOException {
        uploads.list(each);
    }

    /// The encoded forms go first: a crash in between leaves none without its blob.
    @Override
    public boolean delete(BlobId id, Instant unusedSince) throws IOException {
        Lock lock = ages.writeLock();
        lock.lock();
        try {
            long lastUsed = location(id).toFile().lastModified();
            if (lastUsed != 0 && !Instant.ofEpochMilli(lastUsed).isBefore(unusedSince)) {
                return false;
            }
            for (Coding coding : Coding.values()) {
                Files.deleteIfExists(variant(id, coding));
            }
            Files.deleteIfExists(location(id));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Ends what is unfinished; blobs held open stay open.
    @Override
    public void close() throws IOException {
        scratch.close();
    }

    private Path location(BlobId id) {
        String digits = id.toString();
        return home.resolve("blobs").resolve(digits.substring(0, 2)).resolve(digits.substring(2));
    }

    private Path variant(BlobId id, Coding coding) {
        Path blob = location(id);
        return blob.resolveSibling(blob.getFileName() + coding.suffix());
    }
}
