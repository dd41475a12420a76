package croft.edge.http2;

import io.netty.buffer.ByteBuf;

/// Appends frames to a buffer (RFC 9113 §4.1, §6).
final class FrameWriter {
    private FrameWriter() {}

    static void head(ByteBuf out, int length, int type, int flags, int stream) {
        out.writeLong((long) length << 40 | (long) type << 32 | (long) flags << 24 | stream >>> 8);
        out.writeByte(stream);
    }

    /// @param pairs identifiers and values by turns
    static void settings(ByteBuf out, int... pairs) {
        head(out, 3 * pairs.length, Frame.SETTINGS, 0, 0);
        for (int i = 0; i < pairs.length; i += 2) {
            out.writeShort(pairs[i]);
            out.writeInt(pairs[i + 1]);
        }
    }

    static void settingsAck(ByteBuf out) {
        head(out, 0, Frame.SETTINGS, Frame.ACK, 0);
    }

    static void ping(ByteBuf out, boolean ack, long data) {
        head(out, 8, Frame.PING, ack ? Frame.ACK : 0, 0);
        out.writeLong(data);
    }

    static void goAway(ByteBuf out, int lastStream, ErrorCode code, byte[] reason) {
        head(out, 8 + reason.length, Frame.GOAWAY, 0, 0);
        out.writeInt(lastStream);
        out.writeInt(code.code());
        out.writeBytes(reason);
    }

    static void reset(ByteBuf out, int stream, ErrorCode code) {
        head(out, 4, Frame.RST_STREAM, 0, stream);
        out.writeInt(code.code());
    }

    static void windowUpdate(ByteBuf out, int stream, int increment) {
        head(out, 4, Frame.WINDOW_UPDATE, 0, stream);
        out.writeInt(increment);
    }

    /// HEADERS, and CONTINUATION for what does not fit.
    static void headers(
            ByteBuf out, int stream, boolean ends, byte[] block, int length, int maxFrame) {
        int piece = Math.min(length, maxFrame);
        int flags = (ends ? Frame.END_STREAM : 0) | (piece == length ? Frame.END_HEADERS : 0);
        head(out, piece, Frame.HEADERS, flags, stream);
        out.writeBytes(block, 0, piece);
        for (int at = piece; at < length; at += piece) {
            piece = Math.min(length - at, maxFrame);
            head(
                    out,
                    piece,
                    Frame.CONTINUATION,
                    at + piece == length ? Frame.END_HEADERS : 0,
                    stream);
            out.writeBytes(block, at, piece);
        }
    }

    /// The head of a DATA frame, and the first `length` octets of `data`.
    static void data(ByteBuf out, int stream, boolean ends, ByteBuf data, int length) {
        head(out, length, Frame.DATA, ends ? Frame.END_STREAM : 0, stream);
        out.writeBytes(data, length);
    }
}
