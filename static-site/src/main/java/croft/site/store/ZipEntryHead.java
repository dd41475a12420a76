package croft.site.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What the central directory says of one entry of a zip archive.
final class ZipEntryHead {
    private static final int LARGE = 1;
    private static final int FLAG_ENCRYPTED = 1;
    private static final int FLAG_STRONGLY_ENCRYPTED = 1 << 6;
    private static final int FLAG_MASKED = 1 << 13;
    private static final int FLAG_SIZES_BEHIND = 1 << 3;
    private static final int UNIX_KIND = 0170000;

    private final byte[] name;
    private final int flags;
    private final int method;
    private final int crc;
    private final int kind;
    private long packed;
    private long size;
    private long offset;

    private ZipEntryHead(byte[] name, ByteBuffer entry, boolean unix) {
        this.name = name;
        this.flags = entry.getShort(8) & 0xffff;
        this.method = entry.getShort(10) & 0xffff;
        this.crc = entry.getInt(16);
        this.packed = entry.getInt(20) & 0xffffffffL;
        this.size = entry.getInt(24) & 0xffffffffL;
        this.offset = entry.getInt(42) & 0xffffffffL;
        this.kind = unix ? entry.getInt(38) >>> 16 & UNIX_KIND : 0;
    }

    static ZipEntryHead of(byte[] name, ByteBuffer entry, ByteBuffer extra, boolean unix)
            throws Stop {
        ZipEntryHead head = new ZipEntryHead(name, entry, unix);
        head.readLarge(entry, extra);
        return head;
    }

    /// The field of zip64 has those numbers that do not fit, in this order.
    private void readLarge(ByteBuffer entry, ByteBuffer extra) throws Stop {
        ByteBuffer large = field(extra, LARGE, shown());
        if (entry.getInt(24) == ZipDirectory.UNKNOWN_32) {
            size = next(large);
        }
        if (entry.getInt(20) == ZipDirectory.UNKNOWN_32) {
            packed = next(large);
        }
        if (entry.getInt(42) == ZipDirectory.UNKNOWN_32) {
            offset = next(large);
        }
        if (entry.getShort(34) != 0) {
            throw Stop.damaged(shown(), "is in another part of the archive");
        }
    }

    private long next(ByteBuffer large) throws Stop {
        if (large.remaining() < Long.BYTES) {
            throw Stop.damaged(shown(), "has no size or place (zip64)");
        }
        long value = large.getLong();
        if (value < 0) {
            throw Stop.damaged(shown(), "has an impossible size or place (zip64)");
        }
        return value;
    }

    /// The content of the extra field of this number; nothing if there is none.
    static ByteBuffer field(ByteBuffer extra, int wanted, String entry) throws Stop {
        int at = 0;
        while (extra.limit() - at >= 4) {
            int number = extra.getShort(at) & 0xffff;
            int length = extra.getShort(at + 2) & 0xffff;
            if (length > extra.limit() - at - 4) {
                throw Stop.damaged(entry, "has a malformed extra field");
            }
            if (number == wanted) {
                return extra.slice(at + 4, length).order(extra.order());
            }
            at += 4 + length;
        }
        return ByteBuffer.allocate(0);
    }

    byte[] name() {
        return name;
    }

    boolean hasName(byte[] other) {
        return Arrays.equals(name, other);
    }

    String shown() {
        return Entries.shown(name);
    }

    int flags() {
        return flags;
    }

    boolean isEncrypted() {
        return (flags & (FLAG_ENCRYPTED | FLAG_STRONGLY_ENCRYPTED | FLAG_MASKED)) != 0;
    }

    /// Whether the local header leaves the sizes to a record behind the content.
    boolean hasSizesBehind() {
        return (flags & FLAG_SIZES_BEHIND) != 0;
    }

    int method() {
        return method;
    }

    int crc() {
        return crc;
    }

    /// Compressed.
    long packed() {
        return packed;
    }

    long size() {
        return size;
    }

    /// Of the local header.
    long offset() {
        return offset;
    }

    Kind kind() {
        if (name.length > 0 && name[name.length - 1] == '/') {
            return Kind.FOLDER;
        }
        return switch (kind) {
            case 0, 0100000 -> Kind.FILE;
            case 0120000 -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    /// What an entry is.
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }
}
