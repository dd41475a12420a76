package croft.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/// Reads header blocks (RFC 7541) of one connection; remembers between them what the peer's encoder
/// tells it to. Knows bytes only. A fault leaves the table undefined, so it must end the connection
/// (RFC 9113 §4.3).
final class HpackDecoder {
    /// The size of the dynamic table, as SETTINGS_HEADER_TABLE_SIZE has it where nothing is said.
    static final int TABLE_LIMIT = 4_096;

    /// Two are needed at most: down to the smallest size in between, up to the last (RFC 7541
    /// §4.2).
    private static final int MOST_SIZE_UPDATES = 2;

    /// Four octets behind the prefix hold any number below 2^28: more than any length or index
    /// here.
    private static final int LONGEST_INTEGER = 4;

    private final DynamicTable table = new DynamicTable(TABLE_LIMIT);
    private byte[] block = new byte[0];
    private int next;
    private int end;

    int tableSize() {
        return table.size();
    }

    /// Reads one whole block.
    ///
    /// @return what is wrong with it, or null
    @Nullable Fault decode(byte[] octets, int from, int to, FieldSink sink) {
        block = octets;
        next = from;
        end = to;
        Fault fault = sizeUpdates();
        while (fault == null && next < end) {
            fault = field(sink);
            if (fault == null && sink.isFlooded()) {
                // a block of 16 KiB can say 16,384 times what it has said once (CVE-2016-6581)
                fault = Fault.excess("header list far too large (RFC 9113 10.5.1)");
            }
        }
        block = new byte[0];
        return fault;
    }

    /// Dynamic table size updates: 001 and a number, only in front (RFC 7541 §4.2, §6.3).
    private @Nullable Fault sizeUpdates() {
        for (int updates = 1; next < end && (block[next] & 0xE0) == 0x20; updates++) {
            int size = integer(5);
            if (size < 0 || size > TABLE_LIMIT) {
                return Fault.compression("table size update over the limit (RFC 7541 6.3)");
            }
            if (updates > MOST_SIZE_UPDATES) {
                return Fault.compression("more than two table size updates (RFC 7541 4.2)");
            }
            table.limit(size);
        }
        return null;
    }

    private @Nullable Fault field(FieldSink sink) {
        int first = block[next];
        if ((first & 0x80) != 0) {
            // indexed: 1 and an index (RFC 7541 §6.1)
            HeaderField field = entry(integer(7));
            if (field == null) {
                return Fault.compression("index of no entry (RFC 7541 6.1)");
            }
            sink.field(field);
            return null;
        }
        if ((first & 0xE0) == 0x20) {
            return Fault.compression("table size update behind a field (RFC 7541 4.2)");
        }
        // literal: 01 to remember, 0000 or 0001 not to; and the index of the name (RFC 7541 §6.2)
        boolean remembered = (first & 0x40) != 0;
        int index = integer(remembered ? 6 : 4);
        HeaderField named = index == 0 ? null : entry(index);
        String name = index == 0 ? string() : named == null ? null : named.name();
        String value = name == null ? null : string();
        if (name == null || value == null) {
            return Fault.compression("broken literal (RFC 7541 6.2)");
        }
        HeaderField field = named == null ? HeaderField.of(name, value) : named.with(value);
        if (remembered) {
            table.add(field);
        }
        sink.field(field);
        return null;
    }

    /// Both tables are numbered as one, the static one first (RFC 7541 §2.3.3).
    private @Nullable HeaderField entry(int index) {
        if (index <= 0) {
            return null;
        }
        return index <= StaticTable.SIZE
                ? StaticTable.get(index)
                : table.get(index - StaticTable.SIZE - 1);
    }

    /// A number whose prefix has that many bits (RFC 7541 §5.1), or -1.
    private int integer(int bits) {
        int mask = (1 << bits) - 1;
        int value = block[next++] & mask;
        if (value < mask) {
            return value;
        }
        for (int i = 0; i < LONGEST_INTEGER && next < end; i++) {
            int octet = block[next++];
            value += (octet & 0x7F) << (7 * i);
            if (octet >= 0) {
                return value;
            }
        }
        return -1;
    }

    /// A length and that many octets, in Huffman code where the first bit says so (RFC 7541 §5.2);
    /// null where they are not there or not well encoded.
    private @Nullable String string() {
        if (next >= end) {
            return null;
        }
        boolean encoded = block[next] < 0;
        int length = integer(7);
        if (length < 0 || length > end - next) {
            return null;
        }
        int start = next;
        next += length;
        if (!encoded) {
            return new String(block, start, length, ISO_8859_1);
        }
        byte[] plain = Scratch.current().octets(length * Huffman.LARGEST_GROWTH);
        int count = Huffman.decode(block, start, next, plain);
        return count < 0 ? null : new String(plain, 0, count, ISO_8859_1);
    }
}
