package croft.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/// A head while it is being written: gathered in an array, which strings are copied into many
/// octets at a time, and appended to its buffer as a whole. One for each thread, used by one head
/// after the other.
final class HeadBuffer {
    /// What is longer is forgotten again: one huge head does not cost memory for ever.
    private static final int KEPT = 32 * 1024;

    private static final FastThreadLocal<HeadBuffer> CURRENT =
            new FastThreadLocal<>() {
                @Override
                protected HeadBuffer initialValue() {
                    return new HeadBuffer();
                }
            };

    private byte[] octets = new byte[2048];
    private int length;

    private HeadBuffer() {}

    /// This thread's, empty.
    static HeadBuffer begin() {
        HeadBuffer head = CURRENT.get();
        head.length = 0;
        return head;
    }

    /// @param text one octet a character (ISO-8859-1)
    // the only way in the JDK to copy such a string into an array that is there already
    @SuppressWarnings("deprecation")
    HeadBuffer text(String text) {
        int end = length + text.length();
        ensure(end);
        text.getBytes(0, text.length(), octets, length);
        length = end;
        return this;
    }

    /// A field's value. It is looked at as it will be sent, when nothing can change it any more.
    ///
    /// @throws IllegalArgumentException if it is none
    HeadBuffer value(String name, String value) {
        int from = length;
        text(value);
        if (!FieldSyntax.isFieldValue(octets, from, length)) {
            throw HeadWriter.noValue(name, value);
        }
        return this;
    }

    HeadBuffer octets(byte[] more) {
        ensure(length + more.length);
        System.arraycopy(more, 0, octets, length, more.length);
        length += more.length;
        return this;
    }

    HeadBuffer octet(char octet) {
        ensure(length + 1);
        octets[length++] = (byte) octet;
        return this;
    }

    HeadBuffer number(long number) {
        return text(Long.toString(number));
    }

    /// Ends the head: appends it.
    void to(ByteBuf out) {
        out.writeBytes(octets, 0, length);
        if (octets.length > KEPT) {
            octets = new byte[2048];
        }
    }

    /// Ends the head: a copy of it.
    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    private void ensure(int capacity) {
        if (capacity > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(capacity, 2 * octets.length));
        }
    }
}
