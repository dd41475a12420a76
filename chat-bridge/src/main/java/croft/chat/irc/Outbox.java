package croft.chat.irc;

import croft.chat.relay.Outcome;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// What one connection sends, and when: never more than the server allows, and dropping nothing.
/// Its event loop.
final class Outbox {
    private final ChannelHandlerContext context;
    private final Tempo tempo;
    private final Function<String, Optional<Outcome.NotSent>> hindrance;
    private final Consumer<Submission> write;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Submission> queue = new ArrayDeque<>();
    private final Map<String, Runnable> barriers = new HashMap<>();
    private Pace pace;
    private boolean drains;
    private long lastBarrier;

    /// @param hindrance why nothing can be sent to a channel now
    /// @param write sends one
    Outbox(
            ChannelHandlerContext context,
            Tempo tempo,
            Function<String, Optional<Outcome.NotSent>> hindrance,
            Consumer<Submission> write) {
        this.context = context;
        this.tempo = tempo;
        this.hindrance = hindrance;
        this.write = write;
        this.pace = pace();
    }

    /// Begins to count anew: what belongs to registering is not counted by servers.
    void welcomed() {
        pace = pace();
    }

    /// Sends what cannot wait; what can waits longer for it.
    void sendNow(IrcLine line) {
        pace.take(now());
        context.writeAndFlush(line);
    }

    /// Does something that costs a line, before what people have to say.
    void paced(Runnable what) {
        waiting.add(what);
        drain();
    }

    /// Sends a line as soon as it is allowed to; its outcome is known in time.
    void submit(Submission submission) {
        queue.add(submission);
        after(tempo.answer(), () -> expire(submission));
        drain();
    }

    /// Runs it once the server has dealt with everything that was sent before.
    void barrier(Runnable passed) {
        String token = "croft-" + ++lastBarrier;
        barriers.put(token, passed);
        sendNow(IrcLine.of("PING", token));
    }

    /// The server has answered a `PING`.
    void pong(String token) {
        Runnable passed = barriers.remove(token);
        if (passed != null) {
            passed.run();
        }
    }

    /// Does something later, if the connection is still there.
    void after(Duration delay, Runnable what) {
        context.executor()
                .schedule(
                        () -> {
                            if (context.channel().isActive()) {
                                what.run();
                            }
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /// Monotonic, in nanoseconds.
    long now() {
        return context.executor().ticker().nanoTime();
    }

    /// Nothing is sent any more.
    void end(String why) {
        queue.forEach(each -> each.outcome().complete(new Outcome.NotSent(why, Optional.empty())));
        queue.clear();
        waiting.clear();
    }

    /// Sends what is waiting, as far as it may.
    private void drain() {
        while (true) {
            dropUnsendable();
            if (waiting.isEmpty() && queue.isEmpty()) {
                return;
            }
            long delay = pace.delay(now());
            if (delay > 0) {
                drainAfter(delay);
                return;
            }
            if (waiting.isEmpty()) {
                write.accept(queue.removeFirst());
            } else {
                waiting.removeFirst().run();
            }
        }
    }

    private void dropUnsendable() {
        while (!queue.isEmpty()) {
            Submission next = queue.getFirst();
            Optional<Outcome.NotSent> hindered = hindrance.apply(next.channel());
            if (hindered.isEmpty() && !next.outcome().isDone()) {
                return;
            }
            hindered.ifPresent(next.outcome()::complete);
            queue.removeFirst();
        }
    }

    private void drainAfter(long delay) {
        if (!drains) {
            drains = true;
            after(
                    Duration.ofNanos(delay),
                    () -> {
                        drains = false;
                        drain();
                    });
        }
    }

    private void expire(Submission submission) {
        if (submission.outcome().isDone()) {
            return;
        }
        if (submission.isWritten()) {
            String why = "no answer within " + tempo.answer().toSeconds() + " s";
            submission.outcome().complete(new Outcome.Doubtful(why));
        } else {
            queue.remove(submission);
            submission
                    .outcome()
                    .complete(
                            new Outcome.NotSent(
                                    "others were before it", Optional.of(tempo.each())));
        }
    }

    private Pace pace() {
        return new Pace(tempo.burst(), tempo.each(), now());
    }
}
