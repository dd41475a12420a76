package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads a zip archive (PKWARE's APPNOTE 6.3.10). The central directory says what is in it; every
/// local header must say the same, and no two entries may share octets: programs that trust the one
/// and those that trust the other see the same files, and a small archive cannot hold one content a
/// thousand times.
final class Zip {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int LONGEST_TARGET = 4096;

    /// In front of the content of an entry: its checksum and sizes, at least.
    private static final int SHORTEST_SIZES_BEHIND = 12;

    private final FileChannel file;
    private final Bounds bounds;
    private final ArchiveBody body;
    private long unpacked;

    /// @param file the whole archive
    Zip(FileChannel file, Bounds bounds, ArchiveBody body) {
        this.file = file;
        this.bounds = bounds;
        this.body = body;
    }

    /// Gives every entry to `entries`, once all of them are known to be apart.
    void read(Entries entries) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        long[] contents = contents(directory);
        directory.rewind();
        int i = 0;
        for (Optional<ZipEntryHead> head = directory.next();
                head.isPresent();
                head = directory.next()) {
            entry(head.get(), contents[i++], entries);
            body.checkTime();
        }
    }

    /// Where the content of each entry begins.
    private long[] contents(ZipDirectory directory) throws IOException {
        int count = directory.count();
        if (count > bounds.files()) {
            throw new Stop(new Draft(bounds).tooMany());
        }
        long[] contents = new long[count];
        long[] starts = new long[count];
        long[] ends = new long[count];
        for (int i = 0; i < count; i++) {
            ZipEntryHead head =
                    directory
                            .next()
                            .orElseThrow(() -> Stop.damaged("", "its directory ends early"));
            contents[i] = content(head, directory.start());
            starts[i] = head.offset();
            ends[i] =
                    contents[i]
                            + head.packed()
                            + (head.hasSizesBehind() ? SHORTEST_SIZES_BEHIND : 0);
            if (head.packed() > directory.start() - contents[i] || ends[i] > directory.start()) {
                throw Stop.damaged(head.shown(), "reaches beyond the archive's entries");
            }
        }
        directory.next(); // notices what follows the last entry
        Arrays.sort(starts);
        Arrays.sort(ends);
        for (int i = 1; i < count; i++) {
            if (starts[i] < ends[i - 1]) { // in one of n gaps, n starts must lie before n ends
                throw Stop.damaged("", "its entries overlap");
            }
        }
        return contents;
    }

    /// Compares the local header of an entry with the directory.
    private long content(ZipEntryHead head, long end) throws IOException {
        if (head.offset() > end - LOCAL_LENGTH) {
            throw Stop.damaged(head.shown(), "reaches beyond the archive's entries");
        }
        ByteBuffer local = ZipDirectory.at(file, head.offset(), LOCAL_LENGTH);
        int name = local.getShort(26) & 0xffff;
        int extra = local.getShort(28) & 0xffff;
        long content = head.offset() + LOCAL_LENGTH + name + extra;
        if (local.getInt(0) != LOCAL || content > end) {
            throw Stop.damaged(head.shown(), "has no header where the directory says");
        }
        ByteBuffer rest = ZipDirectory.at(file, head.offset() + LOCAL_LENGTH, name + extra);
        byte[] rawName = new byte[name];
        rest.get(rawName);
        long packed = local.getInt(18) & 0xffffffffL;
        long size = local.getInt(22) & 0xffffffffL;
        ByteBuffer large =
                ZipEntryHead.field(rest.slice().order(ByteOrder.LITTLE_ENDIAN), 1, head.shown());
        if (local.getInt(22) == ZipDirectory.UNKNOWN_32 && large.remaining() >= Long.BYTES) {
            size = large.getLong();
        }
        if (local.getInt(18) == ZipDirectory.UNKNOWN_32 && large.remaining() >= Long.BYTES) {
            packed = large.getLong();
        }
        boolean sizesUnsaid = head.hasSizesBehind() && packed == 0 && size == 0;
        boolean same =
                head.hasName(rawName)
                        && (local.getShort(6) & 0xffff) == head.flags()
                        && (local.getShort(8) & 0xffff) == head.method()
                        && (sizesUnsaid || (packed == head.packed() && size == head.size()))
                        && (head.hasSizesBehind() || local.getInt(14) == head.crc());
        if (!same) {
            throw Stop.damaged(head.shown(), "is described in two ways");
        }
        return content;
    }

    private void entry(ZipEntryHead head, long content, Entries entries) throws IOException {
        if (head.kind() == ZipEntryHead.Kind.FOLDER && head.size() == 0) {
            entries.folder(head.name());
            return;
        }
        if (head.isEncrypted()) {
            entries.refuse(head.name(), "encrypted");
            return;
        }
        if (head.method() != STORED && head.method() != DEFLATED) {
            entries.refuse(
                    new Finding(
                            head.shown(),
                            "is compressed by method " + head.method(),
                            "deflate, or no compression",
                            "pack with the usual settings, or as tar.gz"));
            return;
        }
        try (Content octets = new Content(head, content)) {
            switch (head.kind()) {
                case FILE -> {
                    entries.file(head.name(), octets);
                    octets.skipRest();
                }
                case LINK -> {
                    byte[] target = octets.readNBytes(LONGEST_TARGET + 1);
                    if (target.length > LONGEST_TARGET) {
                        entries.refuse(head.name(), "a link with an endless name");
                    } else {
                        entries.symbolicLink(head.name(), target);
                    }
                }
                case FOLDER -> entries.refuse(head.name(), "a folder with content");
                case OTHER -> entries.refuse(head.name(), "a device or a pipe");
            }
        }
    }

    /// The octets of one entry, unpacked: as many as it said, with the checksum it said.
    private final class Content extends InputStream {
        private final ZipEntryHead head;
        private final Inflater inflater = new Inflater(true);
        private final CRC32 crc = new CRC32();
        private final ByteBuffer packed = ByteBuffer.allocate(16 << 10).limit(0);
        private long at;
        private final long end;
        private long count;
        private boolean checked;

        Content(ZipEntryHead head, long at) {
            this.head = head;
            this.at = at;
            this.end = at + head.packed();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0; // else the inflater would never end
            }
            int n =
                    head.method() == STORED
                            ? copy(to, offset, length)
                            : inflate(to, offset, length);
            if (n < 0) {
                check();
                return -1;
            }
            crc.update(to, offset, n);
            count += n;
            unpacked += n;
            if (count > head.size()) {
                throw Stop.damaged(
                        head.shown(), "holds more than the " + head.size() + " octets it says");
            }
            Unpacked.check(unpacked, body.count(), bounds.octets());
            body.checkTime();
            return n;
        }

        private int copy(byte[] to, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, packed.remaining());
            packed.get(to, offset, n);
            return n;
        }

        private int inflate(byte[] to, int offset, int length) throws IOException {
            try {
                while (true) {
                    int n = inflater.inflate(to, offset, length);
                    if (n > 0) {
                        return n;
                    }
                    if (inflater.finished()) {
                        return -1;
                    }
                    if (inflater.needsDictionary() || !inflater.needsInput() || !fill()) {
                        throw Stop.damaged(
                                head.shown(), "is compressed in a way that does not end");
                    }
                    inflater.setInput(packed);
                }
            } catch (DataFormatException e) {
                throw Stop.damaged(head.shown(), "is damaged: " + e.getMessage());
            }
        }

        /// @return whether there is more of the packed content
        private boolean fill() throws IOException {
            if (packed.hasRemaining()) {
                return true;
            }
            if (at == end) {
                return false;
            }
            packed.clear().limit((int) Math.min(packed.capacity(), end - at));
            int n = file.read(packed, at);
            if (n < 0) {
                throw Stop.cutShort(head.shown());
            }
            at += n;
            packed.flip();
            return true;
        }

        private void check() throws Stop {
            if (checked) {
                return;
            }
            checked = true;
            if (count != head.size()) {
                throw Stop.damaged(
                        head.shown(),
                        "holds " + count + " octets, not " + head.size() + " as it says");
            }
            if ((int) crc.getValue() != head.crc()) {
                throw Stop.damaged(head.shown(), "has another checksum than it says");
            }
            if (at != end || packed.hasRemaining()) {
                throw Stop.damaged(head.shown(), "has something behind its content");
            }
        }

        void skipRest() throws IOException {
            byte[] rest = new byte[16 << 10];
            while (read(rest, 0, rest.length) >= 0) {}
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
