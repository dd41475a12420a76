package croft.edge.vault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at something that only others change, when it is asked for, so that what was there before
/// the question is never missed, however new it is.
///
/// Everybody who asks gets what a look saw that began after his question: those who come while one
/// is under way share the next. There is one look at a time, and a rest after each, so that a flood
/// of questions costs ten looks a second. Nobody waits for longer than [#PATIENCE], and no more
/// than [#MOST_WAITING] wait: whoever would gets what was seen last, as does everybody while
/// looking fails.
///
/// Looks happen on a virtual thread that ends when nobody has asked for a while. `next` may be
/// called on an event loop.
final class Looks<T> implements AutoCloseable {
    /// Ten a second, of a millisecond or two.
    static final Duration REST = Duration.ofMillis(100);

    /// An authority gives a server ten seconds, and asks again.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /// A burst of questions is one conversation with the database.
    private static final Duration IDLE = Duration.ofSeconds(5);

    /// As many as sixteen addresses may hold connections.
    static final int MOST_WAITING = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final String what;
    private final Supplier<Look<T>> looks;
    private final Lock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private Set<Question<T>> waiting = new HashSet<>();
    private @Nullable Thread looking;
    private volatile boolean closed;
    private volatile T last;
    private boolean failing;

    /// @param what is looked at, for the log
    /// @param nothing what was seen before anything was
    Looks(String what, T nothing, Supplier<Look<T>> looks) {
        this.what = what;
        this.last = nothing;
        this.looks = looks;
    }

    /// What is there now. Never fails.
    CompletableFuture<T> next() {
        Question<T> question = new Question<>(new CompletableFuture<>());
        lock.lock();
        try {
            if (closed || waiting.size() >= MOST_WAITING) {
                return CompletableFuture.completedFuture(last);
            }
            waiting.add(question);
            if (looking == null) {
                looking = Thread.ofVirtual().name("looks at " + what).start(this::run);
            } else {
                asked.signal();
            }
        } finally {
            lock.unlock();
        }
        return question.answer
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> {
                    forget(question);
                    return last;
                });
    }

    /// What was seen last.
    T last() {
        return last;
    }

    private void forget(Question<T> question) {
        lock.lock();
        try {
            waiting.remove(question);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try (Look<T> look = looks.get()) {
            for (Set<Question<T>> those = asking(); !those.isEmpty(); those = asking()) {
                look(look);
                T seen = last;
                those.forEach(each -> each.answer.complete(seen));
                Thread.sleep(REST);
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            ended();
        }
    }

    /// Whoever asks next begins a thread of its own.
    private void ended() {
        lock.lock();
        try {
            if (Thread.currentThread().equals(looking)) {
                looking = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Those who are to share the next look; empty if nobody has asked for long, and this thread's
    /// work is done.
    private Set<Question<T>> asking() throws InterruptedException {
        lock.lock();
        try {
            long left = IDLE.toNanos();
            while (waiting.isEmpty() && left > 0 && !closed) {
                left = asked.awaitNanos(left);
            }
            Set<Question<T>> those = waiting;
            waiting = new HashSet<>();
            if (those.isEmpty()) {
                looking = null;
            }
            return those;
        } finally {
            lock.unlock();
        }
    }

    private void look(Look<T> look) {
        try {
            last = look.see(last);
            if (failing) {
                failing = false;
                LOG.info("{}: seen again", what);
            }
        } catch (SQLException | RuntimeException e) {
            if (!failing && !closed) {
                failing = true;
                LOG.warn("{}: what was seen last is used: {}", what, e.getMessage());
            }
        }
    }

    /// Nobody waits any more, and nobody looks.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (looking != null) {
                looking.interrupt();
            }
            waiting.forEach(each -> each.answer.complete(last));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /// One who waits; equal to nobody else.
    private static final class Question<T> {
        final CompletableFuture<T> answer;

        Question(CompletableFuture<T> answer) {
            this.answer = answer;
        }
    }

    /// One who looks, for as long as somebody asks; for one thread.
    interface Look<T> extends AutoCloseable {
        /// What is there.
        ///
        /// @param last what was seen last
        T see(T last) throws SQLException;

        @Override
        void close();
    }
}
