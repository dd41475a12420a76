package croft.edge.log;

import java.util.Arrays;

/// Octets of lines, appended one behind the other. Nothing is checked: whoever appends has made
/// sure that a longest line fits.
final class LineBuffer {
    /// What tables of characters have room for: ASCII.
    static final int CHARACTERS = 128;

    private static final byte[] HEX = Ascii.octets("0123456789abcdef");

    private byte[] octets;
    private int length;

    LineBuffer(byte[] octets) {
        this.octets = octets;
    }

    int length() {
        return length;
    }

    int room() {
        return octets.length - length;
    }

    byte[] array() {
        return octets;
    }

    /// Goes on in another array, from its beginning.
    void begin(byte[] other) {
        octets = other;
        length = 0;
    }

    byte[] since(int from) {
        return Arrays.copyOfRange(octets, from, length);
    }

    void octet(int octet) {
        octets[length++] = (byte) octet;
    }

    void octets(byte[] source) {
        octets(source, source.length);
    }

    /// Appends the first `count` octets.
    void octets(byte[] source, int count) {
        System.arraycopy(source, 0, octets, length, count);
        length += count;
    }

    /// Takes back what was appended since then.
    void back(int to) {
        length = to;
    }

    void number(long number) {
        if (number < 0) {
            octet('-');
        }
        if (number >= 0 && number < 10) {
            octet('0' + (int) number);
            return;
        }
        // what has no opposite is no length, no time and no status
        long rest = Math.absExact(number);
        byte[] out = octets;
        int end = length + digits(rest);
        length = end;
        do {
            long tenth = rest / 10;
            out[--end] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        } while (rest > 0);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long least = 10; number >= least && digits < 19; least *= 10) {
            digits++;
        }
        return digits;
    }

    /// A number with exactly so many digits.
    void padded(int number, int width) {
        int rest = number;
        for (int i = width - 1; i >= 0; i--) {
            octets[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
    }

    /// Nanoseconds as milliseconds, to the microsecond.
    void millis(long nanos) {
        long micros = Math.max(0, nanos) / 1_000;
        number(micros / 1_000);
        octet('.');
        padded((int) (micros % 1_000), 3);
    }

    /// Sixteen hexadecimal digits.
    void hex(long number) {
        byte[] out = octets;
        int at = length;
        long rest = number;
        for (int i = 15; i >= 0; i--) {
            out[at + i] = HEX[(int) rest & 15];
            rest >>>= 4;
        }
        length = at + 16;
    }

    /// Appends as much of `text` as needs no escape, at most up to `end`.
    ///
    /// @return where in the text it has stopped
    int plain(String text, int from, int end) {
        byte[] out = octets;
        int at = length;
        int i = from;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            out[at++] = (byte) c;
        }
        length = at;
        return i;
    }

    /// Appends a path of which every character may be written as it is.
    ///
    /// @param plain which characters may be
    /// @param first which may behind a slash
    /// @return whether it is one; nothing is appended otherwise
    boolean path(String text, boolean[] plain, boolean[] first) {
        byte[] out = octets;
        int at = length;
        boolean[] allowed = plain;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= CHARACTERS || !allowed[c]) {
                return false;
            }
            out[at++] = (byte) c;
            allowed = c == '/' ? first : plain;
        }
        length = at;
        return true;
    }

    /// Two hexadecimal digits.
    void octetInHex(int octet) {
        octet(HEX[octet >> 4 & 15]);
        octet(HEX[octet & 15]);
    }
}
