package croft.platform.traffic;

import io.netty.buffer.Unpooled;
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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
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
/// A body is dropped, kept or handed on as its [Reception] says. One that is handed on begins when
/// its turn has come and is read as it arrives.
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
    private final Deque<Turn> line = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;

    /// What is to be answered once its body has passed.
    private @Nullable Arrival arriving;

    /// Where pieces of a body go that a handler reads, now or when its turn has come.
    private @Nullable Upload receiving;

    /// What a handler reads now.
    private @Nullable Upload reading;

    private @Nullable Transmission sending;
    private boolean lineFull;
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
                begin(traffic.check().check(request, peer()));
            }
            if (!deaf && message instanceof HttpContent content) {
                continueWith(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private String peer() {
        return context().channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "?";
    }

    private void begin(Checked checked) {
        switch (checked) {
            case Checked.Refused(Status status, boolean headOnly) -> refuse(status, headOnly);
            case Checked.InOrder(Request request, boolean waits, boolean ends) ->
                    begin(request, received(request), waits, ends);
        }
        regulate();
    }

    private Reception received(Request request) {
        try {
            return traffic.handler().receive(request);
        } catch (RuntimeException e) {
            return new Reception.Refused(failure(request, e), true);
        }
    }

    private void begin(Request request, Reception reception, boolean waits, boolean ends) {
        boolean headOnly = request.isHead();
        switch (reception) {
            case Reception.Streamed(var making) -> {
                Upload upload = new Upload();
                receiving = upload;
                upload.whenWanted(() -> onLoop(() -> want(upload, waits)));
                enqueue(new Turn.Reading(request, making, upload, ends));
            }
            case Reception.Collected _, Reception.Answered _, Reception.Refused _ when waits ->
                    refuse(Status.EXPECTATION_FAILED, headOnly); // only what is read is asked for
            case Reception.Refused(Answer answer, boolean doubtful) when doubtful ->
                    enqueueLast(new Turn.Ready(answer, headOnly, true));
            case Reception.Refused(Answer answer, boolean _) ->
                    arriving = drop(_ -> new Turn.Ready(answer, headOnly, ends));
            case Reception.Answered(var making) ->
                    arriving = drop(_ -> new Turn.Waiting(request, making, ends));
            case Reception.Collected(int most, var making) ->
                    arriving =
                            new Arrival(
                                    most,
                                    true,
                                    body ->
                                            new Turn.Waiting(
                                                    request, () -> making.apply(body), ends));
        }
    }

    private Arrival drop(Function<Octets, Turn> whole) {
        return new Arrival(traffic.limits().body(), false, whole);
    }

    /// A handler waits for more of a body.
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

    private void continueWith(HttpContent content) {
        Upload upload = receiving;
        Arrival arrival = arriving;
        if (upload != null) {
            receive(upload, content);
        } else if (arrival == null) {
            return;
        } else if (content.decoderResult().isFailure()) {
            refuse(Status.BAD_REQUEST, false);
        } else if (!arrival.take(content.content())) {
            refuse(Status.CONTENT_TOO_LARGE, false);
        } else if (content instanceof LastHttpContent) {
            arriving = null;
            enqueue(arrival.turn());
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

    private void refuse(Status status, boolean headOnly) {
        enqueueLast(new Turn.Ready(traffic.handler().refusal(status), headOnly, true));
    }

    private void enqueueLast(Turn turn) {
        arriving = null;
        deaf = true;
        enqueue(turn);
    }

    private void enqueue(Turn turn) {
        line.add(turn);
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
        Turn next = line.poll();
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
            case Turn.Ready(Answer answer, boolean _, boolean _) -> send(answer, next);
            case Turn.Waiting(Request request, Reception.Making making, boolean _) -> {
                Optional<Answer> known = known(request, making);
                if (known.isPresent()) {
                    send(known.get(), next);
                } else {
                    traffic.virtualThreads()
                            .execute(() -> handOver(made(request, making::make), next));
                }
            }
            case Turn.Reading reader -> {
                reading = reader.body();
                tellLater(reader.body(), 1);
                traffic.virtualThreads().execute(() -> read(reader));
            }
        }
    }

    private Optional<Answer> known(Request request, Reception.Making making) {
        try {
            return making.known();
        } catch (RuntimeException e) {
            return Optional.of(failure(request, e));
        }
    }

    private Answer made(Request request, Supplier<Answer> making) {
        try {
            return making.get();
        } catch (RuntimeException e) {
            return failure(request, e);
        }
    }

    private Answer failure(Request request, RuntimeException e) {
        LOG.error("{} {}{} failed", request.method(), request.host(), request.target(), e);
        return traffic.handler().refusal(Status.INTERNAL_ERROR);
    }

    /// Called on a virtual thread.
    private void handOver(Answer answer, Turn turn) {
        try {
            context().executor().execute(() -> send(answer, turn));
        } catch (RejectedExecutionException _) {
            answer.close(); // the server has stopped
        }
    }

    /// Called on a virtual thread.
    private void read(Turn.Reading turn) {
        Upload upload = turn.body();
        Answer answer = made(turn.request(), () -> turn.making().apply(upload));
        onLoop(() -> {
            reading = null;
            boolean whole = upload.isComplete();
            upload.close();
            if (!whole) {
                receiving = null;
                deaf = true;
            }
            send(answer, turn.headOnly(), turn.last() || !whole);
        });
    }

    private void tellLater(Upload upload, int time) {
        var _ =
                context()
                        .executor()
                        .schedule(() -> tell(upload, time), TELL_SECONDS, TimeUnit.SECONDS);
    }

    private void tell(Upload upload, int time) {
        if (reading != upload || !context().channel().isActive()) {
            return;
        }
        if (upload.isComplete()) {
            var _ = context().writeAndFlush(Unpooled.wrappedBuffer(PROCESSING));
        }
        if (time < MOST_TOLD) {
            tellLater(upload, time + 1);
        }
    }

    /// Called on a virtual thread.
    private void onLoop(Runnable task) {
        try {
            context().executor().execute(task);
        } catch (RejectedExecutionException _) {
            // the server has stopped
        }
    }

    private void send(Answer answer, Turn turn) {
        send(answer, turn.headOnly(), turn.last());
    }

    private void send(Answer answer, boolean headOnly, boolean ends) {
        touch();
        last = ends || traffic.isDraining() || (inputEnded && line.isEmpty());
        Transmission transmission = new Transmission(context(), answer, headOnly, traffic, this);
        sending = transmission;
        transmission.start(answer.head(traffic.date().value(), headOnly, last));
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
            breakOff();
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

    /// A stream of events has no end of its own: it goes on until its reader leaves or the server
    /// does.
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
        var _ = context().executor().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (!context().channel().isActive()) {
            return;
        }
        if (isAtWork()) {
            touch();
        }
        long left = deadline - traffic.nanos();
        if (left <= 0) {
            cut();
        } else {
            watch(left);
        }
    }

    /// Whether a handler reads a body, and does not wait for the client.
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
