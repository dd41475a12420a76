package croft.wiki.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection: takes requests as they come, answers one after the other.
///
/// Requests that arrive while one is being answered wait in line; past a few of them the socket is
/// no longer read. Bodies are dropped. After a request that leaves doubt where the next one starts,
/// the rest of the input is dropped too, and the connection ends with the answer.
///
/// Runs on its event loop; answers are made on virtual threads.
final class Connection extends ChannelInboundHandlerAdapter implements Transmission.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /// Waiting requests at which the socket is no longer read.
    private static final int LINE = 16;

    /// How long a client may take to read an answer that it gets before its request has ended.
    private static final long LINGER_SECONDS = 2;

    private static final Field ALLOW = new Field("Allow", "GET, HEAD");

    private final Traffic traffic;
    private final Deque<Checked> line = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;

    /// What is to be answered once its body has passed.
    private @Nullable Checked arriving;

    private int bodyOctets;
    private @Nullable Transmission sending;
    private boolean answering;

    /// Whether the connection ends with the answer that is being sent.
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
            if (!deaf && message instanceof HttpRequest request) {
                begin(request);
            }
            if (!deaf && message instanceof HttpContent content) {
                pass(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        Checked checked = traffic.check().check(request);
        bodyOctets = 0;
        if (checked instanceof Checked.Refused(var _, var _, boolean ends) && ends) {
            enqueueLast(checked);
        } else {
            arriving = checked;
        }
    }

    private void pass(HttpContent content) {
        Checked request = arriving;
        if (request == null) {
            return;
        }
        bodyOctets += content.content().readableBytes();
        if (content.decoderResult().isFailure()) {
            enqueueLast(new Checked.Refused(Status.BAD_REQUEST, false, true));
        } else if (bodyOctets > traffic.limits().body()) {
            enqueueLast(new Checked.Refused(Status.CONTENT_TOO_LARGE, false, true));
        } else if (content instanceof LastHttpContent) {
            arriving = null;
            enqueue(request);
        }
    }

    private void enqueueLast(Checked checked) {
        arriving = null;
        deaf = true;
        enqueue(checked);
    }

    private void enqueue(Checked checked) {
        line.add(checked);
        if (!answering) {
            answerNext();
        } else if (line.size() >= LINE) {
            context().channel().config().setAutoRead(false);
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
            case Checked.Accepted(Asked asked, boolean ends) ->
                    traffic.virtualThreads().execute(() -> handOver(answer(asked), ends));
            case Checked.Refused(Status status, boolean headOnly, boolean ends) ->
                    send(
                            PlainPage.answer(
                                    status,
                                    status == Status.METHOD_NOT_ALLOWED
                                            ? List.of(ALLOW)
                                            : List.of(),
                                    headOnly),
                            ends);
        }
    }

    /// Called on a virtual thread.
    private Answer answer(Asked asked) {
        try {
            return traffic.answers().apply(asked);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", asked.wiki().host(), asked.target(), e);
            return PlainPage.answer(Status.INTERNAL_ERROR, List.of(), asked.headOnly());
        }
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
        Transmission transmission =
                new Transmission(context(), answer, traffic.limits().heartbeat(), this);
        sending = transmission;
        transmission.start(answer.head(traffic.date().value(), last));
        endStreamIfUnheard();
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
            endStreamIfUnheard();
        } else if (event instanceof Traffic.Drain) {
            if (!answering) {
                cut();
            }
            endStreamIfUnheard();
        }
    }

    /// A stream has no end of its own: it goes on until its reader leaves or the server does.
    private void endStreamIfUnheard() {
        if ((inputEnded || traffic.isDraining()) && sending != null && sending.isEndless()) {
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
