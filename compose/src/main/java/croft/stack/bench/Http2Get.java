package croft.stack.bench;

import croft.stack.bench.TlsClient.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One GET over HTTP/2 on a connection of its own, read to the end of its stream; no more of the
/// protocol than that needs (RFC 9113). The answer is not decoded: the probe has checked what
/// servers answer.
record Http2Get(Socket socket) {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;

    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;

    /// The connection stays open.
    void only(Target target) throws IOException {
        var out = new ByteArrayOutputStream();
        var frames = new DataOutputStream(out);
        frames.write(PREFACE);
        write(frames, SETTINGS, 0, 0, new byte[0]);
        write(frames, HEADERS, END_STREAM | END_HEADERS, STREAM, block(target));
        out.writeTo(socket.getOutputStream());
        read();
    }

    private void read() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
            int first = in.readInt();
            int length = first >>> 8;
            int type = first & 0xff;
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.skipNBytes(length);
            if (type == SETTINGS && (flags & ACK) == 0) {
                var ack = new ByteArrayOutputStream();
                write(new DataOutputStream(ack), SETTINGS, ACK, 0, new byte[0]);
                ack.writeTo(socket.getOutputStream());
            } else if (type == RESET || type == GO_AWAY) {
                throw new IOException("a frame of type " + type + " (expected: an answer)");
            } else if ((type == DATA || type == HEADERS)
                    && stream == STREAM
                    && (flags & END_STREAM) != 0) {
                return;
            }
        }
    }

    /// Fields of HPACK's static table, values as they are (RFC 7541 §6.2.2, appendix A).
    private static byte[] block(Target target) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(0x82); // :method GET
        out.write(0x87); // :scheme https
        literal(out, 0x04, target.path());
        literal(out, 0x01, target.authority());
        return out.toByteArray();
    }

    private static void literal(ByteArrayOutputStream out, int name, String value)
            throws IOException {
        byte[] octets = value.getBytes(StandardCharsets.US_ASCII);
        if (octets.length > 126) {
            throw new IOException(value + " (expected: at most 126 characters)");
        }
        out.write(name);
        out.write(octets.length);
        out.write(octets);
    }

    private static void write(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeInt(payload.length << 8 | type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }
}
