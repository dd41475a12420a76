package croft.edge.http2;

/// The Huffman code of HPACK (RFC 7541 §5.2, Appendix B).
///
/// The code is canonical: shorter codes come first, and among codes of one length the smaller
/// symbol has the smaller code. So the lengths say everything, and the table of the appendix is
/// computed from them. Decoding looks the next nine bits up, which settles every symbol that is
/// frequent in header fields; of longer codes each length is tried in turn.
final class Huffman {
    /// No octet becomes more than this many times shorter by the code: its shortest word has five
    /// bits.
    static final int LARGEST_GROWTH = 2;

    private static final int EOS = 256;
    private static final int LONGEST = 30;
    private static final int WINDOW = 9;

    /// The length in bits of each octet's code, and of EOS.
    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, //
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28, //
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, //
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, //
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, //
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, //
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, //
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, //
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, //
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, //
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, //
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, //
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, //
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, //
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, //
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, //
        30
    };

    private static final int[] CODES = new int[EOS + 1];

    /// For each nine bits, `symbol << 4 | length` of the code they begin with, or 0 where it is
    /// longer.
    private static final short[] SHORT = new short[1 << WINDOW];

    /// Symbols in the order of their codes.
    private static final short[] SYMBOLS = new short[EOS + 1];

    /// For each length: its first code, how many codes have it, where their symbols begin.
    private static final int[] FIRST = new int[LONGEST + 1];

    private static final int[] COUNT = new int[LONGEST + 1];
    private static final int[] START = new int[LONGEST + 1];

    static {
        int code = 0;
        int rank = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            FIRST[length] = code;
            START[length] = rank;
            for (int symbol = 0; symbol <= EOS; symbol++) {
                if (LENGTHS[symbol] == length) {
                    CODES[symbol] = code++;
                    SYMBOLS[rank++] = (short) symbol;
                }
            }
            COUNT[length] = rank - START[length];
        }
        for (int symbol = 0; symbol < EOS; symbol++) {
            int spare = WINDOW - LENGTHS[symbol];
            for (int tail = 0; spare >= 0 && tail < 1 << spare; tail++) {
                SHORT[CODES[symbol] << spare | tail] = (short) (symbol << 4 | LENGTHS[symbol]);
            }
        }
    }

    private Huffman() {}

    /// How many octets `text` (one octet per character) takes when encoded.
    static int encodedLength(String text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits += LENGTHS[text.charAt(i) & 0xFF];
        }
        return (bits + 7) >>> 3;
    }

    /// Writes `text` encoded.
    ///
    /// @return the index behind the last octet written
    static int encode(String text, byte[] out, int at) {
        long bits = 0;
        int count = 0;
        int end = at;
        for (int i = 0; i < text.length(); i++) {
            int symbol = text.charAt(i) & 0xFF;
            bits = bits << LENGTHS[symbol] | CODES[symbol];
            count += LENGTHS[symbol];
            while (count >= 8) {
                count -= 8;
                out[end++] = (byte) (bits >>> count);
            }
        }
        if (count > 0) {
            // the rest of the last octet is the beginning of EOS: ones
            out[end++] = (byte) (bits << (8 - count) | 0xFF >>> count);
        }
        return end;
    }

    /// Decodes octets; `out` must have room for [#LARGEST_GROWTH] times as many.
    ///
    /// @return how many octets were written, or -1 where the input is no encoding: EOS in it, or
    ///   padding that is longer than seven bits or not of ones
    static int decode(byte[] in, int from, int to, byte[] out) {
        long bits = 0;
        int count = 0;
        int next = from;
        int written = 0;
        while (true) {
            while (count <= Long.SIZE - 2 * Byte.SIZE && next < to) {
                bits = bits << 8 | (in[next++] & 0xFF);
                count += 8;
            }
            if (next == to && count < 8 && allOnes(bits, count)) {
                return written;
            }
            int entry = SHORT[window(bits, count)];
            int length = entry & 0xF;
            int symbol = entry >>> 4;
            if (length == 0) {
                length = longLength(bits, count);
                if (length == 0) {
                    return -1;
                }
                int code = (int) (bits >>> (count - length)) & ((1 << length) - 1);
                symbol = SYMBOLS[START[length] + code - FIRST[length]];
            }
            if (length > count || symbol == EOS) {
                return -1;
            }
            count -= length;
            out[written++] = (byte) symbol;
        }
    }

    /// The next nine bits, filled up with ones.
    private static int window(long bits, int count) {
        if (count >= WINDOW) {
            return (int) (bits >>> (count - WINDOW)) & ((1 << WINDOW) - 1);
        }
        int missing = WINDOW - count;
        return ((int) bits << missing | ((1 << missing) - 1)) & ((1 << WINDOW) - 1);
    }

    /// The length of the long code that comes next, or 0 where there is none.
    private static int longLength(long bits, int count) {
        for (int length = WINDOW + 1; length <= LONGEST && length <= count; length++) {
            int rank = ((int) (bits >>> (count - length)) & ((1 << length) - 1)) - FIRST[length];
            if (rank >= 0 && rank < COUNT[length]) {
                return length;
            }
        }
        return 0;
    }

    private static boolean allOnes(long bits, int count) {
        int mask = (1 << count) - 1;
        return ((int) bits & mask) == mask;
    }
}
