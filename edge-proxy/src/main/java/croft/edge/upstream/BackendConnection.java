package croft.edge.upstream;

import croft.edge.http.Body;
import croft.edge.http.Chunk;
import croft.edge.http.ChunkedDecoder;
import croft.edge.http.ChunkedEncoder;
import croft.edge.http.Fields;
import croft.edge.http.Framing;
import croft.edge.http.HeadWriter;
import croft.edge.http.Http1Response;
import croft.edge.http.Parsed;
import croft.edge.http.Refusal;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.ResponseParser;
import croft.platform.declaration.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One connection to a backend, and the call that is on it.
///
/// Used again only after an exchange that was complete on both sides and left no octet behind:
/// whatever a backend sends without being asked could otherwise be taken for the answer to the next
/// request, somebody else's. Request, response, their ends and their time limits decide together
/// whether it may be used again, and so stay in one file.
final class BackendConnection extends ChannelInboundHandlerAdapter {
    /// What the octets that come next are.
    private enum Input {
        /// Nothing: there is no call. Whatever comes ends the connection.
        NOTHING,
        HEAD,
        BODY,
        TUNNEL,
        CLOSED
    }

    private static final InternalLogger LOG =
            InternalLoggerFactory.getInstance(BackendConnection.class);

    /// Interim responses to one request; more are an endless answer.
    private static final int INTERIM = 32;

    private final OriginConnections owner;
    private final Origin origin;
    private final UpstreamSettings settings;
    private final ResponseParser parser;
    private final Runnable flushTask = this::flush;

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable BackendCall call;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private Input input = Input.NOTHING;
    private Framing framing = Framing.NONE;
    private @Nullable ChunkedDecoder chunks;

    /// Octets of the response's body that are to come, if their number is known.
    private long rest;

    private int interim;

    /// When the head that is being read began; 0 if there is none of it.
    private long headSince;

    private boolean keepAlive;

    /// Whether an octet has come in answer to the call.
    private boolean answered;

    /// Whether this connection had been used before the call.
    private boolean kept;

    /// Octets of the request's body that are to be written, if their number is known.
    private long unsent;

    private boolean requestSent;
    private boolean inputEnded;

    /// Whether a write has failed: no more can be sent, but perhaps an answer still comes.
    private boolean outputBroken;

    private boolean keyMade;
    private int writing;
    private boolean flushScheduled;
    private boolean processing;

    /// When octets last went or came; nanoseconds of the loop's ticker.
    private long quietSince;

    BackendConnection(OriginConnections owner, Origin origin, UpstreamSettings settings) {
        this.owner = owner;
        this.origin = origin;
        this.settings = settings;
        this.parser = new ResponseParser(settings.limits());
    }

    // --- the request ---------------------------------------------------------------------------

    /// Sends a call's request.
    void start(BackendCall next) {
        call = next;
        input = Input.HEAD;
        answered = false;
        interim = 0;
        headSince = 0;
        quietSince = now();
        RequestHead head = withKey(next.head());
        ByteBuf out = ctx().alloc().ioBuffer(1024);
        HeadWriter.request(out, head);
        requestSent = head.body() instanceof Body.None;
        unsent = head.body() instanceof Body.Sized(long length) ? length : 0;
        ChannelFuture _ = ctx().write(out, ctx().voidPromise());
        if (requestSent) {
            ctx().flush();
        } else {
            scheduleFlush();
        }
        next.on(this);
    }

    /// A client that speaks HTTP/2 asks for a WebSocket without the key that HTTP/1.1 needs (RFC
    /// 8441 §5).
    private RequestHead withKey(RequestHead head) {
        keyMade = head.protocol().isPresent() && !head.fields().has("sec-websocket-key");
        if (!keyMade) {
            return head;
        }
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        return head.withFields(
                head.fields()
                        .copy()
                        .add("sec-websocket-key", Base64.getEncoder().encodeToString(nonce)));
    }

    /// Sends a piece of the request's body, or of the switched protocol. Takes ownership.
    void send(ByteBuf data, boolean last) {
        BackendCall current = call;
        if (current == null || (requestSent && input != Input.TUNNEL)) {
            data.release();
            return;
        }
        int octets = data.readableBytes();
        if (input == Input.TUNNEL) {
            write(data, octets);
            if (last) {
                requestSent = true;
                ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput());
            }
            return;
        }
        if (current.head().body() instanceof Body.Sized) {
            unsent -= octets;
            if (unsent < 0 || (last && unsent > 0)) {
                data.release();
                fail(Failure.Kind.HTTP_PROTOCOL_ERROR, "the request's body is not of its length");
                return;
            }
            requestSent = last || unsent == 0;
            write(data, octets);
        } else {
            requestSent = last;
            chunk(data, octets, last);
        }
    }

    /// Ends the request's body with trailer fields.
    void send(Fields trailers) {
        BackendCall current = call;
        if (current == null || requestSent) {
            return;
        }
        if (current.head().body() instanceof Body.Open) {
            requestSent = true;
            ByteBuf end = ctx().alloc().ioBuffer(256);
            ChunkedEncoder.last(end, trailers);
            write(end, 0);
        } else {
            send(Unpooled.EMPTY_BUFFER, true);
        }
    }

    private void chunk(ByteBuf data, int octets, boolean last) {
        if (octets > 0) {
            ByteBuf size = ctx().alloc().ioBuffer(16);
            ChunkedEncoder.begin(size, octets);
            ChannelFuture _ = ctx().write(size);
        }
        write(data, octets);
        if (octets > 0 || last) {
            ByteBuf end = ctx().alloc().ioBuffer(16);
            if (octets > 0) {
                ChunkedEncoder.end(end);
            }
            if (last) {
                ChunkedEncoder.last(end, new Fields());
            }
            ChannelFuture _ = ctx().write(end);
        }
    }

    private void write(ByteBuf data, int octets) {
        BackendCall of = call;
        writing++;
        ctx().write(data)
                .addListener(written -> {
                    writing--;
                    quietSince = now();
                    if (!written.isSuccess()) {
                        outputBroken = true;
                        if (input == Input.TUNNEL) {
                            reset("what was sent was not taken");
                        }
                    } else if (octets > 0 && of != null && call == of) {
                        of.answer().sent(octets);
                    }
                });
        scheduleFlush();
    }

    /// Pieces given in one turn of the event loop share a system call.
    private void scheduleFlush() {
        if (!flushScheduled) {
            flushScheduled = true;
            ctx().executor().execute(flushTask);
        }
    }

    private void flush() {
        flushScheduled = false;
        ctx().flush();
    }

    void read(boolean wanted) {
        if (ctx().channel().config().isAutoRead() != wanted) {
            ctx().channel().config().setAutoRead(wanted);
            quietSince = now();
        }
    }

    /// Nothing is on it; it waits for a next call, which the backend may meet by closing.
    void keep() {
        kept = true;
        quietSince = now();
    }

    /// Whether nothing has been on it for that long.
    boolean isUnusedFor(Duration allowed, long now) {
        return input == Input.NOTHING && passed(now, allowed);
    }

    /// The call is not wanted any more; what is under way cannot be taken back.
    void abandon() {
        call = null;
        close();
    }

    // --- the response --------------------------------------------------------------------------

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        // what cannot be written any more must not end what can still be read: a backend that
        // refuses an upload answers, closes, and the answer is behind the broken pipe
        added.channel().config().setAutoClose(false);
        quietSince = now();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (input == Input.NOTHING || input == Input.CLOSED) {
            octets.release();
            close();
            return;
        }
        quietSince = now();
        answered = true;
        if (held.isReadable()) {
            held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(reading.alloc(), held, octets);
        } else {
            held.release();
            held = octets;
        }
        process();
    }

    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (step()) {
                // until octets run out or the answer has ended
            }
        } finally {
            processing = false;
        }
        if (input == Input.CLOSED || !held.isReadable()) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
        }
    }

    /// @return whether to go on
    private boolean step() {
        BackendCall current = call;
        if (current == null || !held.isReadable()) {
            return false;
        }
        return switch (input) {
            case HEAD -> head(current);
            case BODY -> body(current);
            case TUNNEL -> {
                current.answer().data(all(), false);
                yield true;
            }
            case NOTHING, CLOSED -> false;
        };
    }

    private boolean head(BackendCall current) {
        switch (parser.read(held, current.head())) {
            case Parsed.Incomplete<Http1Response> _ -> {
                if (headSince == 0) {
                    headSince = now() | 1;
                }
                return false;
            }
            case Parsed.Refused<Http1Response>(Refusal refusal) -> {
                fail(Failure.Kind.HTTP_PROTOCOL_ERROR, refusal.reason());
                return false;
            }
            case Parsed.Complete<Http1Response>(Http1Response response) -> {
                headSince = 0;
                if (response.switched()) {
                    switched(current, response.head());
                } else if (response.head().status() < 200) {
                    interim++;
                    if (interim > INTERIM) {
                        fail(
                                Failure.Kind.HTTP_PROTOCOL_ERROR,
                                "more than " + INTERIM + " interim responses");
                        return false;
                    }
                    current.answer().informed(response.head());
                } else {
                    responded(current, response);
                }
                return true;
            }
        }
    }

    private void switched(BackendCall current, ResponseHead head) {
        input = Input.TUNNEL;
        // from here on the client's side has an end of its own
        requestSent = false;
        if (keyMade) {
            head.fields().remove("sec-websocket-accept");
        }
        owner.switched(this);
        current.answer().switched(head);
    }

    private void responded(BackendCall current, Http1Response response) {
        framing = response.framing();
        keepAlive = response.keepAlive();
        switch (framing) {
            case Framing.None _ -> {
                complete(current);
                current.answer().responded(response.head());
                return;
            }
            case Framing.Length(long octets) -> {
                rest = octets;
                chunks = null;
            }
            case Framing.Chunked _ -> chunks = new ChunkedDecoder(settings.limits());
            case Framing.UntilClose _, Framing.Refused _ -> {
                rest = Long.MAX_VALUE;
                chunks = null;
            }
        }
        input = Input.BODY;
        current.answer().responded(response.head());
    }

    private boolean body(BackendCall current) {
        ChunkedDecoder decoder = chunks;
        if (decoder != null) {
            return chunk(current, decoder);
        }
        ByteBuf data = rest >= held.readableBytes() ? all() : held.readRetainedSlice((int) rest);
        if (!(framing instanceof Framing.UntilClose)) {
            rest -= data.readableBytes();
        }
        boolean last = rest == 0;
        if (last) {
            complete(current);
        }
        current.answer().data(data, last);
        return true;
    }

    private boolean chunk(BackendCall current, ChunkedDecoder decoder) {
        return switch (decoder.read(held)) {
            case Chunk.Incomplete _ -> false;
            case Chunk.Data(ByteBuf octets) -> {
                current.answer().data(octets, false);
                yield true;
            }
            case Chunk.End(Fields trailers) -> {
                complete(current);
                if (trailers.size() > 0) {
                    current.answer().trailers(trailers);
                } else {
                    current.answer().data(Unpooled.EMPTY_BUFFER, true);
                }
                yield true;
            }
            case Chunk.Refused(Refusal refusal) -> {
                fail(Failure.Kind.HTTP_PROTOCOL_ERROR, refusal.reason());
                yield false;
            }
        };
    }

    /// Everything that is held, without a copy.
    private ByteBuf all() {
        ByteBuf all = held;
        held = Unpooled.EMPTY_BUFFER;
        return all;
    }

    /// The answer is complete. Done before its last piece is told, so that whoever sends the next
    /// request at once finds this connection.
    private void complete(BackendCall of) {
        of.end();
        call = null;
        boolean reusable =
                keepAlive
                        && requestSent
                        && !inputEnded
                        && !outputBroken
                        && !held.isReadable()
                        && writing == 0;
        if (reusable) {
            input = Input.NOTHING;
            read(true);
            owner.free(this);
        } else {
            close();
        }
    }

    // --- ends ----------------------------------------------------------------------------------

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            BackendCall current = call;
            if (input == Input.TUNNEL && current != null) {
                if (requestSent) {
                    endTunnel(current);
                }
                current.answer().data(Unpooled.EMPTY_BUFFER, true);
            } else {
                ended(current, "closed by the backend");
            }
        }
        triggered.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        ended(call, "closed");
        inactive.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        if (!processing) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("connection to {} closed by an unexpected failure", origin, cause);
        }
        reset(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    /// The backend has closed in an orderly way: the end of a body that had no other end, or too
    /// early.
    private void ended(@Nullable BackendCall current, String how) {
        if (input == Input.BODY && framing instanceof Framing.UntilClose && current != null) {
            keepAlive = false;
            complete(current);
            current.answer().data(Unpooled.EMPTY_BUFFER, true);
        } else {
            reset(how);
        }
    }

    /// The connection has broken.
    private void reset(String how) {
        BackendCall current = call;
        call = null;
        Input then = input;
        if (current == null) {
            close();
        } else if (!answered && kept && current.mayRetry()) {
            current.retry();
            close();
        } else {
            close();
            current.fail(
                    new Failure(
                            then == Input.HEAD && !answered
                                    ? Failure.Kind.CONNECTION_TERMINATED
                                    : Failure.Kind.HTTP_RESPONSE_INCOMPLETE,
                            false,
                            origin + ": " + how));
        }
    }

    private void fail(Failure.Kind kind, String detail) {
        BackendCall current = call;
        call = null;
        close();
        if (current != null) {
            current.fail(new Failure(kind, false, origin + ": " + detail));
        }
    }

    void close() {
        if (input == Input.CLOSED) {
            return;
        }
        BackendCall current = call;
        call = null;
        input = Input.CLOSED;
        owner.closed(this);
        ChannelFuture _ = ctx().close();
        if (current != null) {
            current.fail(UpstreamPool.closed(origin));
        }
    }

    /// Both directions have ended.
    private void endTunnel(BackendCall of) {
        of.end();
        call = null;
        close();
    }

    /// Everything that goes out through the tunnel has gone.
    private void endOutput() {
        BackendCall current = call;
        if (inputEnded && current != null) {
            endTunnel(current);
        } else if (ctx().channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            ChannelFuture _ = duplex.shutdownOutput();
        }
    }

    // --- time ----------------------------------------------------------------------------------

    void look(long now) {
        switch (input) {
            case NOTHING -> {
                if (passed(now, settings.idle())) {
                    close();
                }
            }
            case HEAD -> {
                // while the client is still sending, the time is its own
                if ((requestSent || writing > 0 || outputBroken) && passed(now, settings.head())) {
                    fail(
                            Failure.Kind.HTTP_RESPONSE_TIMEOUT,
                            "no response within " + settings.head().toMillis() + " ms");
                } else if (headSince != 0 && now - headSince > settings.head().toNanos()) {
                    fail(
                            Failure.Kind.HTTP_RESPONSE_TIMEOUT,
                            "a response's head not whole within "
                                    + settings.head().toMillis()
                                    + " ms");
                }
            }
            case BODY -> {
                if (ctx().channel().config().isAutoRead() && passed(now, settings.body())) {
                    fail(
                            Failure.Kind.HTTP_RESPONSE_TIMEOUT,
                            "no more of the response within " + settings.body().toMillis() + " ms");
                }
            }
            case TUNNEL -> {
                if (passed(now, settings.tunnel())) {
                    fail(
                            Failure.Kind.HTTP_RESPONSE_INCOMPLETE,
                            "silent for " + settings.tunnel().toMillis() + " ms");
                }
            }
            case CLOSED -> {}
        }
    }

    private boolean passed(long now, Duration allowed) {
        return now - quietSince > allowed.toNanos();
    }

    private long now() {
        return ctx().channel().eventLoop().ticker().nanoTime();
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }
}
