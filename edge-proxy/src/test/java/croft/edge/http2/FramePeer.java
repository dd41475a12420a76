package croft.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A client that speaks HTTP/2 frame by frame over a real socket, for tests of whole connections.
/// Answers SETTINGS and PING by itself; opens no windows unless told.
public final class FramePeer implements AutoCloseable {
    public static final int DATA = Frame.DATA;
    public static final int HEADERS = Frame.HEADERS;
    public static final int RST_STREAM = Frame.RST_STREAM;
    public static final int GOAWAY = Frame.GOAWAY;
    public static final int INITIAL_WINDOW = Frame.SETTING_INITIAL_WINDOW_SIZE;

    private final Socket socket;
    private final DataInputStream in;
    private final HpackDecoder decoder = new HpackDecoder();

    /// Sends the preface.
    ///
    /// @param settings identifiers and values by turns
    public FramePeer(Socket socket, int... settings) throws IOException {
        this.socket = socket;
        in = new DataInputStream(socket.getInputStream());
        ByteBuf out = Unpooled.buffer();
        out.writeCharSequence(RawClient.PREFACE, US_ASCII);
        FrameWriter.settings(out, settings);
        send(out);
    }

    /// Sends a header block in one frame.
    ///
    /// @param fields names and values by turns
    public FramePeer headers(int stream, boolean ends, String... fields) throws IOException {
        int flags = Frame.END_HEADERS | (ends ? Frame.END_STREAM : 0);
        return frame(Frame.HEADERS, flags, stream, RawClient.block(fields));
    }

    public FramePeer get(int stream, String host, String path) throws IOException {
        return headers(stream, true, request("GET", host, path));
    }

    /// The fields of a request's head: names and values by turns.
    public static String[] request(String method, String host, String path, String... more) {
        return Stream.concat(
                        Stream.of(
                                ":method",
                                method,
                                ":scheme",
                                "https",
                                ":authority",
                                host,
                                ":path",
                                path),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /// Asks for a WebSocket (RFC 8441 §5).
    public FramePeer connect(int stream, String host) throws IOException {
        return headers(
                stream,
                false,
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "https",
                ":authority",
                host,
                ":path",
                "/ws",
                "sec-websocket-version",
                "13");
    }

    public FramePeer data(int stream, boolean ends, String text) throws IOException {
        return data(stream, ends, text.getBytes(US_ASCII));
    }

    public FramePeer data(int stream, boolean ends, byte[] octets) throws IOException {
        return frame(Frame.DATA, ends ? Frame.END_STREAM : 0, stream, octets);
    }

    public FramePeer reset(int stream) throws IOException {
        return frame(Frame.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    public FramePeer windowUpdate(int stream, int increment) throws IOException {
        ByteBuf out = Unpooled.buffer();
        FrameWriter.windowUpdate(out, stream, increment);
        return send(out);
    }

    /// Sends octets as they are, such as [#octets(int, int, int, byte[])].
    public FramePeer send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /// A frame.
    public static byte[] octets(int type, int flags, int stream, byte[] payload) {
        return RawClient.frameOctets(type, flags, stream, payload);
    }

    /// A header block.
    ///
    /// @param fields names and values by turns
    public static byte[] block(String... fields) {
        return RawClient.block(fields);
    }

    private FramePeer frame(int type, int flags, int stream, byte[] payload) throws IOException {
        return send(Unpooled.wrappedBuffer(RawClient.frameOctets(type, flags, stream, payload)));
    }

    private FramePeer send(ByteBuf out) throws IOException {
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        out.release();
        socket.getOutputStream().write(octets);
        return this;
    }

    /// The next frame that is not the connection's own business.
    ///
    /// @throws java.io.EOFException when the connection has ended
    public Received next() throws IOException {
        while (true) {
            byte[] payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(payload);
            boolean ack = (flags & Frame.ACK) != 0;
            switch (type) {
                case Frame.SETTINGS -> {
                    if (!ack) {
                        frame(Frame.SETTINGS, Frame.ACK, 0, new byte[0]);
                    }
                }
                case Frame.PING -> {
                    if (!ack) {
                        frame(Frame.PING, Frame.ACK, 0, payload);
                    }
                }
                case Frame.WINDOW_UPDATE -> {}
                default -> {
                    return new Received(
                            type,
                            flags,
                            stream,
                            new String(payload, ISO_8859_1),
                            fields(type, payload));
                }
            }
        }
    }

    private Map<String, String> fields(int type, byte[] payload) {
        Map<String, String> fields = new TreeMap<>();
        if (type == Frame.HEADERS) {
            decoder.decode(
                    payload,
                    0,
                    payload.length,
                    field -> fields.merge(field.name(), field.value(), (a, b) -> a + "|" + b));
        }
        return fields;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// A frame of the server's.
    ///
    /// @param text the payload, an octet a character
    /// @param fields of HEADERS
    public record Received(
            int type, int flags, int stream, String text, Map<String, String> fields) {
        public boolean ends() {
            return (type == DATA || type == HEADERS) && (flags & Frame.END_STREAM) != 0;
        }

        public String status() {
            return fields.getOrDefault(":status", "none");
        }
    }
}
