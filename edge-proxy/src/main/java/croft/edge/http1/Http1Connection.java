package croft.edge.http1;

import croft.edge.exchange.Backlog;
import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Body;
import croft.edge.http.Chunk;
import croft.edge.http.ChunkedDecoder;
import croft.edge.http.Fields;
import croft.edge.http.Framing;
import croft.edge.http.HeadWriter;
import croft.edge.http.Http1Limits;
import croft.edge.http.Http1Request;
import croft.edge.http.Pace;
import croft.edge.http.Parsed;
import croft.edge.http.ReasonPhrases;
import croft.edge.http.Refusal;
import croft.edge.http.RequestParser;
import croft.edge.http.ResponseHead;
import croft.edge.limit.Refusals;
import croft.edge.log.End;
import croft.edge.log.Notes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's HTTP/1.1 connection: reads requests one after the other, takes each to an exchange,
/// and does not begin the next before the last is answered. Everything happens on its event loop.
///
/// The input is a machine with the states of [Input] and one driver, [#process()]: it takes steps
/// for as long as octets are there and somebody wants them, and says by reading or not reading from
/// the socket whether more are welcome. What callers cause from within a step (an exchange that
/// answers at once, say) only changes the state; the running driver sees it. The response side is
/// [Turn]'s. The states, their ends and their time limits are one machine and so stay in one file.
///
/// Memory is bounded: at most [#WINDOW] octets of a body with its exchange, [#PIPELINED] octets of
/// requests that wait, and one read beyond each; output by the channel's water marks, as no request
/// begins and no exchange is asked for more while the client does not take what there is.
public final class Http1Connection extends ChannelInboundHandlerAdapter {
    /// What the octets that come next are.
    private enum Input {
        HEAD,
        BODY,
        /// The next request's, whose turn has not come. They wait.
        EARLY,
        /// Of a body whose response has ended. They are dropped, up to [#DRAINED].
        UNWANTED,
        TUNNEL,
        /// Of a connection that is being closed. They are dropped until the client has closed too:
        /// closing with unread octets would reset the connection, and the client might lose the
        /// response (RFC 9112 §9.6).
        LINGERING
    }

    private static final InternalLogger LOG =
            InternalLoggerFactory.getInstance(Http1Connection.class);

    /// Octets of a request body, or tunnel, that an exchange may hold.
    private static final int WINDOW = 256 * 1024;

    /// The same while memory is tight.
    private static final int TIGHT_WINDOW = 32 * 1024;

    /// Octets of later requests that may wait.
    private static final int PIPELINED = 64 * 1024;

    /// What is still read of a body nobody wants, to keep the connection: the cost of a new one.
    private static final int DRAINED = 256 * 1024;

    /// What a tunnel gets to end by itself once the connection drains.
    private static final Duration TUNNEL_GRACE = Duration.ofSeconds(1);

    /// How many times the linger time a client gets that goes on sending.
    private static final int LINGERED = 6;

    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final ConnectionFacts facts;
    private final Exchanges exchanges;
    private final Http1Limits limits;
    private final Http1Timeouts timeouts;
    private final RequestParser parser;

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable Outbox out;
    private @Nullable Backlog backlog;
    private @Nullable ScheduledFuture<?> watch;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private Input input = Input.HEAD;
    private @Nullable Turn turn;

    /// Of the body that is being read: octets to come, or its chunks.
    private long rest;

    private @Nullable ChunkedDecoder chunks;
    private int unwanted;

    private boolean processing;
    private boolean draining;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean served;

    /// When the state was entered, or octets last came; nanoseconds of the loop's ticker.
    private long quietSince;

    private long headSince;
    private long lingerSince;

    /// Octets that have come.
    private long received;

    private final Pace sending;
    private final Uptake uptake;
    private long drainSince;

    private Http1Connection(
            ConnectionFacts facts,
            Exchanges exchanges,
            Http1Limits limits,
            Http1Timeouts timeouts) {
        this.facts = facts;
        this.exchanges = exchanges;
        this.limits = limits;
        this.timeouts = timeouts;
        this.parser = new RequestParser(facts.secure(), limits);
        this.sending = new Pace(timeouts.progress());
        this.uptake = new Uptake(timeouts, now());
    }

    /// The handler for one connection: behind TLS, if there is any, and last in its pipeline.
    public static Http1Connection create(
            ConnectionFacts facts,
            Exchanges exchanges,
            Http1Limits limits,
            Http1Timeouts timeouts) {
        return new Http1Connection(facts, exchanges, limits, timeouts);
    }

    /// Lets the connection end: at once if it is between requests, else after the response that is
    /// being made, which says so if its head has not gone out yet. A tunnel, which has no end of
    /// its own to be waited for, gets [#TUNNEL_GRACE]. To be called on the event loop.
    public void drain() {
        if (!draining) {
            draining = true;
            drainSince = now();
        }
        if (turn == null && input == Input.HEAD && !hasBegunHead()) {
            close(false);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        backlog = new Backlog(added.channel(), facts.guest().limits().waiting(), WATER_MARKS);
        out = new Outbox(added, this::settle);
        added.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        added.channel().config().setWriteBufferWaterMark(WATER_MARKS);
        quietSince = now();
        watchAgain();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        lose();
        held.release();
        held = Unpooled.EMPTY_BUFFER;
        out().release();
        if (backlog != null) {
            backlog.release();
        }
        if (watch != null) {
            watch.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        lose();
        inactive.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            ReferenceCountUtil.release(message);
            return;
        }
        out().hold();
        quietSince = now();
        received += octets.readableBytes();
        held =
                held.isReadable()
                        ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                                reading.alloc(), held, octets)
                        : replaced(octets);
        process();
    }

    private ByteBuf replaced(ByteBuf octets) {
        held.release();
        return octets;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        out().letGo();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (isWritable()) {
            if (turn != null) {
                turn.becameWritable();
            }
            process();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        // While lingering, our own close_notify counts for TLS as the end of both directions.
        boolean ended =
                event instanceof ChannelInputShutdownEvent
                        || (event instanceof SslCloseCompletionEvent && input != Input.LINGERING);
        if (ended && !inputEnded) {
            inputEnded = true;
            if (event instanceof SslCloseCompletionEvent && input == Input.EARLY) {
                // BoringSSL ends both directions together: nobody is there for the answer
                lose();
                close(false);
            }
            endOfInput();
        }
        triggered.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        // what is no TLS behind the handshake comes as a DecoderException
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.error("connection of {} closed by an unexpected failure", facts.peer(), cause);
        }
        lose();
        ChannelFuture _ = failed.close();
    }

    // --- input ---------------------------------------------------------------------------------

    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (step()) {
                // until octets or readiness run out
            }
        } catch (RuntimeException unexpected) {
            exceptionCaught(ctx(), unexpected);
        } finally {
            processing = false;
        }
        // what comes after the last request is not kept until the connection has ended
        if (input == Input.LINGERING || !held.isReadable()) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
        }
        regulate();
        settle();
    }

    /// Counts what waits for the client, and what it has sent and nobody has taken yet.
    private void settle() {
        int besides = held.readableBytes() + (turn == null ? 0 : turn.outstanding());
        if (backlog != null && backlog.settle(besides)) {
            ctx().executor().execute(this::shed);
        }
    }

    /// It holds too much of the memory that all share.
    private void shed() {
        if (ctx().channel().isOpen()) {
            facts.guest().limits().refusals().count(Refusals.Reason.MEMORY);
            cutOff();
        }
    }

    private void cutOff() {
        lose();
        ctx().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture _ = ctx().channel().pipeline().firstContext().close();
    }

    /// @return whether to go on
    private boolean step() {
        return switch (input) {
            case HEAD -> head();
            case BODY -> hasRoom() && body();
            case EARLY -> false;
            case UNWANTED -> body();
            case TUNNEL -> tunnel();
            case LINGERING -> false;
        };
    }

    private boolean head() {
        if (!held.isReadable() || !isWritable()) {
            return false;
        }
        return switch (parser.read(held)) {
            case Parsed.Incomplete<Http1Request> _ -> {
                if (headSince == 0) {
                    headSince = now() | 1;
                }
                yield false;
            }
            case Parsed.Refused<Http1Request>(Refusal refusal) -> {
                refuse(refusal);
                yield false;
            }
            case Parsed.Complete<Http1Request>(Http1Request request) -> {
                headSince = 0;
                served = true;
                begin(request);
                yield true;
            }
        };
    }

    private void begin(Http1Request request) {
        switch (request.framing()) {
            case Framing.Length(long octets) -> {
                input = Input.BODY;
                rest = octets;
                chunks = null;
            }
            case Framing.Chunked _ -> {
                input = Input.BODY;
                chunks = new ChunkedDecoder(limits);
            }
            case Framing.None _, Framing.UntilClose _, Framing.Refused _ -> input = Input.EARLY;
        }
        Turn begun = new Turn(this, out(), request, quietSince);
        turn = begun;
        Exchange exchange = exchanges.begin(request.head(), begun);
        begun.begun(exchange);
        if (!held.isReadable()) {
            // a client that sends its body unasked needs no invitation
            begun.invite();
        }
    }

    private boolean hasRoom() {
        return turn == null
                || turn.outstanding()
                        < (backlog != null && backlog.isTight() ? TIGHT_WINDOW : WINDOW);
    }

    /// A piece of the body, for the exchange or for nobody.
    private boolean body() {
        ChunkedDecoder decoder = chunks;
        if (decoder != null) {
            return chunk(decoder);
        }
        int octets = (int) Math.min(rest, held.readableBytes());
        if (octets == 0) {
            return false;
        }
        rest -= octets;
        pass(held.readRetainedSlice(octets), rest == 0);
        return true;
    }

    private boolean chunk(ChunkedDecoder decoder) {
        return switch (decoder.read(held)) {
            case Chunk.Incomplete _ -> false;
            case Chunk.Data(ByteBuf octets) -> {
                pass(octets, false);
                yield true;
            }
            case Chunk.End(Fields trailers) -> {
                if (trailers.size() > 0 && input == Input.BODY && turn != null) {
                    input = Input.EARLY;
                    turn.giveTrailers(trailers);
                } else {
                    pass(Unpooled.EMPTY_BUFFER, true);
                }
                yield true;
            }
            case Chunk.Refused(Refusal refusal) -> {
                if (input == Input.UNWANTED) {
                    close(true);
                } else {
                    failBody(refusal);
                }
                yield false;
            }
        };
    }

    private void pass(ByteBuf data, boolean last) {
        if (input == Input.UNWANTED) {
            unwanted += data.readableBytes();
            data.release();
            if (last) {
                nextRequest();
            } else if (unwanted > DRAINED) {
                close(true);
            }
            return;
        }
        Turn current = turn;
        if (last) {
            input = Input.EARLY;
        }
        if (current == null) {
            data.release();
        } else {
            current.give(data, last);
        }
    }

    private boolean tunnel() {
        Turn current = turn;
        if (current == null || !held.isReadable() || !hasRoom()) {
            return false;
        }
        current.give(held.readRetainedSlice(held.readableBytes()), false);
        return true;
    }

    /// Reads from the socket, or leaves off: the only place that does.
    private void regulate() {
        boolean wanted =
                switch (input) {
                    case HEAD -> isWritable();
                    case BODY, TUNNEL -> hasRoom();
                    case EARLY -> held.readableBytes() < PIPELINED;
                    case UNWANTED, LINGERING -> true;
                };
        if (ctx().channel().config().isAutoRead() != wanted) {
            ctx().channel().config().setAutoRead(wanted);
            quietSince = now();
        }
    }

    /// The client will send nothing more (RFC 9112 §9.6 lets it wait for its answer all the same).
    private void endOfInput() {
        switch (input) {
            case HEAD, UNWANTED, LINGERING -> close(false);
            case BODY -> {
                lose();
                ChannelFuture _ = ctx().close();
            }
            case EARLY -> {
                // the answer goes out, then the connection ends
            }
            case TUNNEL -> {
                Turn current = turn;
                if (current != null) {
                    if (held.isReadable()) {
                        current.give(held.readRetainedSlice(held.readableBytes()), false);
                    }
                    current.give(Unpooled.EMPTY_BUFFER, true);
                }
                if (outputEnded) {
                    closeTunnel();
                }
            }
        }
    }

    // --- what a turn tells ---------------------------------------------------------------------

    ConnectionFacts facts() {
        return facts;
    }

    boolean isWritable() {
        return ctx().channel().isWritable();
    }

    /// Whether another request can follow this response.
    ///
    /// @param uninvited whether the client waits for an invitation that it will not get
    boolean canGoOn(boolean uninvited) {
        if (draining || inputEnded || facts.guest().isExpelled()) {
            return false;
        }
        return input != Input.BODY || (!uninvited && (chunks != null || rest <= DRAINED));
    }

    void consumed() {
        process();
    }

    /// The switch to another protocol has been written.
    void tunnelled() {
        input = Input.TUNNEL;
        quietSince = now();
        process();
        if (inputEnded) {
            endOfInput();
        }
    }

    /// Data went out through the tunnel.
    ///
    /// @param last whether nothing more follows in that direction
    void tunnelled(boolean last) {
        quietSince = now();
        if (last && !outputEnded) {
            outputEnded = true;
            if (inputEnded) {
                closeTunnel();
            } else {
                out().finish().addListener(_ -> endOutput());
            }
        }
    }

    private void closeTunnel() {
        if (turn != null) {
            turn.tunnelEnded();
            turn = null;
        }
        close(false);
    }

    /// The response is complete.
    void ended(Turn of) {
        turn = null;
        boolean bodyIsRead = input != Input.BODY;
        if (!of.isPersistent() || draining || inputEnded) {
            close(!inputEnded && (!bodyIsRead || held.isReadable()));
            of.notes().ended(End.COMPLETE, quietSince);
        } else if (bodyIsRead) {
            nextRequest();
            of.notes().ended(End.COMPLETE, quietSince);
            process();
        } else {
            input = Input.UNWANTED;
            unwanted = 0;
            quietSince = now();
            of.notes().ended(End.COMPLETE, quietSince);
            process();
        }
    }

    /// The response cannot be completed.
    ///
    /// @param looksComplete whether an orderly end of the connection would pass for its end
    void aborted(boolean looksComplete) {
        turn = null;
        input = Input.LINGERING;
        if (looksComplete) {
            ctx().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        out().finish().addListener(_ -> abruptly(looksComplete));
    }

    private void abruptly(boolean looksComplete) {
        if (looksComplete) {
            // past TLS, whose farewell would make it an orderly end
            ChannelFuture _ = ctx().channel().pipeline().firstContext().close();
        } else {
            ChannelFuture _ = ctx().close();
        }
    }

    // --- ends ----------------------------------------------------------------------------------

    private void nextRequest() {
        input = Input.HEAD;
        quietSince = now();
        if (inputEnded || (draining && !held.isReadable())) {
            close(false);
        }
    }

    /// Answers a request that is none, and ends the connection: nothing behind it can be trusted.
    private void refuse(Refusal refusal) {
        refuse(refusal, new Notes(facts.log(), null, now()));
    }

    private void refuse(Refusal refusal, Notes notes) {
        String text =
                refusal.status()
                        + " "
                        + ReasonPhrases.of(refusal.status())
                        + "\n\n"
                        + refusal.reason()
                        + "\n";
        ByteBuf body =
                ByteBufUtil.encodeString(
                        ctx().alloc(), java.nio.CharBuffer.wrap(text), StandardCharsets.UTF_8);
        notes.refused(refusal.status(), refusal.reason());
        notes.sent(body.readableBytes());
        Fields fields =
                new Fields()
                        .add("content-type", "text/plain; charset=utf-8")
                        .add("x-content-type-options", "nosniff")
                        .add("cache-control", "no-store");
        HeadWriter.response(
                out().append(),
                new ResponseHead(refusal.status(), fields, Body.of(body.readableBytes())),
                new Framing.Length(body.readableBytes()),
                false,
                "close");
        out().write(body);
        close(true);
        notes.ended(End.COMPLETE, quietSince);
    }

    /// The request body cannot be read to its end.
    private void failBody(Refusal refusal) {
        Turn current = turn;
        boolean answerable = current != null && !current.hasResponded();
        if (current != null && answerable) {
            turn = null;
            current.left();
            refuse(refusal, current.notes());
        } else {
            lose();
            ChannelFuture _ = ctx().close();
        }
    }

    /// Ends the connection when everything has been written.
    ///
    /// @param clientMaySend whether to wait for the client to read and to close
    private void close(boolean clientMaySend) {
        input = Input.LINGERING;
        quietSince = now();
        lingerSince = quietSince;
        if (clientMaySend && !inputEnded) {
            out().finish().addListener(_ -> endOutput());
            process();
        } else {
            out().finish().addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void endOutput() {
        SslHandler tls = ctx().pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(_ -> ctx().executor().execute(() -> dropInput(tls)));
        } else {
            shutDownOutput();
        }
    }

    /// After its own close_notify the engine reads nothing more: what the client still sends is
    /// dropped as it comes, encrypted. Not called within the TLS handler's reading, which this
    /// ends.
    private void dropInput(SslHandler tls) {
        if (ctx().pipeline().context(tls) != null) {
            ctx().pipeline().remove(tls);
        }
        shutDownOutput();
    }

    private void shutDownOutput() {
        if (ctx().channel() instanceof DuplexChannel duplex && duplex.isActive()) {
            ChannelFuture _ = duplex.shutdownOutput();
        }
    }

    private void lose() {
        Turn current = turn;
        turn = null;
        if (current != null) {
            current.lost();
        }
    }

    // --- time ----------------------------------------------------------------------------------

    private void watchAgain() {
        watch =
                facts.loop()
                        .schedule(this::look, timeouts.interval().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (!ctx().channel().isOpen()) {
            return;
        }
        watchAgain();
        settle();
        long now = now();
        boolean isSlow = sending.isTooSlow(now, received, isBodyWaitedFor());
        if (uptake.isTooLittle(now, out().given(), pending(), input != Input.TUNNEL)) {
            cutOff();
            return;
        }
        switch (input) {
            case HEAD -> {
                if (hasBegunHead()) {
                    if (headSince != 0 && passed(headSince, now, timeouts.head())) {
                        refuse(new Refusal(408, "the request's head took too long"));
                    }
                } else if (passed(quietSince, now, served ? timeouts.idle() : timeouts.head())) {
                    close(false);
                }
            }
            case BODY -> {
                if (isSlow || (hasRoom() && passed(quietSince, now, timeouts.body()))) {
                    failBody(new Refusal(408, "the request's body took too long"));
                }
            }
            case EARLY -> {
                // the exchange's time, not the client's
            }
            case UNWANTED -> {
                if (isSlow || passed(quietSince, now, timeouts.head())) {
                    close(false);
                }
            }
            case TUNNEL -> {
                if (passed(quietSince, now, timeouts.tunnel())
                        || (draining && passed(drainSince, now, TUNNEL_GRACE))) {
                    lose();
                    close(false);
                }
            }
            case LINGERING -> {
                boolean over =
                        passed(quietSince, now, timeouts.linger())
                                || passed(
                                        lingerSince, now, timeouts.linger().multipliedBy(LINGERED));
                if (over && pending() == 0) {
                    ChannelFuture _ = ctx().close();
                }
            }
        }
    }

    /// Whether the client should be sending a body. Not while it is answered already: then both
    /// sides may be talking, at their own pace.
    private boolean isBodyWaitedFor() {
        return switch (input) {
            case BODY -> hasRoom() && (turn == null || !turn.hasResponded());
            case UNWANTED -> true;
            case HEAD, EARLY, TUNNEL, LINGERING -> false;
        };
    }

    /// What the socket has not taken.
    private long pending() {
        return backlog == null ? 0 : backlog.pending();
    }

    private boolean hasBegunHead() {
        return held.isReadable() || !parser.isBetweenRequests();
    }

    /// Nanoseconds of the loop's ticker.
    long now() {
        return facts.loop().ticker().nanoTime();
    }

    private static boolean passed(long since, long now, Duration allowed) {
        return now - since > allowed.toNanos();
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }

    private Outbox out() {
        if (out == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return out;
    }
}
