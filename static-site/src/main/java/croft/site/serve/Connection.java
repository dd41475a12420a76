package croft.site.serve;

import croft.site.content.Octets;
import io.netty.buffer.ByteBufUtil;
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
/// Runs on its event loop; answers are made on virtual threads.
final class Connection extends ChannelInboundHandlerAdapter implements Transmission.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /// Waiting requests at which the socket is no longer read.
    private static final int LINE = 16;

    /// How long a client may take to read an answer that it gets before its request has ended.
    private static final long LINGER_SECONDS = 2;

    private final Traffic traffic;
    private final Deque<Checked> line = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Checked arriving;
    private @Nullable ByteArrayOutputStream body;
    private int bodyOctets;
    private @Nullable Transmission sending;
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
        Checked checked = traffic.check().check(request, traffic.sites().get());
        bodyOctets = 0;
        body = isForwarded(checked) ? new ByteArrayOutputStream() : null;
        if (checked instanceof Checked.Refused(var _, var _, boolean ends) && ends) {
            enqueueLast(checked);
        } else {
            arriving = checked;
        }
    }

    private void continueWith(HttpContent content) {
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
                context().channel().config().setAutoRead(false);
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
                context().channel().config().setAutoRead(true);
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
            case Checked.Refused(Status status, boolean headOnly, boolean ends) ->
                    send(StatusPages.plain(status, headOnly), ends);
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
            if (!answering || (ctx.channel() instanceof DuplexChannel c && c.isOutputShutdown())) {
                cut();
            }
        } else if (event instanceof Traffic.Drain && !answering) {
            cut();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
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
                                    if (left <= 0) {
                                        cut();
                                    } else {
                                        watch(left);
                                    }
                                },
                                nanos,
                                TimeUnit.NANOSECONDS);
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
