package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/// The disk that everything of a store lies on: what makes files survive a crash, and tells a full
/// disk from a broken one.
final class Disk {
    /// Nobody else reads what is not yet, or no longer, or only with a login to be seen.
    static final FileAttribute<Set<PosixFilePermission>> OWN_FOLDER = mode("rwx------");

    static final FileAttribute<Set<PosixFilePermission>> OWN_FILE = mode("rw-------");

    /// Even the owner writes to it no more, once it is closed.
    static final FileAttribute<Set<PosixFilePermission>> FINAL_FILE = mode("r--------");

    /// As the C library words them; there is no number in the exception.
    private static final Set<String> FULL =
            Set.of("no space left on device", "disk quota exceeded", "file too large");

    /// With less room than this, whatever fails fails for want of it: the words above may be
    /// translated.
    private static final long NEARLY_FULL = 1 << 20;

    private static final int PIECE = 64 << 10;

    private final Path home;

    Disk(Path home) {
        this.home = home;
    }

    /// Copies all of `from`, up to `limit` octets, and hashes it on the way. A failure of `from`
    /// passes as it is.
    ///
    /// @return how many octets were copied
    long copy(InputStream from, FileChannel to, MessageDigest digest, long limit)
            throws IOException {
        byte[] piece = new byte[PIECE];
        long copied = 0;
        while (copied < limit) {
            int length = from.read(piece, 0, (int) Math.min(piece.length, limit - copied));
            if (length < 0) {
                break;
            }
            digest.update(piece, 0, length);
            write(to, ByteBuffer.wrap(piece, 0, length));
            copied += length;
        }
        return copied;
    }

    void write(FileChannel to, ByteBuffer octets) throws IOException {
        try {
            while (octets.hasRemaining()) {
                to.write(octets);
            }
        } catch (IOException e) {
            throw judged(e);
        }
    }

    /// Returns when what was written to the file has reached the disk.
    void force(FileChannel file) throws IOException {
        try {
            file.force(true);
        } catch (IOException e) {
            throw judged(e);
        }
    }

    /// Returns when the names in the folder have reached the disk.
    void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            force(channel);
        }
    }

    /// The failure as it is to be reported.
    IOException judged(IOException failure) {
        return isFull(failure) ? new NotEnoughSpace(home.toString(), failure) : failure;
    }

    private boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL.stream().anyMatch(message::contains)) {
            return true;
        }
        try {
            return Files.getFileStore(home).getUsableSpace() < NEARLY_FULL;
        } catch (IOException _) {
            return false;
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
