package croft.edge.warmup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;

/// GETs of HTTP/2 on as many streams at once.
final class Http2Batch implements OwnVisitor.Batch {
    private static final int HEAD = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    /// More than all answers of a warm-up together.
    private static final int WINDOW = 1 << 30;

    private final int requests;
    private final ByteBuf block = Unpooled.buffer();
    private int stream = 1;

    /// Of the frame that is being read: its head, and what follows it.
    private final byte[] head = new byte[HEAD];

    private int headRead;
    private int payloadLeft;

    Http2Batch(String host, String path, int requests) {
        this.requests = requests;
        // RFC 7541 appendix A: 2 is `:method: GET`, 7 `:scheme: https`, 1 `:authority`, 4 `:path`
        block.writeByte(0x82).writeByte(0x87);
        literal(1, host);
        literal(4, path);
    }

    private void literal(int name, String value) {
        block.writeByte(name).writeByte(value.length());
        block.writeCharSequence(value, CharsetUtil.US_ASCII);
    }

    @Override
    public int requests() {
        return requests;
    }

    @Override
    public byte[] opening() {
        ByteBuf out = Unpooled.buffer();
        out.writeCharSequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", CharsetUtil.US_ASCII);
        frame(out, 0, SETTINGS, 0, 0);
        frame(out, 0, SETTINGS, ACK, 0);
        frame(out, 4, WINDOW_UPDATE, 0, 0).writeInt(WINDOW);
        return ByteBufUtil.getBytes(out);
    }

    @Override
    public byte[] next() {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < requests; i++) {
            frame(out, block.readableBytes(), HEADERS, END_HEADERS | END_STREAM, stream)
                    .writeBytes(block, block.readerIndex(), block.readableBytes());
            stream += 2;
        }
        return ByteBufUtil.getBytes(out);
    }

    @Override
    public int answers(ByteBuf data) {
        int ends = 0;
        while (data.isReadable()) {
            if (headRead < HEAD) {
                head[headRead++] = data.readByte();
                if (headRead == HEAD) {
                    payloadLeft = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
                }
            } else {
                int skipped = Math.min(payloadLeft, data.readableBytes());
                data.skipBytes(skipped);
                payloadLeft -= skipped;
            }
            if (headRead == HEAD && payloadLeft == 0) {
                headRead = 0;
                boolean ofStream = head[3] == DATA || head[3] == HEADERS;
                ends += ofStream && (head[4] & END_STREAM) != 0 ? 1 : 0;
            }
        }
        return ends;
    }

    private static ByteBuf frame(ByteBuf out, int length, int type, int flags, int stream) {
        return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    }
}
