package croft.edge.http2;

import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.Recent;
import java.util.Arrays;

/// Writes header blocks without a dynamic table: names by static index where there is one, values
/// in Huffman code where that is shorter, nothing to be remembered (RFC 7541 §6.2.2). So it keeps
/// no state between blocks, and a block once written fits every connection: a cache may store it
/// ready to send.
final class HpackEncoder {
    private static final int FIRST_CAPACITY = 1_024;

    /// Strings as they are written: most answers of a site have the same values in most fields.
    private static final Recent<byte[]> WRITTEN = new Recent<>(HpackEncoder::written);

    private byte[] block;
    private int length;

    HpackEncoder() {
        this(FIRST_CAPACITY);
    }

    private HpackEncoder(int capacity) {
        block = new byte[capacity];
    }

    /// Begins a new block.
    HpackEncoder begin() {
        length = 0;
        return this;
    }

    /// Says that we use a table of no size, as a peer that lowers its limit must be told (RFC 7541
    /// §4.2, RFC 9113 §4.3.1). Only in front of everything else.
    HpackEncoder noTable() {
        room(1);
        block[length++] = 0x20;
        return this;
    }

    /// `:status`, which comes before all other fields (RFC 9113 §8.3.2).
    HpackEncoder status(int status) {
        int index = StaticTable.indexOfStatus(status);
        room(8);
        if (index > 0) {
            block[length++] = (byte) (0x80 | index);
        } else {
            block[length++] = 8;
            block[length++] = 3;
            block[length++] = (byte) ('0' + status / 100);
            block[length++] = (byte) ('0' + status / 10 % 10);
            block[length++] = (byte) ('0' + status % 10);
        }
        return this;
    }

    /// @param name in lower case
    /// @param value one octet per character
    HpackEncoder field(String name, String value) {
        int index = StaticTable.indexOf(name);
        room(16 + name.length() + value.length());
        integer(0, 4, index);
        if (index == 0) {
            recent(name);
        }
        if (name.equals("set-cookie")) {
            // nobody else's, and not to be kept
            string(value);
        } else {
            recent(value);
        }
        return this;
    }

    /// A block that was written before.
    HpackEncoder block(byte[] written) {
        room(written.length);
        System.arraycopy(written, 0, block, length, written.length);
        length += written.length;
        return this;
    }

    /// A head as a block, to be kept.
    static byte[] encoded(PreparedHead head) {
        HpackEncoder encoder = new HpackEncoder().begin().status(head.status());
        head.fields().fields().forEach(encoder::field);
        if (head.status() != 204 && head.status() != 304) {
            encoder.field("content-length", Long.toString(head.length()));
        }
        return encoder.toBytes();
    }

    /// Fields as a piece of a block, to be kept.
    static byte[] encoded(Fields fields) {
        HpackEncoder encoder = new HpackEncoder().begin();
        fields.forEach(encoder::field);
        return encoder.toBytes();
    }

    byte[] octets() {
        return block;
    }

    int length() {
        return length;
    }

    /// The block in an array of its own, to be kept.
    byte[] toBytes() {
        return Arrays.copyOf(block, length);
    }

    private void recent(String text) {
        if (Recent.keeps(text)) {
            block(WRITTEN.of(text));
        } else {
            string(text);
        }
    }

    private static byte[] written(String text) {
        HpackEncoder encoder = new HpackEncoder(8 + text.length());
        encoder.string(text);
        return encoder.toBytes();
    }

    private void string(String text) {
        int encoded = Huffman.encodedLength(text);
        if (encoded < text.length()) {
            integer(0x80, 7, encoded);
            length = Huffman.encode(text, block, length);
        } else {
            integer(0, 7, text.length());
            for (int i = 0; i < text.length(); i++) {
                block[length++] = (byte) text.charAt(i);
            }
        }
    }

    /// A number behind `flags` in an octet that leaves it `bits` (RFC 7541 §5.1).
    private void integer(int flags, int bits, int value) {
        int mask = (1 << bits) - 1;
        if (value < mask) {
            block[length++] = (byte) (flags | value);
            return;
        }
        block[length++] = (byte) (flags | mask);
        int rest = value - mask;
        while (rest >= 0x80) {
            block[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[length++] = (byte) rest;
    }

    private void room(int octets) {
        if (block.length - length < octets) {
            block = Arrays.copyOf(block, Math.max(2 * block.length, length + octets));
        }
    }
}
