package croft.edge.log;

import java.util.Arrays;

/// Octets of lines, appended one behind the other. Nothing is checked: whoever appends has made
/// sure that a longest line fits.
final class LineBuffer {
    private static final byte[] HEX = Ascii.octets("0123456789abcdef");

    /// Digits of the longest number.
    private static final int DIGITS = 20;

    private byte[] octets;
    private int length;
    private final byte[] digits = new byte[DIGITS];

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
        System.arraycopy(source, 0, octets, length, source.length);
        length += source.length;
    }

    void number(long number) {
        if (number < 0) {
            octet('-');
        }
        // what has no opposite is no length, no time and no status
        long rest = Math.absExact(number);
        int at = DIGITS;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        System.arraycopy(digits, at, octets, length, DIGITS - at);
        length += DIGITS - at;
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
        for (int shift = 60; shift >= 0; shift -= 4) {
            octet(HEX[(int) (number >>> shift) & 15]);
        }
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

    /// Two hexadecimal digits.
    void octetInHex(int octet) {
        octet(HEX[octet >> 4 & 15]);
        octet(HEX[octet & 15]);
    }
}
