package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchanges;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that sends any octets it is told to, and reads frames; over a channel in memory whose
/// clock stands still.
final class RawClient implements AutoCloseable {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    final EmbeddedChannel channel = new EmbeddedChannel();

    /// Counts what is not released.
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    final Http2Connection connection;
    final List<Seen> seen = new ArrayList<>();
    private final HpackDecoder decoder = new HpackDecoder();
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;

    RawClient(Exchanges exchanges, Http2Limits limits) {
        channel.freezeTime();
        channel.config().setAllocator(allocator);
        ConnectionFacts facts =
                new ConnectionFacts(
                        channel.eventLoop(),
                        InetAddress.getLoopbackAddress(),
                        8443,
                        true,
                        _ -> true);
        connection = Http2Connection.create(facts, exchanges, limits);
        channel.pipeline().addLast(connection);
    }

    RawClient(Exchanges exchanges) {
        this(exchanges, Http2Limits.DEFAULTS);
    }

    /// Preface and SETTINGS exchanged, nothing left to read.
    static RawClient ready(Exchanges exchanges) {
        return ready(exchanges, Http2Limits.DEFAULTS);
    }

    static RawClient ready(Exchanges exchanges, Http2Limits limits) {
        RawClient client = new RawClient(exchanges, limits);
        client.octets(PREFACE.getBytes(US_ASCII));
        client.frame(Frame.SETTINGS, 0, 0, "");
        client.frame(Frame.SETTINGS, Frame.ACK, 0, "");
        client.read();
        client.seen.clear();
        return client;
    }

    RawClient octets(byte[] octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets));
        return this;
    }

    /// @param payload in hexadecimal
    RawClient frame(int type, int flags, int stream, String payload) {
        return frame(type, flags, stream, HexFormat.of().parseHex(payload.replace(" ", "")));
    }

    RawClient frame(int type, int flags, int stream, byte[] payload) {
        return octets(frameOctets(type, flags, stream, payload));
    }

    static byte[] frameOctets(int type, int flags, int stream, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        FrameWriter.head(out, payload.length, type, flags, stream);
        out.writeBytes(payload);
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        return octets;
    }

    /// A block of names and values by turns.
    static byte[] block(String... fields) {
        HpackEncoder encoder = new HpackEncoder().begin();
        for (int i = 0; i < fields.length; i += 2) {
            encoder.field(fields[i], fields[i + 1]);
        }
        return encoder.toBytes();
    }

    static byte[] get(String... more) {
        return request("GET", more);
    }

    static byte[] request(String method, String... more) {
        String[] all = new String[8 + more.length];
        System.arraycopy(
                new String[] {
                    ":method", method, ":scheme", "https", ":path", "/", ":authority", "a.test"
                },
                0,
                all,
                0,
                8);
        System.arraycopy(more, 0, all, 8, more.length);
        return block(all);
    }

    RawClient headers(int stream, boolean ends, byte[] block) {
        int flags = Frame.END_HEADERS | (ends ? Frame.END_STREAM : 0);
        return frame(Frame.HEADERS, flags, stream, block);
    }

    RawClient data(int stream, boolean ends, String text) {
        return frame(Frame.DATA, ends ? Frame.END_STREAM : 0, stream, text.getBytes(US_ASCII));
    }

    RawClient data(int stream, boolean ends, int octets) {
        return frame(Frame.DATA, ends ? Frame.END_STREAM : 0, stream, new byte[octets]);
    }

    RawClient windowUpdate(int stream, int increment) {
        return frame(Frame.WINDOW_UPDATE, 0, stream, HexFormat.of().toHexDigits(increment));
    }

    RawClient setting(int identifier, int value) {
        HexFormat hex = HexFormat.of();
        return frame(
                Frame.SETTINGS, 0, 0, hex.toHexDigits((short) identifier) + hex.toHexDigits(value));
    }

    RawClient rst(int stream) {
        return frame(Frame.RST_STREAM, 0, stream, "00000008");
    }

    /// Seconds pass, one by one.
    RawClient wait(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runPendingTasks();
        }
        return this;
    }

    /// Every frame that has come since the last question about them.
    List<Seen> read() {
        channel.runPendingTasks();
        List<ByteBuf> buffers = new ArrayList<>();
        buffers.add(unread);
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            buffers.add(next);
        }
        ByteBuf all = Unpooled.buffer();
        buffers.forEach(buffer -> {
            all.writeBytes(buffer);
            buffer.release();
        });
        while (all.readableBytes() >= Frame.HEAD
                && all.readableBytes() >= Frame.HEAD + all.getUnsignedMedium(all.readerIndex())) {
            byte[] payload = new byte[all.readUnsignedMedium()];
            int type = all.readUnsignedByte();
            int flags = all.readUnsignedByte();
            int stream = all.readInt();
            all.readBytes(payload);
            seen.add(new Seen(type, flags, stream, payload, fields(type, payload)));
        }
        unread = all;
        return seen;
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

    List<Seen> read(int type) {
        return read().stream().filter(frame -> frame.type == type).toList();
    }

    List<Seen> read(int type, int stream) {
        return read().stream().filter(f -> f.type == type && f.stream == stream).toList();
    }

    /// Octets of DATA on a stream.
    int received(int stream) {
        return read(Frame.DATA, stream).stream().mapToInt(f -> f.payload.length).sum();
    }

    /// The error code of a stream's RST_STREAM, or null.
    @Nullable Integer resetOf(int stream) {
        List<Seen> resets = read(Frame.RST_STREAM, stream);
        return resets.isEmpty() ? null : resets.getLast().number(0);
    }

    /// The error code of GOAWAY, or null.
    @Nullable Integer goneWith() {
        List<Seen> frames = read(Frame.GOAWAY);
        return frames.isEmpty() ? null : frames.getLast().number(4);
    }

    void expectsReset(int stream, ErrorCode code) {
        assertThat(resetOf(stream)).as("RST_STREAM in %s", seen).isEqualTo(code.code());
        assertThat(goneWith()).isNull();
    }

    void expectsGoAway(ErrorCode code) {
        assertThat(goneWith()).as("GOAWAY in %s", seen).isEqualTo(code.code());
        wait(1);
        assertThat(channel.isOpen()).isFalse();
    }

    /// Still answers.
    void expectsAlive() {
        read();
        seen.clear();
        frame(Frame.PING, 0, 0, "0102030405060708");
        assertThat(read(Frame.PING)).hasSize(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        unread.release();
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as("octets not released")
                .isZero();
    }

    /// A frame of the server. Compared by what it says, never as a whole.
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
        boolean ends() {
            return (flags & Frame.END_STREAM) != 0;
        }

        int number(int at) {
            return Unpooled.wrappedBuffer(payload).getInt(at);
        }

        @Override
        public String toString() {
            return "type "
                    + type
                    + " flags "
                    + flags
                    + " stream "
                    + stream
                    + " length "
                    + payload.length
                    + " "
                    + fields;
        }
    }
}
