package croft.site.serve;

import croft.site.content.Octets;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection: takes requests as they come, answers one after the other.
///
/// Requests that arrive while one is being answered wait in line; past a few of them the socket is
/// no longer read, so the line is never longer than that plus what one read can hold. After a
/// request that leaves doubt where the next one starts, the rest of the input is dropped and the
/// connection ends with the answer.
///
/// Bodies of requests are dropped, but for those that the [Desk] takes: it begins when their turn
/// has come, reads as they arrive, and may answer before they have ended, which ends the connection
/// too. While it works and does not wait for the client, no time runs out; once the body is there,
/// it is told every so often that there is work (102, RFC 2518 §10.1), so that nobody on the way
/// gives up either.
///
/// Runs on its event loop; answers are made on virtual threads. Long, because what waits, what is
/// answered and what time runs out for are one machine.
final class Connection extends ChannelInboundHandlerAdapter implements Transmission.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /// Waiting requests at which the socket is no longer read.
    private static final int LINE = 16;

    /// How long a client may take to read an answer that it gets before its request has ended.
    private static final long LINGER_SECONDS = 2;

    /// How often a client is told that its answer is still being made, and how many times: half as
    /// long as an edge waits, and for ten minutes.
    private static final long TELL_SECONDS = 20;

    private static final int MOST_TOLD = 30;

    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROCESSING =
            "HTTP/1.1 102 Processing\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Traffic traffic;
    private final Deque<Checked> line = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Checked arriving;
    private @Nullable ByteArrayOutputStream body;
    private int bodyOctets;

    /// Where pieces of a body go that the desk reads, now or when its turn has come.
    private @Nullable Upload receiving;

    /// What the desk reads now.
    private @Nullable Upload reading;

    private @Nullable Transmission sending;
    private boolean lineFull;
    private boolean answering;
    private boolean last;

    /// No further request is wanted: the input is dropped.
    private boolean deaf;

    /// No further input can come.
    private boolean inputEnded;

    private long deadline;

    Connection(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        touch();
        watch(deadline - traffic.nanos());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (deaf) {
                return;
            }
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            if (message instanceof HttpContent content) {
                continueWith(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        Checked checked = traffic.check().check(request, traffic.sites().get(), peer());
        bodyOctets = 0;
        body = isForwarded(checked) ? new ByteArrayOutputStream() : null;
        switch (checked) {
            case Checked.Refused(var _, var _, boolean ends) when ends -> enqueueLast(checked);
            case Checked.Handed(var _, Upload upload, boolean waits, var _) -> {
                receiving = upload;
                upload.whenWanted(() -> onLoop(() -> want(upload, waits)));
                enqueue(checked);
            }
            case Checked.Accepted _, Checked.Refused _ -> arriving = checked;
        }
        regulate();
    }

    private String peer() {
        return context().channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "?";
    }

    /// The desk waits for more of a body.
    private void want(Upload upload, boolean waits) {
        touch();
        if (waits && !upload.wasAsked()) {
            var _ = context().writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
        regulate();
    }

    private void regulate() {
        boolean read = !lineFull && (receiving == null || receiving.wantsMore());
        if (context().channel().isActive() && context().channel().config().isAutoRead() != read) {
            context().channel().config().setAutoRead(read);
        }
    }

    private void receive(Upload upload, HttpContent content) {
        touch();
        if (content.decoderResult().isFailure()) {
            upload.breakOff("the body of the request cannot be understood");
            receiving = null;
            deaf = true;
            return;
        }
        upload.add(content.content());
        if (content instanceof LastHttpContent) {
            upload.complete();
            receiving = null;
        }
        regulate();
    }

    private void continueWith(HttpContent content) {
        if (receiving != null) {
            receive(receiving, content);
            return;
        }
        if (arriving == null) {
            return;
        }
        int octets = content.content().readableBytes();
        bodyOctets += octets;
        Limits limits = traffic.limits();
        if (content.decoderResult().isFailure()) {
            enqueueLast(new Checked.Refused(Status.BAD_REQUEST, false, true));
        } else if (bodyOctets > (body == null ? limits.body() : limits.forwarded())) {
            enqueueLast(new Checked.Refused(Status.CONTENT_TOO_LARGE, false, true));
        } else {
            if (body != null && octets > 0) {
                body.writeBytes(ByteBufUtil.getBytes(content.content()));
            }
            if (content instanceof LastHttpContent) {
                Checked whole = withBody(arriving);
                arriving = null;
                body = null;
                enqueue(whole);
            }
        }
    }

    /// Whether rules may pass the request on, so that its body is to be kept.
    private static boolean isForwarded(Checked checked) {
        return checked instanceof Checked.Accepted(Asked asked, boolean _)
                && !asked.site().policy().forwardTo().isEmpty();
    }

    private Checked withBody(Checked checked) {
        return body != null && checked instanceof Checked.Accepted(Asked asked, boolean ends)
                ? new Checked.Accepted(asked.withBody(new Octets(body.toByteArray())), ends)
                : checked;
    }

    private void enqueueLast(Checked checked) {
        arriving = null;
        body = null;
        deaf = true;
        enqueue(checked);
    }

    private void enqueue(Checked checked) {
        line.add(checked);
        if (answering) {
            if (line.size() >= LINE) {
                lineFull = true;
                regulate();
            }
        } else {
            answerNext();
        }
    }

    private void answerNext() {
        Checked next = line.poll();
        answering = next != null;
        touch();
        switch (next) {
            case null -> {
                lineFull = false;
                regulate();
                if (inputEnded || traffic.isDraining()) {
                    cut();
                }
            }
            case Checked.Accepted(Asked asked, boolean ends) -> {
                Answer known = traffic.recollection().of(asked);
                if (known != null) {
                    send(known, ends);
                } else {
                    traffic.virtualThreads().execute(() -> handOver(answer(asked), ends));
                }
            }
            case Checked.Handed(Visit visit, Upload upload, var _, boolean ends) -> {
                reading = upload;
                tellLater(upload, 1);
                traffic.virtualThreads().execute(() -> atDesk(visit, upload, ends));
            }
            case Checked.Refused(Status status, boolean headOnly, boolean ends) ->
                    send(StatusPages.plain(status, headOnly), ends);
        }
    }

    /// Called on a virtual thread.
    private void atDesk(Visit visit, Upload upload, boolean ends) {
        DeskAnswer reply;
        try {
            reply = traffic.desk().answer(visit);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", visit.method(), visit.target(), e);
            reply =
                    new DeskAnswer(
                            Status.INTERNAL_ERROR,
                            "{\"error\": \"the server made a mistake; its log says more\"}\n");
        }
        Answer answer = reply.answer(visit.method().equals("HEAD"));
        onLoop(() -> {
            reading = null;
            boolean whole = upload.isComplete();
            upload.close();
            if (!whole) {
                receiving = null;
                deaf = true;
            }
            send(answer, ends || !whole);
        });
    }

    private void tellLater(Upload upload, int time) {
        var _ =
                context()
                        .executor()
                        .schedule(
                                () -> {
                                    if (reading == upload && context().channel().isActive()) {
                                        if (upload.isComplete()) {
                                            var _ =
                                                    context()
                                                            .writeAndFlush(
                                                                    Unpooled.wrappedBuffer(
                                                                            PROCESSING));
                                        }
                                        if (time < MOST_TOLD) {
                                            tellLater(upload, time + 1);
                                        }
                                    }
                                },
                                TELL_SECONDS,
                                TimeUnit.SECONDS);
    }

    /// Called on a virtual thread.
    private void onLoop(Runnable task) {
        try {
            context().executor().execute(task);
        } catch (RejectedExecutionException _) {
            // the server has stopped
        }
    }

    /// Called on a virtual thread.
    private Answer answer(Asked asked) {
        Recollection recollection = traffic.recollection();
        long changes = recollection.changes();
        Optional<Object> version = Recollection.version(asked);
        Answer answer = traffic.responder().answer(asked);
        recollection.told(asked, answer, changes, version);
        return answer;
    }

    /// Called on a virtual thread.
    private void handOver(Answer answer, boolean ends) {
        try {
            context().executor().execute(() -> send(answer, ends));
        } catch (RejectedExecutionException _) {
            answer.close(); // the server has stopped
        }
    }

    private void send(Answer answer, boolean ends) {
        touch();
        last = ends || traffic.isDraining() || (inputEnded && line.isEmpty());
        byte[][] head = answer.head(traffic.date().value(), last);
        Transmission transmission =
                new Transmission(context(), answer, traffic.virtualThreads(), this);
        sending = transmission;
        transmission.start(head);
    }

    @Override
    public void progressed() {
        touch();
    }

    @Override
    public void ended(boolean whole) {
        sending = null;
        if (!whole) {
            cut();
        } else if (last) {
            leave();
        } else {
            answerNext();
        }
    }

    /// Ends the connection so that the answer arrives: closing while input is unread would make the
    /// system send a reset, which can overtake the answer (RFC 9112 §9.6).
    private void leave() {
        deaf = true;
        line.clear();
        if (inputEnded || !(context().channel() instanceof DuplexChannel channel)) {
            cut();
            return;
        }
        channel.config().setAutoRead(true);
        var _ = channel.shutdownOutput();
        var _ = context().executor().schedule(this::cut, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            deaf = true;
            breakOff();
            if (!answering || (ctx.channel() instanceof DuplexChannel c && c.isOutputShutdown())) {
                cut();
            }
        } else if (event instanceof Traffic.Drain && !answering) {
            cut();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof UncheckedIOException)) {
            LOG.error("a connection failed", cause);
        }
        cut();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (sending != null) {
            sending.abandon();
        }
        deaf = true;
        line.clear();
        breakOff();
    }

    private void breakOff() {
        for (Upload upload : new Upload[] {receiving, reading}) {
            if (upload != null) {
                upload.breakOff("the connection ended before the request did");
            }
        }
        receiving = null;
    }

    private void touch() {
        deadline =
                traffic.nanos()
                        + (answering ? traffic.limits().progress() : traffic.limits().idle())
                                .toNanos();
    }

    private void watch(long nanos) {
        var _ =
                context()
                        .executor()
                        .schedule(
                                () -> {
                                    long left = deadline - traffic.nanos();
                                    if (!context().channel().isActive()) {
                                        return;
                                    }
                                    if (left <= 0 && isAtWork()) {
                                        touch();
                                        watch(deadline - traffic.nanos());
                                    } else if (left <= 0) {
                                        cut();
                                    } else {
                                        watch(left);
                                    }
                                },
                                nanos,
                                TimeUnit.NANOSECONDS);
    }

    /// Whether the desk is, and does not wait for the client.
    private boolean isAtWork() {
        return reading != null && !reading.isStarved();
    }

    /// Ends the connection here and now.
    private void cut() {
        var _ = context().close();
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
