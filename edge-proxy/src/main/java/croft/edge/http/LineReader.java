package croft.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/// Lines that end with CR LF, taken from octets that arrive in pieces.
///
/// An incomplete line stays in the buffer, and only its new octets are looked at when more have
/// come. Whether a line is too long is decided so that it does not depend on where the pieces were
/// cut: any split of the same octets has the same outcome.
final class LineReader {
    static final int INCOMPLETE = -1;
    static final int TOO_LONG = -2;
    static final int BARE_LF = -3;

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /// The line that was read last on this thread; one array for all connections of an event loop.
    private static final FastThreadLocal<byte[]> LINE =
            new FastThreadLocal<>() {
                @Override
                protected byte[] initialValue() {
                    return new byte[16 * 1024];
                }
            };

    /// Octets after the reader index that are known to hold no LF.
    private int searched;

    /// Consumes the next line.
    ///
    /// @param limit of its length, in octets without the line end
    /// @return its length, with its octets in [#line(int)]; or one of the negative constants, with
    ///   nothing consumed
    int next(ByteBuf in, int limit) {
        int start = in.readerIndex();
        int end = in.indexOf(start + searched, in.writerIndex(), LF);
        int octets = end < 0 ? in.readableBytes() : end - start;
        if (octets > limit + 1) {
            return TOO_LONG;
        }
        if (end < 0) {
            searched = octets;
            return INCOMPLETE;
        }
        if (octets == 0 || in.getByte(end - 1) != CR) {
            return BARE_LF;
        }
        searched = 0;
        in.readBytes(line(octets + 1), 0, octets + 1);
        return octets - 1;
    }

    /// The octets of the line that was read last, good until the next line is read on this thread.
    static byte[] line(int atLeast) {
        byte[] line = LINE.get();
        if (line.length < atLeast) {
            line = new byte[atLeast];
            LINE.set(line);
        }
        return line;
    }
}
