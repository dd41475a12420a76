package croft.site.store;

import java.util.Arrays;

/// Goes through the files of a [Manifest]'s blocks; starts before the first of a block.
///
/// A row is: how many octets of the name it shares with the row before, how many follow, those, the
/// size (numbers in groups of seven bits, lowest first, as in LEB128), and the blob's 32 octets.
final class Rows {
    private static final int FIRST_NAME = 128;

    private final byte[][] blocks;
    private int block;
    private int at;
    private byte[] name = new byte[FIRST_NAME];
    private int length;
    private long size;
    private int blob;

    Rows(byte[][] blocks, int block) {
        this.blocks = blocks;
        this.block = block;
    }

    /// Goes to the next file, unless there is none.
    boolean next() {
        if (block < blocks.length && at == blocks[block].length) {
            block++;
            at = 0;
        }
        if (block >= blocks.length) {
            return false;
        }
        int shared = (int) number();
        int rest = (int) number();
        length = shared + rest;
        if (length > name.length) {
            name = Arrays.copyOf(name, Math.max(length, 2 * name.length));
        }
        System.arraycopy(blocks[block], at, name, shared, rest);
        at += rest;
        size = number();
        blob = at;
        at += BlobId.OCTETS;
        return true;
    }

    /// Goes to the first file whose name is not before `wanted`, unless there is none.
    boolean seek(byte[] wanted) {
        while (next()) {
            if (Arrays.compareUnsigned(name, 0, length, wanted, 0, wanted.length) >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean isAt(byte[] wanted) {
        return Arrays.equals(name, 0, length, wanted, 0, wanted.length);
    }

    boolean startsWith(byte[] prefix) {
        return length >= prefix.length
                && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    int compareTo(Rows other) {
        return Arrays.compareUnsigned(name, 0, length, other.name, 0, other.length);
    }

    boolean hasSameBlob(Rows other) {
        return Arrays.equals(
                blocks[block],
                blob,
                blob + BlobId.OCTETS,
                other.blocks[other.block],
                other.blob,
                other.blob + BlobId.OCTETS);
    }

    Manifest.File file() {
        return new Manifest.File(
                FileName.path(name, 0, length), BlobId.read(blocks[block], blob), size);
    }

    /// Compares the first name of a block, which shares nothing.
    static int compareHead(byte[] block, byte[] wanted) {
        int at = 1;
        int length = 0;
        int shift = 0;
        byte octet;
        do {
            octet = block[at++];
            length |= (octet & 0x7f) << shift;
            shift += 7;
        } while (octet < 0);
        return Arrays.compareUnsigned(block, at, at + length, wanted, 0, wanted.length);
    }

    private long number() {
        byte[] from = blocks[block];
        long value = 0;
        int shift = 0;
        byte octet;
        do {
            octet = from[at++];
            value |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while (octet < 0);
        return value;
    }
}
