package croft.site.store;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/// Takes archives apart: tar, tar.gz, tar.zst and zip, told by their content. Every file goes to
/// the store while it is read, so an archive of any size takes little memory; of a refused one the
/// store may keep files that nothing uses.
///
/// The one folder that everything lies in is taken away if it has an `index.html`: see
/// [Draft#unwrap]. Hidden files are left out, and counted.
public final class Archives {
    /// 32 MiB: what levels up to 20 use; it lies outside the heap.
    static final int ZSTD_WINDOW_LOG = 25;

    /// Headers and padding that a file takes in a tar, besides its content.
    private static final long TAR_OVERHEAD = 4096;

    private static final int MARKED = Tar.BLOCK;

    private final BlobStore store;
    private final Path folder;
    private final InstantSource clock;

    /// Reads into `store`.
    ///
    /// @param folder where a zip archive lies while it is read, without a name
    public Archives(BlobStore store, Path folder, InstantSource clock) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
    }

    /// The files of an archive, or why they are no release.
    ///
    /// @param from read to its end, unless the archive is refused before; not closed
    /// @throws IOException as `from` or the store throws it
    public Assembled read(InputStream from, Bounds bounds) throws IOException {
        ArchiveBody body = new ArchiveBody(from, bounds, clock);
        Entries entries = new Entries(store, bounds);
        try {
            BufferedInputStream start = new BufferedInputStream(body, 16 << 10);
            start.mark(MARKED);
            byte[] first = start.readNBytes(MARKED);
            start.reset();
            unpack(first, start, body, bounds, entries);
            return entries.finish();
        } catch (Stop stop) {
            return entries.stop(stop.finding());
        }
    }

    private void unpack(
            byte[] first, InputStream archive, ArchiveBody body, Bounds bounds, Entries entries)
            throws IOException {
        if (startsWith(first, 0x1f, 0x8b)) {
            try (InputStream gzip =
                    unpacked(() -> new GZIPInputStream(archive, 16 << 10), body, bounds)) {
                tarIn(gzip, entries);
            }
        } else if (startsWith(first, 0x28, 0xb5, 0x2f, 0xfd)) {
            try (InputStream zstd = unpacked(() -> unzstd(archive), body, bounds)) {
                tarIn(zstd, entries);
            }
        } else if (startsWith(first, 'P', 'K', 3, 4) || startsWith(first, 'P', 'K', 5, 6)) {
            zip(archive, body, bounds, entries);
        } else if (Tar.begins(first)) {
            new Tar(archive).read(entries);
        } else {
            throw new Stop(unknown(first));
        }
    }

    private static InputStream unzstd(InputStream archive) throws IOException {
        try {
            var zstd = new ZstdInputStreamNoFinalizer(archive);
            zstd.setLongMax(ZSTD_WINDOW_LOG);
            return zstd;
        } catch (LinkageError e) {
            throw new Stop(
                    Finding.ofWhole(
                            "zstd cannot be unpacked on this server: " + e.getMessage(),
                            "tar, tar.gz or zip",
                            "compress with gzip"));
        }
    }

    private static InputStream unpacked(Unpacked.Opening opening, ArchiveBody body, Bounds bounds) {
        long most = bounds.octets() + TAR_OVERHEAD * (bounds.files() + 4096L);
        return new BufferedInputStream(new Unpacked(opening, body, most), 16 << 10);
    }

    private static void tarIn(InputStream unpacked, Entries entries) throws IOException {
        unpacked.mark(MARKED);
        byte[] first = unpacked.readNBytes(MARKED);
        unpacked.reset();
        if (!Tar.begins(first)) {
            throw new Stop(
                    Finding.ofWhole(
                            "what is compressed is no tar archive",
                            "tar, tar.gz, tar.zst or zip",
                            "pack the folder, as in tar -czf site.tar.gz -C FOLDER ."));
        }
        new Tar(unpacked).read(entries);
    }

    /// The list of a zip archive is at its end, so it is written down first: to a file that has
    /// lost its name already, and so is gone with this process whatever happens to it.
    private void zip(InputStream archive, ArchiveBody body, Bounds bounds, Entries entries)
            throws IOException {
        Path file = folder.resolve("archive-" + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        Disk.OWN_FILE)) {
            Files.delete(file);
            new Disk(folder).copy(archive, channel, BlobId.sha256(), Long.MAX_VALUE);
            new Zip(channel, bounds, body).read(entries);
        }
    }

    private static boolean startsWith(byte[] octets, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= octets.length || (octets[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static Finding unknown(byte[] first) {
        String what =
                first.length == 0
                        ? "nothing was sent"
                        : startsWith(first, 0xfd, '7', 'z', 'X', 'Z')
                                ? "is compressed with xz"
                                : startsWith(first, 'B', 'Z', 'h')
                                        ? "is compressed with bzip2"
                                        : startsWith(first, '7', 'z', 0xbc, 0xaf)
                                                ? "is a 7z archive"
                                                : startsWith(first, 'R', 'a', 'r', '!')
                                                        ? "is a rar archive"
                                                        : "is no archive, or is cut short";
        return Finding.ofWhole(
                what,
                "tar, tar.gz, tar.zst or zip",
                "pack the folder, as in tar -czf site.tar.gz -C FOLDER .");
    }
}
