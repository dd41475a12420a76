package croft.edge.http;

import io.netty.buffer.ByteBuf;

/// The chunked transfer coding, written.
public final class ChunkedEncoder {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private ChunkedEncoder() {}

    /// What comes before `size` octets of a body.
    ///
    /// @param size more than none: a chunk of none would end the body
    public static void begin(ByteBuf out, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size: " + size + " (expected: 1 or more)");
        }
        boolean leading = true;
        for (int shift = 28; shift >= 0; shift -= 4) {
            int digit = (size >>> shift) & 0xf;
            leading &= digit == 0;
            if (!leading) {
                out.writeByte(HEX[digit]);
            }
        }
        end(out);
    }

    /// What comes behind them.
    public static void end(ByteBuf out) {
        out.writeShort(('\r' << 8) | '\n');
    }

    /// What ends the body.
    public static void last(ByteBuf out, Fields trailers) {
        out.writeByte('0');
        end(out);
        HeadWriter.trailers(out, trailers);
    }
}
