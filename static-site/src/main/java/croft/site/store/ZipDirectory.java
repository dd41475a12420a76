package croft.site.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The central directory of a zip archive (APPNOTE 6.3.10 §4.3.12), read entry by entry: where the
/// archive says what it holds.
final class ZipDirectory {
    static final int UNKNOWN_32 = 0xffffffff;
    private static final int UNKNOWN_16 = 0xffff;

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int UNIX = 3;

    private final FileChannel file;
    private final long start;
    private final long end;
    private final long entries;
    private ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);
    private long next;
    private long seen;

    private ZipDirectory(FileChannel file, long start, long end, long entries) {
        this.file = file;
        this.start = start;
        this.end = end;
        this.entries = entries;
        this.next = start;
    }

    /// Finds the directory by the record at the very end of the archive.
    static ZipDirectory of(FileChannel file) throws IOException {
        long length = file.size();
        int tail = (int) Math.min(length, END_LENGTH + LONGEST_COMMENT);
        ByteBuffer last = at(file, length - tail, tail);
        for (int i = tail - END_LENGTH; i >= 0; i--) {
            if (last.getInt(i) == END
                    && (last.getShort(i + 20) & 0xffff) == tail - END_LENGTH - i) {
                return of(file, length - tail + i, last.slice(i, END_LENGTH).order(last.order()));
            }
        }
        throw Stop.cutShort("");
    }

    private static ZipDirectory of(FileChannel file, long at, ByteBuffer record)
            throws IOException {
        int disks = record.getShort(4) | record.getShort(6);
        long onThisDisk = record.getShort(8) & 0xffff;
        long entries = record.getShort(10) & 0xffff;
        long length = record.getInt(12) & 0xffffffffL;
        long start = record.getInt(16) & 0xffffffffL;
        long end = at;
        Optional<ByteBuffer> large = large(file, at);
        if (large.isPresent()) {
            ByteBuffer end64 = large.get();
            ZipDirectory directory = of64(file, at, end64);
            boolean same =
                    (entries == UNKNOWN_16 || entries == directory.entries)
                            && (record.getInt(12) == UNKNOWN_32
                                    || length == directory.end - directory.start)
                            && (record.getInt(16) == UNKNOWN_32 || start == directory.start);
            if (!same) {
                throw Stop.damaged("", "its two last records disagree (zip64)");
            }
            return directory;
        }
        if (disks != 0 || onThisDisk != entries) {
            throw Stop.damaged("", "it is a part of a larger archive");
        }
        if (start + length != end) {
            throw Stop.damaged("", "its directory is not where its last record says");
        }
        return new ZipDirectory(file, start, end, entries);
    }

    /// The record of zip64, if the locator in front of the last record names one.
    private static Optional<ByteBuffer> large(FileChannel file, long end) throws IOException {
        if (end < LOCATOR_LENGTH + END_64_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer locator = at(file, end - LOCATOR_LENGTH, LOCATOR_LENGTH);
        if (locator.getInt(0) != LOCATOR) {
            return Optional.empty();
        }
        long at = locator.getLong(8);
        if (locator.getInt(4) != 0
                || locator.getInt(16) > 1
                || at != end - LOCATOR_LENGTH - END_64_LENGTH) {
            throw Stop.damaged("", "its last record is not where it says (zip64)");
        }
        ByteBuffer record = at(file, at, END_64_LENGTH);
        if (record.getInt(0) != END_64 || record.getLong(4) != END_64_LENGTH - 12) {
            throw Stop.damaged("", "its last record is malformed (zip64)");
        }
        return Optional.of(record);
    }

    private static ZipDirectory of64(FileChannel file, long at, ByteBuffer record) throws Stop {
        long entries = record.getLong(32);
        long length = record.getLong(40);
        long start = record.getLong(48);
        long end = at - LOCATOR_LENGTH - END_64_LENGTH;
        if (record.getInt(16) != 0 || record.getInt(20) != 0 || record.getLong(24) != entries) {
            throw Stop.damaged("", "it is a part of a larger archive");
        }
        if (entries < 0 || start < 0 || length < 0 || start > end || length != end - start) {
            throw Stop.damaged("", "its directory is not where its last record says (zip64)");
        }
        return new ZipDirectory(file, start, end, entries);
    }

    /// Where the directory begins, and so the entries end.
    long start() {
        return start;
    }

    /// How many entries the archive says it has: at most what fits into the directory.
    int count() throws Stop {
        if (entries > (end - start) / ENTRY_LENGTH || entries > Integer.MAX_VALUE) {
            throw Stop.damaged("", "it says that it has " + entries + " entries, more than fit");
        }
        return (int) entries;
    }

    /// Goes back to the first entry.
    void rewind() {
        next = start;
        seen = 0;
        buffer.limit(0);
    }

    /// The next entry, unless there is none.
    Optional<ZipEntryHead> next() throws IOException {
        if (seen == entries) {
            if (next != end) {
                throw Stop.damaged("", "its directory is longer than it says");
            }
            return Optional.empty();
        }
        ensure(ENTRY_LENGTH);
        int at = buffer.position();
        if (buffer.getInt(at) != ENTRY) {
            throw Stop.damaged("", "entry " + (seen + 1) + " of its directory is damaged");
        }
        int name = buffer.getShort(at + 28) & 0xffff;
        int extra = buffer.getShort(at + 30) & 0xffff;
        int comment = buffer.getShort(at + 32) & 0xffff;
        int whole = ENTRY_LENGTH + name + extra + comment;
        ensure(whole);
        at = buffer.position();
        byte[] rawName = new byte[name];
        buffer.get(at + ENTRY_LENGTH, rawName);
        boolean unix = (buffer.getShort(at + 4) >> 8 & 0xff) == UNIX;
        ZipEntryHead head =
                ZipEntryHead.of(
                        rawName,
                        buffer.slice(at, ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN),
                        buffer.slice(at + ENTRY_LENGTH + name, extra)
                                .order(ByteOrder.LITTLE_ENDIAN),
                        unix);
        buffer.position(at + whole);
        next += whole;
        seen++;
        return Optional.of(head);
    }

    private void ensure(int octets) throws IOException {
        if (end - next < octets) {
            throw Stop.damaged("", "entry " + (seen + 1) + " of its directory is cut short");
        }
        if (buffer.remaining() < octets) {
            int length = (int) Math.min(end - next, Math.max(octets, 64 << 10));
            buffer = at(file, next, length);
        }
    }

    /// Octets of the archive, numbers in them lowest octet first.
    static ByteBuffer at(FileChannel file, long position, int length) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (octets.hasRemaining()) {
            if (file.read(octets, position + octets.position()) < 0) {
                throw Stop.cutShort("");
            }
        }
        return octets.flip();
    }
}
