package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a tar archive of POSIX (ustar, pax) or GNU, or of the seventh edition of Unix, in one go.
///
/// It is stricter than the tools that unpack: where two of them may see different files in the same
/// octets, and where the end is missing, the archive is refused.
final class Tar {
    static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    /// Headers in front of an entry's own are for names, which are short.
    private static final int LONGEST_EXTENSION = 64 << 10;

    private final InputStream from;
    private final byte[] header = new byte[BLOCK];
    private Extended extended = new Extended();
    private String last = "";

    Tar(InputStream from) {
        this.from = from;
    }

    /// Whether a block may be the first of an archive: its checksum is right, or it is the end.
    static boolean begins(byte[] block) {
        return block.length == BLOCK && (isZero(block) || hasChecksum(block));
    }

    /// Gives every entry to `entries`.
    void read(Entries entries) throws IOException {
        while (true) {
            block(header);
            if (isZero(header)) {
                end();
                return;
            }
            if (!hasChecksum(header)) {
                throw Stop.damaged(last, "the header after this entry is damaged");
            }
            entry(entries);
        }
    }

    /// The second of two empty blocks, and then nothing but padding to a tape's record.
    private void end() throws IOException {
        if (!extended.isEmpty()) {
            throw Stop.cutShort(last);
        }
        block(header);
        byte[] rest = new byte[16 << 10];
        boolean empty = isZero(header);
        for (int n = from.read(rest); n >= 0; n = from.read(rest)) {
            for (int i = 0; i < n; i++) {
                empty &= rest[i] == 0;
            }
        }
        if (!empty) {
            throw Stop.damaged("", "something follows the archive's end");
        }
    }

    private void entry(Entries entries) throws IOException {
        byte type = header[TYPE];
        if (type == 'x' || type == 'g' || type == 'L' || type == 'K') {
            extension(type, number(SIZE, 12));
            return;
        }
        long size = extended.size >= 0 ? extended.size : number(SIZE, 12);
        byte[] name = extended.name != null ? extended.name : name();
        byte[] target = extended.target != null ? extended.target : field(LINK_NAME, NAME);
        boolean sparse = extended.sparse;
        extended = new Extended();
        last = Entries.shown(name);
        boolean folder = type == '5' || ((type == 0 || type == '0') && endsWithSlash(name));
        Content content = new Content(size);
        if (type == 'S') {
            throw new Stop(Entries.unwanted(name, "a sparse file"));
        } else if (sparse) {
            entries.refuse(name, "a sparse file");
        } else if (folder) {
            entries.folder(name);
        } else {
            switch (type) {
                case 0, '0', '7' -> entries.file(name, content);
                case '1' -> entries.hardLink(name, target);
                case '2' -> entries.symbolicLink(name, target);
                case '3', '4' -> entries.refuse(name, "a device");
                case '6' -> entries.refuse(name, "a named pipe");
                default -> entries.refuse(name, "of an unknown kind, number " + (type & 0xff));
            }
        }
        boolean mayHaveContent = !folder && (type < '1' || type > '6');
        if (size > 0 && !mayHaveContent) {
            throw Stop.damaged(last, "has content where tools disagree whether there is any");
        }
        content.skipRest();
    }

    /// @param size of the entry that is the header
    private void extension(byte type, long size) throws IOException {
        if (size > LONGEST_EXTENSION) {
            throw Stop.damaged(
                    last, "an extended header of " + size + " octets follows this entry");
        }
        Content content = new Content(size);
        byte[] octets = content.readNBytes((int) size);
        content.skipRest();
        switch (type) {
            case 'L' -> extended.name = untilZero(octets);
            case 'K' -> extended.target = untilZero(octets);
            case 'g' -> {
                Extended global = new Extended();
                records(octets, global);
                if (!global.isEmpty()) {
                    throw Stop.damaged(
                            last, "a header names or measures all further files at once");
                }
            }
            default -> records(octets, extended);
        }
    }

    /// `LENGTH KEY=VALUE\n`, the length being that of the whole record.
    private void records(byte[] octets, Extended into) throws Stop {
        int at = 0;
        while (at < octets.length) {
            int space = at;
            int length = 0;
            while (space < octets.length && octets[space] >= '0' && octets[space] <= '9') {
                length = Math.min(length * 10 + octets[space] - '0', LONGEST_EXTENSION + 1);
                space++;
            }
            int equals = space;
            while (equals < octets.length && octets[equals] != '=') {
                equals++;
            }
            int end = at + length;
            if (space == at
                    || space >= octets.length
                    || octets[space] != ' '
                    || equals >= end
                    || end > octets.length
                    || octets[end - 1] != '\n') {
                throw Stop.damaged(last, "a malformed extended header follows this entry");
            }
            String key = new String(octets, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            record(key, Arrays.copyOfRange(octets, equals + 1, end - 1), into);
            at = end;
        }
    }

    private void record(String key, byte[] value, Extended into) throws Stop {
        switch (key) {
            case "path" -> into.name = value;
            case "linkpath" -> into.target = value;
            case "size" -> {
                String digits = new String(value, StandardCharsets.ISO_8859_1);
                if (!digits.matches("[0-9]{1,18}")) {
                    throw Stop.damaged(last, "a malformed extended header follows this entry");
                }
                into.size = Long.parseLong(digits);
            }
            default -> into.sparse |= key.startsWith("GNU.sparse.");
        }
    }

    private byte[] name() {
        byte[] name = field(0, NAME);
        boolean posix =
                Arrays.equals(
                        header, MAGIC, MAGIC + 6, new byte[] {'u', 's', 't', 'a', 'r', 0}, 0, 6);
        byte[] prefix = posix ? field(PREFIX, PREFIX_LENGTH) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    private static boolean endsWithSlash(byte[] name) {
        return name.length > 0 && name[name.length - 1] == '/';
    }

    private byte[] field(int at, int length) {
        return untilZero(Arrays.copyOfRange(header, at, at + length));
    }

    private static byte[] untilZero(byte[] octets) {
        int length = 0;
        while (length < octets.length && octets[length] != 0) {
            length++;
        }
        return Arrays.copyOf(octets, length);
    }

    /// Octal digits with spaces or zeros around them; or, as GNU has it, a binary number.
    private long number(int at, int length) throws Stop {
        if (header[at] == (byte) 0x80) {
            long value = 0;
            for (int i = at + 1; i < at + length; i++) {
                if (value >> 48 != 0) {
                    throw Stop.damaged(last, "the entry after this one has an impossible size");
                }
                value = value << 8 | (header[i] & 0xff);
            }
            return value;
        }
        String text = new String(header, at, length, StandardCharsets.ISO_8859_1);
        String digits = text.replace('\0', ' ').strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw Stop.damaged(last, "the entry after this one has an impossible size");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    /// The sum of all octets, its own field taken as spaces; old systems summed signed ones.
    private static boolean hasChecksum(byte[] block) {
        int sum = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            int octet = i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i];
            sum += octet & 0xff;
            signed += octet;
        }
        String text = new String(block, CHECKSUM, 8, StandardCharsets.ISO_8859_1);
        String digits = text.replace('\0', ' ').strip();
        if (!digits.matches("[0-7]{1,8}")) {
            return false;
        }
        int said = Integer.parseInt(digits, 8);
        return said == sum || said == signed;
    }

    private static boolean isZero(byte[] block) {
        for (byte octet : block) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    private void block(byte[] into) throws IOException {
        if (from.readNBytes(into, 0, BLOCK) < BLOCK) {
            throw Stop.cutShort(last);
        }
    }

    /// What headers say in place of the next entry's own.
    private static final class Extended {
        private byte @Nullable [] name;
        private byte @Nullable [] target;
        private long size = -1;
        private boolean sparse;

        boolean isEmpty() {
            return name == null && target == null && size < 0 && !sparse;
        }
    }

    /// The octets of one entry.
    private final class Content extends InputStream {
        private final int padding;
        private long left;

        Content(long size) {
            this.left = size;
            this.padding = (int) (-size & (BLOCK - 1));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = from.read(to, at, (int) Math.min(length, left));
            if (n < 0) {
                throw Stop.cutShort(last);
            }
            left -= n;
            return n;
        }

        void skipRest() throws IOException {
            byte[] rest = new byte[BLOCK];
            while (left > 0) {
                read(rest, 0, BLOCK);
            }
            if (from.readNBytes(rest, 0, padding) < padding) {
                throw Stop.cutShort(last);
            }
        }
    }
}
