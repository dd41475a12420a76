package croft.site.store;

import croft.site.content.SitePath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/// The files of one release, sorted by name. It is itself stored as a blob, and the name of that
/// blob names the release: the same files make the same release, whoever uploads them and when.
///
/// In memory a file takes what its name differs from the one before, and 36 octets or so. The files
/// lie in blocks of [#BLOCK], each one array: of the first the whole name, of the others how many
/// octets of the name before they share, and the rest. So a search compares the heads of blocks,
/// and then goes through one block; nothing is decoded but the file that is found.
public final class Manifest {
    /// The release without files.
    public static final Manifest EMPTY = new Manifest(new byte[0][], 0, 0);

    /// Files in a block: more make it smaller and searches longer.
    static final int BLOCK = 16;

    private final byte[][] blocks;
    private final int count;
    private final long octets;

    /// Files as [ManifestWriter] has laid them out.
    Manifest(byte[][] blocks, int count, long octets) {
        this.blocks = blocks;
        this.count = count;
        this.octets = octets;
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws MalformedManifest naming the line, if it is anything else
    public static Manifest parse(InputStream text) throws IOException {
        return new ManifestText(text).parse();
    }

    /// How many files.
    public int count() {
        return count;
    }

    /// All files together.
    public long octets() {
        return octets;
    }

    /// The file of this name; a slash at its end is not looked at.
    public Optional<File> find(SitePath path) {
        byte[] name = FileName.octets(path);
        Rows rows = new Rows(blocks, blockOf(name));
        return rows.seek(name) && rows.isAt(name) ? Optional.of(rows.file()) : Optional.empty();
    }

    /// Whether there is a file below this folder.
    public boolean hasBelow(SitePath folder) {
        return below(folder).iterator().hasNext();
    }

    /// The files below this folder, at any depth, sorted; all files below the top.
    public Iterable<File> below(SitePath folder) {
        byte[] name = FileName.octets(folder);
        byte[] prefix = folder.isTop() ? name : Arrays.copyOf(name, name.length + 1);
        if (!folder.isTop()) {
            prefix[name.length] = '/';
        }
        return () -> new Below(new Rows(blocks, blockOf(prefix)), prefix);
    }

    /// All files, sorted by the octets of their names.
    public Iterable<File> files() {
        return below(SitePath.TOP);
    }

    /// The name of the release. Takes as long as writing it.
    public BlobId name() {
        var digest = BlobId.sha256();
        try (OutputStream out =
                new BufferedOutputStream(
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BlobId.of(digest);
    }

    /// As text: a line that says what this is, then a line for each file with its blob, its size
    /// and its name, all in UTF-8.
    public void write(OutputStream out) throws IOException {
        ManifestText.write(files(), out);
    }

    /// Shows what is different in `newer`, sorted by name.
    public void compare(Manifest newer, Consumer<Change> each) {
        Rows before = new Rows(blocks, 0);
        Rows after = new Rows(newer.blocks, 0);
        boolean old = before.next();
        boolean young = after.next();
        while (old || young) {
            int order = !old ? 1 : !young ? -1 : before.compareTo(after);
            if (order < 0) {
                each.accept(new Change.Removed(before.file()));
            } else if (order > 0) {
                each.accept(new Change.Added(after.file()));
            } else if (!before.hasSameBlob(after)) {
                each.accept(new Change.Replaced(before.file(), after.file()));
            }
            old = order <= 0 ? before.next() : old;
            young = order >= 0 ? after.next() : young;
        }
    }

    /// The last block whose first name is not behind `name`; the first if there is none.
    private int blockOf(byte[] name) {
        int low = 0;
        int high = blocks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Rows.compareHead(blocks[middle], name) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return count + " files, " + octets + " octets";
    }

    /// One file of a release.
    ///
    /// @param size of the blob, in octets
    public record File(SitePath path, BlobId blob, long size) {}

    /// One difference between two releases.
    public sealed interface Change {
        /// Only the newer one has it.
        record Added(File file) implements Change {}

        /// Only the older one has it.
        record Removed(File file) implements Change {}

        /// Both have it, with different content.
        record Replaced(File before, File after) implements Change {}
    }

    /// The files whose names start with `prefix`.
    private static final class Below implements Iterator<File> {
        private final Rows rows;
        private final byte[] prefix;
        private boolean more;

        Below(Rows rows, byte[] prefix) {
            this.rows = rows;
            this.prefix = prefix;
            more = rows.seek(prefix) && rows.startsWith(prefix);
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public File next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            File file = rows.file();
            more = rows.next() && rows.startsWith(prefix);
            return file;
        }
    }
}
