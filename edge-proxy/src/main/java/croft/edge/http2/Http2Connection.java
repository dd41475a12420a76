package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import croft.edge.exchange.Backlog;
import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Fields;
import croft.edge.http.Pace;
import croft.edge.http.Progress;
import croft.edge.http.RequestHead;
import croft.edge.limit.Refusals;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One HTTP/2 connection: the last handler of its channel's pipeline, behind TLS or nothing. Reads
/// with [FrameReader], understands with [Inbound], writes with [Outbound]; itself begins and closes
/// streams, keeps time, and ends the connection. Everything happens on the connection's event loop.
/// Long, because the ways in which a connection can end belong together.
public final class Http2Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

    /// Between these the socket counts as busy. Half a mebibyte keeps a fast client busy for the
    /// turn that it takes to refill.
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private static final long TICK = TimeUnit.SECONDS.toNanos(1);

    /// How long a client may take to read GOAWAY before the connection is cut: closing at once
    /// would make the kernel throw away what it has not read yet.
    private static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(500);

    /// What a switched protocol gets to end by itself once the connection drains: it has no end of
    /// its own to be waited for.
    private static final Duration TUNNEL_GRACE = Duration.ofSeconds(1);

    /// What a broken connection counts for, in broken streams: who breaks off floods by dozens is
    /// soon not let in.
    private static final int FAULTS_OF_A_CONNECTION = 10;

    private static final long DRAIN_PING = 0x63726f66742e6279L;
    private static final byte[] NO_REASON = new byte[0];

    private final ConnectionFacts facts;
    private final Exchanges exchanges;
    private final Http2Limits limits;
    private final Streams streams = new Streams();
    private final PeerSettings peer = new PeerSettings();

    private @Nullable Parts parts;
    private @Nullable ScheduledFuture<?> ticking;
    private Phase phase = Phase.OPEN;
    private long activeSince;

    /// When a stream was last open.
    private long busySince;

    private int lastAtTick;
    private final Pace pace;

    /// Whether and since when it drains.
    private boolean drains;

    private long drainSince;

    private Http2Connection(ConnectionFacts facts, Exchanges exchanges, Http2Limits limits) {
        this.facts = facts;
        this.exchanges = exchanges;
        this.limits = limits;
        this.pace = new Pace(limits.patience().progress());
    }

    /// A handler for one connection whose client speaks HTTP/2, by ALPN or by prior knowledge (RFC
    /// 9113 §3.2, §3.3). Add it when that is known; it begins at once if the channel is active.
    public static Http2Connection create(
            ConnectionFacts facts, Exchanges exchanges, Http2Limits limits) {
        return new Http2Connection(facts, exchanges, limits);
    }

    /// Asks the client to leave (RFC 9113 §6.8): streams under way end, no new ones begin, then the
    /// connection is closed. May be called from any thread, and again.
    public void drain() {
        if (facts.loop().inEventLoop()) {
            beginDrain();
        } else {
            facts.loop().execute(this::beginDrain);
        }
    }

    /// How many streams are open. For the connection's event loop.
    public int openStreams() {
        return streams.count();
    }

    // the channel

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            start(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start(context);
        context.fireChannelActive();
    }

    private void start(ChannelHandlerContext context) {
        if (parts != null) {
            return;
        }
        context.channel().config().setWriteBufferWaterMark(WATER_MARK);
        Backlog backlog =
                new Backlog(context.channel(), facts.guest().limits().waiting(), WATER_MARK);
        Outbound out = new Outbound(context, this, limits.memory(), peer, backlog);
        Inbound in = new Inbound(this, limits, streams, out, peer, context.alloc());
        parts = new Parts(context, in, out, new FrameReader(context.alloc(), in));
        activeSince = now();
        busySince = activeSince;
        // on the full second, so that all connections of a loop wake it together
        ticking =
                facts.loop()
                        .scheduleWithFixedDelay(
                                this::tick,
                                TICK - Math.floorMod(activeSince, TICK),
                                TICK,
                                TimeUnit.NANOSECONDS);
        out.settings(
                Frame.SETTING_MAX_CONCURRENT_STREAMS,
                limits.streams().concurrent(),
                Frame.SETTING_INITIAL_WINDOW_SIZE,
                limits.streams().window(),
                Frame.SETTING_MAX_HEADER_LIST_SIZE,
                limits.heads().octets(),
                Frame.SETTING_ENABLE_CONNECT_PROTOCOL,
                1);
        int wider = limits.streams().connectionWindow() - Frame.DEFAULT_WINDOW;
        if (wider > 0) {
            out.windowUpdate(0, wider);
        }
        out.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf octets)) {
            context.fireChannelRead(message);
            return;
        }
        Parts running = parts;
        try {
            if (running == null || phase == Phase.CLOSED) {
                return;
            }
            running.out().beginBatch();
            Fault fault = running.reader().read(octets);
            if (fault != null) {
                fail(fault);
            }
            if (isClosed()) {
                running.reader().release();
            }
        } finally {
            octets.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (parts != null) {
            parts.out().endBatch();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (parts != null && phase != Phase.CLOSED && context.channel().isWritable()) {
            for (Http2Stream stream : streams.now()) {
                stream.offerMore(parts.out().share());
            }
            parts.out().resume();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            // the client has gone, or its TLS is broken
            release();
            cut(context);
        } else {
            LOG.error("HTTP/2 connection from {} ended by a defect", facts.peer(), cause);
            fail(new Fault(ErrorCode.INTERNAL_ERROR, "internal error"));
        }
    }

    // what streams and frames ask for

    ConnectionFacts facts() {
        return facts;
    }

    Outbound outbound() {
        return running().out();
    }

    long now() {
        return facts.loop().ticker().nanoTime();
    }

    /// Whether no new streams begin.
    boolean isLeaving() {
        return phase == Phase.LEAVING;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /// Octets of request bodies that nobody has taken yet.
    int unconsumed() {
        return parts == null ? 0 : parts.in().unconsumed();
    }

    /// A request has come.
    ///
    /// @param since when
    void begin(int id, RequestHead head, ReceiveHalf receiving, long since) {
        SendHalf sending = new SendHalf(peer.initialWindow());
        Http2Stream stream = new Http2Stream(id, this, head, receiving, sending, since);
        streams.add(stream);
        stream.begun(exchanges.begin(head, stream));
    }

    /// Answers `expect: 100-continue` (RFC 9110 §10.1.1). A response that has begun already is the
    /// answer.
    void invite(int id) {
        Http2Stream stream = streams.get(id);
        if (stream != null && !stream.responded()) {
            outbound().head(stream, 100, new Fields(), false);
        }
    }

    /// The last frame of a response is written. The client need not finish its request (RFC 9113
    /// §8.1), but may go on with its side of a switched protocol.
    void answered(Http2Stream stream) {
        stream.written();
        if (stream.receiving().ended()) {
            streams.ended(stream.id());
            close(stream);
        } else if (stream.isTunnel()) {
            stream.halfClosed();
        } else {
            reset(stream, ErrorCode.NO_ERROR);
        }
    }

    /// Ends a stream by RST_STREAM.
    void reset(Http2Stream stream, ErrorCode code) {
        if (!stream.closed()) {
            outbound().reset(stream.id(), code);
            streams.reset(stream.id());
            if (code != ErrorCode.NO_ERROR && code != ErrorCode.CANCEL) {
                stream.broken();
            }
            close(stream);
        }
    }

    /// A stream that has left the open ones gives up what it holds.
    void close(Http2Stream stream) {
        outbound().left(stream);
        running().in().left(stream);
        stream.close();
        closeIfDone();
    }

    void consumed(Http2Stream stream, int octets) {
        running().in().consumed(stream, octets);
    }

    /// The client has answered a PING.
    void pinged(long data) {
        if (phase == Phase.DRAINING && data == DRAIN_PING) {
            leave();
        }
    }

    /// The client opens no more streams (RFC 9113 §6.8).
    void peerLeaves() {
        if (phase == Phase.OPEN || phase == Phase.DRAINING) {
            phase = Phase.LEAVING;
            closeIfDone();
        }
    }

    // the end

    /// First the largest id, then, when the client must have read that, the last one that counts:
    /// so no request on its way is lost (RFC 9113 §6.8).
    private void beginDrain() {
        if (parts != null && phase == Phase.OPEN) {
            phase = Phase.DRAINING;
            drains = true;
            drainSince = now();
            parts.out().goAway(Integer.MAX_VALUE, ErrorCode.NO_ERROR, NO_REASON);
            parts.out().ping(false, DRAIN_PING);
        }
    }

    private void leave() {
        phase = Phase.LEAVING;
        outbound().goAway(streams.last(), ErrorCode.NO_ERROR, NO_REASON);
        closeIfDone();
    }

    private void closeIfDone() {
        if (phase == Phase.LEAVING && streams.count() == 0) {
            farewell(false);
        }
    }

    /// A connection error (RFC 9113 §5.4.1).
    private void fail(Fault fault) {
        if (phase == Phase.CLOSED || parts == null) {
            return;
        }
        LOG.debug("HTTP/2 connection from {}: {}", facts.peer(), fault);
        boolean theirs =
                fault.code() != ErrorCode.NO_ERROR && fault.code() != ErrorCode.INTERNAL_ERROR;
        if (theirs) {
            boolean _ = facts.guest().fault(FAULTS_OF_A_CONNECTION);
        }
        outbound().goAway(streams.last(), fault.code(), fault.reason().getBytes(US_ASCII));
        farewell(fault.code() == ErrorCode.ENHANCE_YOUR_CALM);
    }

    /// It holds too much of the memory that all share.
    void shed() {
        facts.guest().limits().refusals().count(Refusals.Reason.MEMORY);
        fail(Fault.excess("too much waits for this client (RFC 9113 10.5)"));
    }

    /// Sends what is written, then closes: at once where nothing is owed to the client.
    private void farewell(boolean atOnce) {
        ChannelHandlerContext context = running().context();
        phase = Phase.CLOSED;
        outbound().flush();
        release();
        if (atOnce) {
            cut(context);
        } else {
            var _ = facts.loop().schedule(() -> cut(context), FAREWELL, TimeUnit.NANOSECONDS);
        }
    }

    /// Closes the channel; whether that succeeds, nobody can do anything about.
    private static void cut(ChannelHandlerContext context) {
        var _ = context.close();
    }

    /// Gives everything up: what is kept, what waits, every stream.
    private void release() {
        phase = Phase.CLOSED;
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
        if (parts != null) {
            parts.reader().release();
            for (Http2Stream stream : streams.now()) {
                streams.ended(stream.id());
                stream.close();
            }
            parts.out().close();
        }
    }

    // time

    private void tick() {
        Parts running = parts;
        if (running == null || phase == Phase.CLOSED) {
            return;
        }
        long now = now();
        Http2Limits.Patience patience = limits.patience();
        running.in().tick(now);
        running.out().settle();
        if (isClosed()) {
            return;
        }
        // a PING says that somebody is there, not that he wants anything
        if (streams.count() > 0 || streams.last() != lastAtTick) {
            lastAtTick = streams.last();
            busySince = now;
        }
        if (!running.reader().begun() && isOver(activeSince, now, patience.preface())) {
            fail(Fault.protocol("no preface in time (RFC 9113 3.4)"));
        } else if (running.reader().isLate(now, patience.frame().toNanos())
                || running.in().isBlockLate(now, patience.frame().toNanos())) {
            fail(Fault.excess("frame or header block not completed in time (RFC 9113 10.5)"));
        } else if (pace.isTooSlow(now, running.out().taken(), running.out().pending() > 0)) {
            fail(Fault.excess("answers are not read (RFC 9113 10.5)"));
        } else if (isOver(busySince, now, patience.idle())) {
            fail(new Fault(ErrorCode.NO_ERROR, "idle"));
        } else {
            if (phase == Phase.DRAINING) {
                // the client has had a second to answer the PING
                leave();
            }
            tickStreams(now);
        }
    }

    private void tickStreams(long now) {
        Duration stalled = limits.patience().stalled();
        Duration body = limits.patience().body();
        boolean socketMoves = outbound().socketMoves();
        boolean endsTunnels = drains && isOver(drainSince, now, TUNNEL_GRACE);
        for (Http2Stream stream : streams.now()) {
            if ((stream.isTunnel() ? endsTunnels : isTooSlow(stream, now, socketMoves))
                    || stream.sending().isStalled(now, stalled.toNanos(), socketMoves)
                    || (stream.receiving().isQuiet(now, body.toNanos()) && !stream.responded())) {
                reset(stream, ErrorCode.CANCEL);
            }
        }
    }

    /// Whether a body makes less progress than it must. While a request is answered already, both
    /// sides may be talking, at their own pace.
    private boolean isTooSlow(Http2Stream stream, long now, boolean socketMoves) {
        Progress least = limits.patience().progress();
        return stream.sending().isTooSlow(now, least, socketMoves)
                || (!stream.responded() && stream.receiving().isTooSlow(now, least));
    }

    private static boolean isOver(long since, long now, Duration patience) {
        return now - since >= patience.toNanos();
    }

    private Parts running() {
        if (parts == null) {
            throw new IllegalStateException("connection not started (expected: an active channel)");
        }
        return parts;
    }

    /// How far a connection is on its way.
    private enum Phase {
        OPEN,
        /// We have said that we shall leave; new streams still count.
        DRAINING,
        /// No new streams; closed when the last one ends.
        LEAVING,
        CLOSED
    }

    /// What exists once the channel is active.
    private record Parts(
            ChannelHandlerContext context, Inbound in, Outbound out, FrameReader reader) {}
}
