package croft.edge.http2;

import croft.edge.exchange.Backlog;
import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.Stamp;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Everything on its way to the client: one buffer that all frames are appended to, and the round
/// of streams with data that the client takes.
///
/// Small bodies go straight into the buffer. Others wait with their stream, and each stream in the
/// round sends one DATA frame a turn, so that none starves. A stream that the client's window stops
/// leaves the round and comes back by [#opened(Http2Stream)]; while the connection's window or the
/// socket stops them all, the round rests as it is. DATA frames are cut so that they end where a
/// TLS record does: the head of 9 octets and 16,375 of content fill one.
///
/// Writes go out at the end of each batch of reads, or at the end of the event loop's turn when
/// they come from elsewhere.
final class Outbound {
    /// What one TLS record holds (RFC 8446 §5.1).
    private static final int RECORD = 16_384;

    /// A frame shorter than this does not pay for itself: rather cross into the next record.
    private static final int SHORTEST_PIECE = 512;

    /// Up to this size a body is copied behind its head at once.
    private static final int SMALL_BODY = 12_000;

    /// A full buffer is handed on at four records, less a head or two.
    private static final int FULL = 4 * RECORD - 512;

    /// What may wait on all streams together, in responses of the size that may wait on one.
    private static final int RESPONSES_WAITING = 16;

    /// However many streams there are, each may have this much waiting: a frame.
    private static final int LEAST_SHARE = RECORD;

    private static final int SMALLEST_BUFFER = 1_024;
    private static final int LARGEST_BUFFER = 4 * RECORD;

    /// So that the kernel is at work while the rest is prepared.
    private static final int BUFFERS_PER_FLUSH = 4;

    private final ChannelHandlerContext context;
    private final Http2Connection connection;
    private final Http2Limits.Memory limits;
    private final PeerSettings peer;
    private final Backlog backlog;
    private final Runnable turn = this::turn;

    private final ArrayDeque<Http2Stream> round = new ArrayDeque<>(4);
    private int window = Frame.DEFAULT_WINDOW;

    private @Nullable ByteBuf buffer;
    private int nextCapacity = SMALLEST_BUFFER;
    private int handedOn;
    private boolean batching;
    private boolean turnDue;
    private boolean closed;

    /// Octets of all streams that wait for windows or their turn.
    private long waiting;

    /// Octets without flow control written since the client last kept up.
    private int unread;

    private int dataFrames;

    /// Octets handed on so far.
    private long given;

    /// Octets over the low water mark at the last question.
    private long excess;

    Outbound(
            ChannelHandlerContext context,
            Http2Connection connection,
            Http2Limits.Memory limits,
            PeerSettings peer,
            Backlog backlog) {
        this.backlog = backlog;
        this.context = context;
        this.connection = connection;
        this.limits = limits;
        this.peer = peer;
    }

    // what streams send

    /// The head of a response, interim or final.
    void head(Http2Stream stream, int status, Fields fields, boolean ends) {
        HpackEncoder block = block().status(status);
        for (int i = 0; i < fields.size(); i++) {
            block.field(fields.name(i), fields.value(i));
        }
        headers(stream.id(), block, ends);
        if (ends) {
            connection.answered(stream);
        }
    }

    /// The head of a final response that was written before.
    void head(Http2Stream stream, PreparedHead head, Stamp stamp, boolean ends) {
        HpackEncoder block =
                block().block(head.http2(HpackEncoder::encoded))
                        .block(stamp.http2(HpackEncoder::encoded));
        headers(stream.id(), block, ends);
        if (ends) {
            connection.answered(stream);
        }
    }

    /// A whole answer by ourselves, to a request that never became one.
    void answer(int id, int status) {
        headers(id, block().status(status).field("content-length", "0"), true);
    }

    void data(Http2Stream stream, ByteBuf data, boolean last) {
        SendHalf half = stream.sending();
        int length = data.readableBytes();
        if (length == 0) {
            data.release();
            if (last) {
                end(stream, null);
            }
        } else if (half.queued() == 0 && goesAtOnce(half, length)) {
            try {
                FrameWriter.data(buffer(), stream.id(), last, data, length);
            } finally {
                data.release();
            }
            sent(stream, length, last);
        } else {
            half.add(data);
            waiting += length;
            if (last) {
                half.end(null);
            }
            opened(stream);
        }
    }

    /// A whole body, if it can go at once.
    ///
    /// @return whether it went
    boolean copy(Http2Stream stream, StoredBody body) {
        SendHalf half = stream.sending();
        int length = (int) Math.min(body.written(), Integer.MAX_VALUE);
        if (half.queued() > 0 || !goesAtOnce(half, length)) {
            return false;
        }
        FrameWriter.head(buffer(), length, Frame.DATA, Frame.END_STREAM, stream.id());
        int _ = body.copyTo(buffer(), 0, length);
        sent(stream, length, true);
        return true;
    }

    /// A frame of data has been written without waiting.
    private void sent(Http2Stream stream, int length, boolean last) {
        stream.sending().spend(length);
        window -= length;
        dataFrames++;
        wrote();
        if (last) {
            connection.answered(stream);
        }
    }

    private boolean goesAtOnce(SendHalf half, int length) {
        return length <= SMALL_BODY
                && length <= half.window()
                && length <= window
                && round.isEmpty()
                && channel().isWritable();
    }

    void trailers(Http2Stream stream, Fields fields) {
        end(stream, fields);
    }

    /// Ends a response behind what waits of it; at once where nothing does, since an empty frame
    /// needs no window (RFC 9113 §6.9.1).
    private void end(Http2Stream stream, @Nullable Fields trailers) {
        if (stream.sending().queued() > 0) {
            stream.sending().end(trailers);
        } else if (trailers == null) {
            control(Frame.HEAD);
            FrameWriter.head(buffer(), 0, Frame.DATA, Frame.END_STREAM, stream.id());
            wrote();
            connection.answered(stream);
        } else {
            writeTrailers(stream, trailers);
        }
    }

    private void writeTrailers(Http2Stream stream, Fields fields) {
        HpackEncoder block = block();
        for (int i = 0; i < fields.size(); i++) {
            block.field(fields.name(i), fields.value(i));
        }
        headers(stream.id(), block, true);
        connection.answered(stream);
    }

    /// Whether more of this stream's response should be given now.
    boolean takes(Http2Stream stream) {
        return stream.sending().queued() < share() && channel().isWritable();
    }

    /// How much may wait on one stream now: less, the more there are, so that a client that opens
    /// many and takes nothing does not hold many times as much.
    int share() {
        if (backlog.isTight()) {
            return Math.min(LEAST_SHARE, limits.queued());
        }
        int all = Math.max(1, connection.openStreams());
        return Math.clamp(
                (long) limits.queued() * RESPONSES_WAITING / all,
                Math.min(LEAST_SHARE, limits.queued()),
                limits.queued());
    }

    // what the connection sends

    void settings(int... pairs) {
        FrameWriter.settings(buffer(), pairs);
        wrote();
    }

    void settingsAck() {
        control(Frame.HEAD);
        FrameWriter.settingsAck(buffer());
        wrote();
    }

    void ping(boolean ack, long data) {
        control(Frame.HEAD + 8);
        FrameWriter.ping(buffer(), ack, data);
        wrote();
    }

    void reset(int id, ErrorCode code) {
        control(Frame.HEAD + 4);
        FrameWriter.reset(buffer(), id, code);
        wrote();
    }

    void windowUpdate(int id, int increment) {
        control(Frame.HEAD + 4);
        FrameWriter.windowUpdate(buffer(), id, increment);
        wrote();
    }

    void goAway(int lastStream, ErrorCode code, byte[] reason) {
        FrameWriter.goAway(buffer(), lastStream, code, reason);
        wrote();
    }

    // flow control

    /// Opens the connection's window; false where it would pass 2^31-1 (RFC 9113 §6.9.1).
    boolean widen(int increment) {
        if ((long) window + increment > Frame.LARGEST_WINDOW) {
            return false;
        }
        window += increment;
        wrote();
        return true;
    }

    /// A stream has got data or window: it joins the round if it now has both.
    void opened(Http2Stream stream) {
        SendHalf half = stream.sending();
        if (half.canSend() && !half.ready()) {
            half.ready(true);
            round.add(stream);
            wrote();
        }
    }

    /// A stream is closed: nothing of it stays in the round.
    void left(Http2Stream stream) {
        waiting -= stream.sending().queued();
        if (stream.sending().ready()) {
            stream.sending().ready(false);
            round.remove(stream);
        }
    }

    /// Whether more has been written than a client in good faith leaves unread.
    boolean overrun() {
        return unread > limits.unread();
    }

    /// DATA frames sent since the last question: the client may answer each by WINDOW_UPDATE.
    int takeDataFrames() {
        int count = dataFrames;
        dataFrames = 0;
        return count;
    }

    /// Octets that the socket has taken so far, more or less: they are encrypted on the way.
    long taken() {
        return given - pending();
    }

    /// Octets that the socket has not taken yet.
    long pending() {
        return backlog.pending();
    }

    /// Whether the socket is full, but less so than at the last question.
    boolean socketMoves() {
        long before = excess;
        excess = channel().bytesBeforeWritable();
        return excess > 0 && excess < before;
    }

    // when it goes out

    /// A batch of reads begins: everything until [#endBatch()] goes out together.
    void beginBatch() {
        batching = true;
    }

    void endBatch() {
        batching = false;
        turn();
    }

    /// The socket takes data again.
    void resume() {
        wrote();
    }

    /// Sends what there is and may be sent.
    private void turn() {
        turnDue = false;
        if (closed) {
            return;
        }
        if (channel().isWritable()) {
            unread = 0;
        }
        pump();
        flush();
        settle();
    }

    boolean isTight() {
        return backlog.isTight();
    }

    /// Counts what waits for the client, and what it has sent and nobody has taken yet.
    void settle() {
        if (backlog.settle(waiting + connection.unconsumed())) {
            connection.shed();
        }
    }

    /// Hands everything written so far to the socket.
    void flush() {
        handOn();
        if (handedOn > 0) {
            handedOn = 0;
            context.flush();
        }
    }

    /// Gives everything up; nothing is written from here on.
    void close() {
        closed = true;
        backlog.release();
        round.clear();
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    private void pump() {
        while (window > 0 && !round.isEmpty() && !closed && channel().isWritable()) {
            Http2Stream stream = round.remove();
            stream.sending().ready(false);
            if (!stream.sending().canSend()) {
                // its window was made smaller meanwhile; opened() brings it back
                continue;
            }
            writeData(stream);
            if (!stream.closed()) {
                stream.offerMore(share());
            }
            if (!stream.closed()) {
                opened(stream);
            }
            if (buffer != null && buffer.readableBytes() >= FULL) {
                handOn();
                if (handedOn >= BUFFERS_PER_FLUSH) {
                    handedOn = 0;
                    context.flush();
                }
            }
        }
    }

    /// One DATA frame of a stream that can send.
    private void writeData(Http2Stream stream) {
        SendHalf half = stream.sending();
        ByteBuf out = buffer();
        int room = RECORD - out.readableBytes() % RECORD - Frame.HEAD;
        if (room < SHORTEST_PIECE) {
            room += RECORD;
        }
        int length = Math.min(Math.min(half.window(), window), Math.min(half.queued(), room));
        length = Math.min(length, peer.maxFrame());
        // a frame that the client's own window has made tiny earns it nothing
        boolean earns = length >= SHORTEST_PIECE || length == half.queued();
        boolean drained = length == half.queued();
        Fields trailers = half.trailers();
        boolean ends = drained && half.ending() && trailers == null;
        FrameWriter.head(out, length, Frame.DATA, ends ? Frame.END_STREAM : 0, stream.id());
        half.drain(out, length);
        waiting -= length;
        window -= length;
        dataFrames += earns ? 1 : 0;
        if (ends) {
            connection.answered(stream);
        } else if (drained && trailers != null) {
            writeTrailers(stream, trailers);
        }
    }

    private HpackEncoder block() {
        HpackEncoder block = Scratch.current().encoder.begin();
        return peer.takeSmallerTable() ? block.noTable() : block;
    }

    private void headers(int id, HpackEncoder block, boolean ends) {
        control(Frame.HEAD + block.length());
        FrameWriter.headers(buffer(), id, ends, block.octets(), block.length(), peer.maxFrame());
        wrote();
    }

    private void control(int octets) {
        if (!channel().isWritable()) {
            unread += octets;
        }
    }

    private ByteBuf buffer() {
        if (buffer == null) {
            buffer = context.alloc().directBuffer(nextCapacity);
        }
        return buffer;
    }

    /// Something is there to be sent: sees to it that it will be.
    private void wrote() {
        if (buffer != null && buffer.readableBytes() >= FULL) {
            handOn();
        }
        if (!batching && !turnDue && !closed) {
            turnDue = true;
            channel().eventLoop().execute(turn);
        }
    }

    private void handOn() {
        ByteBuf full = buffer;
        if (full != null) {
            buffer = null;
            int length = full.readableBytes();
            given += length;
            // the next batch will be about as large as this one
            nextCapacity = Math.clamp(length + length / 4, SMALLEST_BUFFER, LARGEST_BUFFER);
            handedOn++;
            // a failure reaches exceptionCaught
            var _ = context.write(full, context.voidPromise());
        }
    }

    private Channel channel() {
        return context.channel();
    }
}
