package croft.site.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lays out a [Manifest], file after file in the order of their names.
final class ManifestWriter {
    /// Numbers in front of a name and behind it: at most 2, 2 and 9 octets.
    private static final int NUMBERS = 16;

    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] block = new byte[4096];
    private int used;
    private int inBlock;
    private byte[] last = new byte[0];
    private int count;
    private long octets;

    /// @param name as of [FileName#octets], behind the one added before
    void add(byte[] name, long size, BlobId blob) {
        if (inBlock == Manifest.BLOCK) {
            endBlock();
        }
        int shared = inBlock == 0 ? 0 : Math.max(0, Arrays.mismatch(last, name));
        int needed = used + NUMBERS + name.length + BlobId.OCTETS;
        if (needed > block.length) {
            block = Arrays.copyOf(block, Math.max(needed, 2 * block.length));
        }
        number(shared);
        number(name.length - shared);
        System.arraycopy(name, shared, block, used, name.length - shared);
        used += name.length - shared;
        number(size);
        blob.write(block, used);
        used += BlobId.OCTETS;
        last = name;
        inBlock++;
        count++;
        octets = Math.addExact(octets, size);
    }

    Manifest end() {
        endBlock();
        return new Manifest(blocks.toArray(byte[][]::new), count, octets);
    }

    private void endBlock() {
        if (used > 0) {
            blocks.add(Arrays.copyOf(block, used));
        }
        used = 0;
        inBlock = 0;
    }

    private void number(long value) {
        long rest = value;
        while (rest > 0x7f) {
            block[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[used++] = (byte) rest;
    }
}
