package croft.edge.http2;

import croft.edge.http.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// What each frame of a client means (RFC 9113 §6), one method a type. Ends in a request for the
/// connection to begin, in data for a stream, in an answer, or in a fault. Long, because §6 is: to
/// be read beside it, section by section.
final class Inbound implements FrameSink {
    private static final int PRIORITY_LENGTH = 5;

    /// What a request earns: a client may follow it with window updates and priorities.
    private static final int FRAMES_PER_REQUEST = 4;

    /// What a DATA frame of ours earns: window updates for its stream and for the connection.
    private static final int FRAMES_PER_DATA = 2;

    /// A piece smaller than this is copied, so that it does not hold a whole read buffer.
    private static final int SMALL_PIECE = 2_048;

    /// Octets of bodies that nobody has taken, while memory is tight.
    private static final int TIGHT_UNCONSUMED = 256 * 1024;

    private final Http2Connection connection;
    private final Http2Limits limits;
    private final Streams streams;
    private final Outbound outbound;
    private final PeerSettings peer;
    private final ByteBufAllocator allocator;
    private final HpackDecoder decoder = new HpackDecoder();
    private final Budget clientResets;
    private final Budget serverResets;
    private final Budget control;

    private @Nullable HeaderBlock block;
    private int window;
    private int owed;
    private int unconsumed;
    private int pieces;

    /// Streams that were cancelled in this second: what they began may not have stopped yet.
    private int lingering;

    Inbound(
            Http2Connection connection,
            Http2Limits limits,
            Streams streams,
            Outbound outbound,
            PeerSettings peer,
            ByteBufAllocator allocator) {
        this.connection = connection;
        this.limits = limits;
        this.streams = streams;
        this.outbound = outbound;
        this.peer = peer;
        this.allocator = allocator;
        long now = connection.now();
        clientResets = new Budget(limits.rates().clientResets(), now);
        serverResets = new Budget(limits.rates().serverResets(), now);
        control = new Budget(limits.rates().control(), now);
        window = limits.streams().connectionWindow();
    }

    @Override
    public @Nullable Fault frame(int type, int flags, int stream, ByteBuf payload, int length) {
        if (connection.isClosed()) {
            // the rest of a batch whose beginning ended the connection
            return null;
        }
        HeaderBlock open = block;
        if (open != null && (type != Frame.CONTINUATION || stream != open.stream())) {
            return Fault.protocol("frame inside a header block (RFC 9113 6.10)");
        }
        Fault fault =
                switch (type) {
                    case Frame.DATA -> data(flags, stream, payload, length);
                    case Frame.HEADERS -> headers(flags, stream, payload, length);
                    case Frame.PRIORITY -> priority(stream, payload, length);
                    case Frame.RST_STREAM -> reset(stream, length);
                    case Frame.SETTINGS -> settings(flags, stream, payload, length);
                    case Frame.PUSH_PROMISE ->
                            Fault.protocol("PUSH_PROMISE from a client (RFC 9113 8.4)");
                    case Frame.PING -> ping(flags, stream, payload, length);
                    case Frame.GOAWAY -> goAway(stream, length);
                    case Frame.WINDOW_UPDATE -> windowUpdate(stream, payload, length);
                    case Frame.CONTINUATION -> continuation(open, flags, payload, length);
                    // unknown types are ignored (RFC 9113 §5.5)
                    default -> control();
                };
        return fault == null && outbound.overrun()
                ? Fault.excess("answers are not read (RFC 9113 10.5)")
                : fault;
    }

    // DATA, RFC 9113 §6.1

    private @Nullable Fault data(int flags, int id, ByteBuf payload, int length) {
        if (id == 0) {
            return Fault.protocol("DATA on stream 0 (RFC 9113 6.1)");
        }
        int content = length;
        if ((flags & Frame.PADDED) != 0) {
            content = length == 0 ? -1 : length - 1 - payload.readUnsignedByte();
            if (content < 0) {
                return Fault.protocol("more padding than frame (RFC 9113 6.1)");
            }
        }
        boolean ends = (flags & Frame.END_STREAM) != 0;
        window -= length;
        owed += length;
        if (window < 0) {
            return Fault.flow("DATA beyond the connection's window (RFC 9113 6.9.1)");
        }
        creditConnection();
        if (content == 0 && !ends && !control.spend()) {
            return excessOfControl();
        }
        Http2Stream stream = streams.get(id);
        return stream == null ? onClosed(id) : data(stream, payload, length, content, ends);
    }

    private @Nullable Fault data(
            Http2Stream stream, ByteBuf payload, int length, int content, boolean ends) {
        ErrorCode error = stream.receiving().take(length, content, ends);
        if (error == null && stream.isEarly()) {
            error = ErrorCode.PROTOCOL_ERROR;
        }
        if (error != null) {
            return streamError(stream, error);
        }
        if (!stream.takesData() || (content == 0 && !ends)) {
            credit(stream, length);
            return null;
        }
        credit(stream, length - content);
        stream.receiving().hold(content);
        unconsumed += content;
        pieces++;
        if (unconsumed > TIGHT_UNCONSUMED
                && connection.facts().guest().limits().waiting().isFull()) {
            return Fault.excess("no memory for more (RFC 9113 10.5)");
        }
        if (pieces > limits.memory().pieces()) {
            return Fault.excess("data in too many small pieces (RFC 9113 10.5)");
        }
        ByteBuf piece =
                content < SMALL_PIECE
                        ? allocator.buffer(Math.max(1, content)).writeBytes(payload, content)
                        : payload.readRetainedSlice(content);
        stream.received(piece, ends);
        return null;
    }

    /// Octets of a request body have been passed on.
    void consumed(Http2Stream stream, int octets) {
        int known = Math.min(octets, stream.receiving().unconsumed());
        int piecesBefore = stream.receiving().pieces();
        stream.receiving().consumed(known);
        unconsumed -= known;
        pieces -= piecesBefore - stream.receiving().pieces();
        credit(stream, known);
        creditConnection();
    }

    /// A stream is closed: what it held no longer counts.
    void left(Http2Stream stream) {
        unconsumed -= stream.receiving().unconsumed();
        pieces -= stream.receiving().pieces();
        creditConnection();
    }

    private void credit(Http2Stream stream, int octets) {
        int increment = stream.receiving().credit(octets);
        if (increment > 0) {
            outbound.windowUpdate(stream.id(), increment);
        }
    }

    /// The connection's window is given back at once, whoever the data are for, so that one slow
    /// stream does not stop the others; unless all together hold too much.
    private void creditConnection() {
        if (owed >= limits.streams().connectionWindow() / 2
                && unconsumed
                        <= (outbound.isTight() ? TIGHT_UNCONSUMED : limits.memory().unconsumed())) {
            outbound.windowUpdate(0, owed);
            window += owed;
            owed = 0;
        }
    }

    // HEADERS and CONTINUATION, RFC 9113 §6.2, §6.10

    private @Nullable Fault headers(int flags, int id, ByteBuf payload, int length) {
        if (id % 2 == 0) {
            return Fault.protocol("HEADERS on a stream that no client opens (RFC 9113 5.1.1)");
        }
        boolean padded = (flags & Frame.PADDED) != 0;
        boolean prioritised = (flags & Frame.PRIORITISED) != 0;
        int size = length - (padded ? 1 : 0) - (prioritised ? PRIORITY_LENGTH : 0);
        if (size < 0) {
            return Fault.size("HEADERS too short for its flags (RFC 9113 6.2)");
        }
        size -= padded ? payload.readUnsignedByte() : 0;
        if (size < 0) {
            return Fault.protocol("more padding than frame (RFC 9113 6.2)");
        }
        boolean itself = false;
        if (prioritised) {
            itself = (payload.readInt() & Integer.MAX_VALUE) == id;
            payload.skipBytes(1);
        }
        boolean ends = (flags & Frame.END_STREAM) != 0;
        if ((flags & Frame.END_HEADERS) == 0) {
            HeaderBlock begun = new HeaderBlock(id, ends, itself, connection.now());
            block = begun;
            return begun.add(payload, size, limits.heads());
        }
        byte[] octets = Scratch.current().block(size);
        payload.readBytes(octets, 0, size);
        return decode(id, ends, itself, octets, size);
    }

    private @Nullable Fault continuation(
            @Nullable HeaderBlock open, int flags, ByteBuf payload, int length) {
        if (open == null) {
            return Fault.protocol("CONTINUATION of nothing (RFC 9113 6.10)");
        }
        Fault fault = open.add(payload, length, limits.heads());
        if (fault != null || (flags & Frame.END_HEADERS) == 0) {
            return fault;
        }
        block = null;
        return decode(
                open.stream(), open.ends(), open.prioritisesItself(), open.octets(), open.length());
    }

    /// A whole header block. It is decoded in any case, since later ones build on it (RFC 9113
    /// §4.3).
    private @Nullable Fault decode(int id, boolean ends, boolean itself, byte[] octets, int size) {
        RequestFields fields = Scratch.current().fields.begin(limits.heads());
        Fault fault = decoder.decode(octets, 0, size, fields);
        if (fault != null) {
            return fault;
        }
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            return trailers(stream, ends, fields);
        }
        if (!streams.isIdle(id)) {
            return streams.wasReset(id) || streams.hasEnded(id)
                    ? onClosed(id)
                    : Fault.protocol("stream id smaller than before (RFC 9113 5.1.1)");
        }
        streams.opened(id);
        if (itself) {
            return streamError(id, ErrorCode.PROTOCOL_ERROR);
        }
        if (connection.isLeaving()) {
            outbound.reset(id, ErrorCode.REFUSED_STREAM);
            streams.reset(id);
            return null;
        }
        if (streams.count() + lingering >= limits.streams().concurrent()) {
            // safe to send again (RFC 9113 §8.7)
            return streamError(id, ErrorCode.REFUSED_STREAM);
        }
        control.earn(FRAMES_PER_REQUEST);
        long now = connection.now();
        return switch (fields.request(ends, connection.facts().secure())) {
            case RequestOutcome.Malformed(String reason) -> {
                connection.facts().log().refused(0, reason, now);
                yield streamError(id, ErrorCode.PROTOCOL_ERROR);
            }
            case RequestOutcome.Refused(int status, String reason) -> {
                connection.facts().log().refused(status, reason, now);
                yield refuse(id, status, ends);
            }
            case RequestOutcome.Request request -> {
                ReceiveHalf receiving =
                        new ReceiveHalf(limits.streams().window(), fields.length(), ends, now);
                boolean invited = fields.expectsContinue() && !ends;
                connection.begin(id, request.head(), receiving, now);
                if (invited) {
                    connection.invite(id);
                }
                yield connection.facts().guest().isExpelled()
                        ? Fault.excess("too many requests (RFC 9113 10.5)")
                        : null;
            }
        };
    }

    private @Nullable Fault refuse(int id, int status, boolean ends) {
        outbound.answer(id, status);
        if (ends) {
            streams.ended(id);
            return null;
        }
        outbound.reset(id, ErrorCode.NO_ERROR);
        streams.reset(id);
        return null;
    }

    /// A second header block: trailers, which end the stream (RFC 9113 §8.1).
    private @Nullable Fault trailers(Http2Stream stream, boolean ends, RequestFields fields) {
        if (stream.receiving().ended()) {
            return streamError(stream, ErrorCode.STREAM_CLOSED);
        }
        Fields trailers = fields.trailers();
        if (!ends || trailers == null || stream.isEarly() || stream.receiving().end() != null) {
            return streamError(stream, ErrorCode.PROTOCOL_ERROR);
        }
        stream.receivedTrailers(trailers);
        return null;
    }

    // the other frames

    /// PRIORITY says nothing any more, but must be well formed (RFC 9113 §6.3).
    private @Nullable Fault priority(int id, ByteBuf payload, int length) {
        if (id == 0) {
            return Fault.protocol("PRIORITY on stream 0 (RFC 9113 6.3)");
        }
        Http2Stream stream = streams.get(id);
        if (length != PRIORITY_LENGTH) {
            return stream == null
                    ? Fault.size("PRIORITY not of five octets (RFC 9113 6.3)")
                    : streamError(stream, ErrorCode.FRAME_SIZE_ERROR);
        }
        if ((payload.readInt() & Integer.MAX_VALUE) == id) {
            return stream == null
                    ? Fault.protocol("stream depends on itself (RFC 7540 5.3.1)")
                    : streamError(stream, ErrorCode.PROTOCOL_ERROR);
        }
        return control();
    }

    private @Nullable Fault reset(int id, int length) {
        if (length != 4) {
            return Fault.size("RST_STREAM not of four octets (RFC 9113 6.4)");
        }
        if (id == 0 || streams.isIdle(id)) {
            return Fault.protocol("RST_STREAM on an idle stream (RFC 9113 6.4)");
        }
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            streams.ended(id);
            lingering++;
            connection.close(stream);
            if (!clientResets.spend() || connection.facts().guest().fault(1)) {
                return Fault.excess("requests cancelled too often (RFC 9113 10.5)");
            }
        }
        return control();
    }

    private @Nullable Fault settings(int flags, int id, ByteBuf payload, int length) {
        if (id != 0) {
            return Fault.protocol("SETTINGS on a stream (RFC 9113 6.5)");
        }
        if ((flags & Frame.ACK) != 0) {
            return length == 0 ? control() : Fault.size("SETTINGS ACK with payload (RFC 9113 6.5)");
        }
        int before = peer.initialWindow();
        Fault fault = peer.apply(payload, length);
        if (fault != null) {
            return fault;
        }
        int delta = peer.initialWindow() - before;
        if (delta != 0) {
            // counts for every open stream, queued or not (RFC 9113 §6.9.2)
            for (Http2Stream stream : streams.now()) {
                if (!stream.sending().widen(delta)) {
                    return Fault.flow("stream window over 2^31-1 (RFC 9113 6.9.2)");
                }
                outbound.opened(stream);
            }
        }
        outbound.settingsAck();
        return control();
    }

    private @Nullable Fault ping(int flags, int id, ByteBuf payload, int length) {
        if (id != 0) {
            return Fault.protocol("PING on a stream (RFC 9113 6.7)");
        }
        if (length != 8) {
            return Fault.size("PING not of eight octets (RFC 9113 6.7)");
        }
        long data = payload.readLong();
        if ((flags & Frame.ACK) != 0) {
            connection.pinged(data);
        } else {
            outbound.ping(true, data);
        }
        return control();
    }

    private @Nullable Fault goAway(int id, int length) {
        if (id != 0) {
            return Fault.protocol("GOAWAY on a stream (RFC 9113 6.8)");
        }
        if (length < 8) {
            return Fault.size("GOAWAY shorter than eight octets (RFC 9113 6.8)");
        }
        connection.peerLeaves();
        return control();
    }

    private @Nullable Fault windowUpdate(int id, ByteBuf payload, int length) {
        if (length != 4) {
            return Fault.size("WINDOW_UPDATE not of four octets (RFC 9113 6.9)");
        }
        int increment = payload.readInt() & Integer.MAX_VALUE;
        if (id != 0 && streams.isIdle(id)) {
            return Fault.protocol("WINDOW_UPDATE on an idle stream (RFC 9113 5.1)");
        }
        control.earn(FRAMES_PER_DATA * outbound.takeDataFrames());
        if (id == 0) {
            if (increment == 0) {
                return Fault.protocol("WINDOW_UPDATE by nothing (RFC 9113 6.9)");
            }
            return outbound.widen(increment)
                    ? control()
                    : Fault.flow("connection window over 2^31-1 (RFC 9113 6.9.1)");
        }
        Http2Stream stream = streams.get(id);
        if (stream == null) {
            // may cross with our end of the stream (RFC 9113 §5.1)
            return control();
        }
        if (increment == 0) {
            return streamError(stream, ErrorCode.PROTOCOL_ERROR);
        }
        if (!stream.sending().widen(increment)) {
            return streamError(stream, ErrorCode.FLOW_CONTROL_ERROR);
        }
        outbound.opened(stream);
        return control();
    }

    // what goes wrong

    /// A frame on a stream that is not open: under way when we reset it, or a fault (RFC 9113
    /// §5.1).
    private @Nullable Fault onClosed(int id) {
        if (streams.isIdle(id)) {
            return Fault.protocol("frame on an idle stream (RFC 9113 5.1)");
        }
        return streams.wasReset(id)
                ? control()
                : Fault.closed("frame on a stream that has ended (RFC 9113 5.1)");
    }

    private @Nullable Fault streamError(Http2Stream stream, ErrorCode code) {
        connection.reset(stream, code);
        return countReset();
    }

    private @Nullable Fault streamError(int id, ErrorCode code) {
        outbound.reset(id, code);
        streams.reset(id);
        return countReset();
    }

    private @Nullable Fault countReset() {
        return serverResets.spend() && !connection.facts().guest().fault(1)
                ? null
                : Fault.excess("too many faulty streams (RFC 9113 10.5)");
    }

    private @Nullable Fault control() {
        return control.spend() ? null : excessOfControl();
    }

    private static Fault excessOfControl() {
        return Fault.excess("too many frames without requests or data (RFC 9113 10.5)");
    }

    // time

    int unconsumed() {
        return unconsumed;
    }

    /// Whether a header block has been open for that long.
    boolean isBlockLate(long now, long patience) {
        return block != null && now - block.since() >= patience;
    }

    void tick(long now) {
        lingering = 0;
        clientResets.tick(now);
        serverResets.tick(now);
        control.tick(now);
    }
}
