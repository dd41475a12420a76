package croft.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal and hands each event to a handler, at least once and in order.
///
/// It has one connection and one virtual thread of its own. `LISTEN` wakes it; as notifications are
/// lost whenever a connection is, it also looks by itself every few seconds, so a missed
/// notification costs a moment and nothing else. Its position is stored after the handler has
/// returned. When the database goes away it connects again, pausing longer each time, and reads on
/// from its position.
///
/// A position below the journal's floor, or above its head (a database restored from an older
/// backup), means that events were missed: the handler is told by `lost()`, and reading goes on
/// with what the journal has.
public final class JournalReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

    /// Bounds what one look holds in memory and what is repeated after a crash.
    private static final int BATCH = 100;

    /// The delay of an event whose notification was lost.
    private static final Duration POLL = Duration.ofSeconds(5);

    /// A restarting server is back within a second or two. One attempt a second costs nothing, and
    /// what comes after it waits no longer: at a first start, the edge for its certificates.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final ReaderName name;
    private final Start start;
    private final EventHandler handler;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private volatile ReaderState state = new ReaderState.Starting();

    /// The newest event handled, or null before the first connection. The reader's thread only.
    private @Nullable Long position;

    /// Whether the handler has yet to be told that events were missed. The reader's thread only.
    private boolean owesLost;

    private JournalReader(
            Database database,
            ReaderName name,
            Start start,
            EventHandler handler,
            InstantSource clock) {
        this.database = database;
        this.name = name;
        this.start = start;
        this.owesLost = start == Start.AT_HEAD;
        this.handler = handler;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("journal " + name).unstarted(this::run);
    }

    /// Where a reader begins.
    public enum Start {
        /// Where it stopped, also in an earlier process; one that is new, at the oldest event kept.
        WHERE_IT_STOPPED,
        /// Behind the newest event, after a call of `lost()`: for readers that keep nothing over a
        /// restart.
        AT_HEAD
    }

    /// Starts a reader and returns at once; the database need not be there yet.
    ///
    /// @param name of this process's reader: two processes under one name would move each other's
    ///   position
    public static JournalReader start(
            Database database,
            ReaderName name,
            Start start,
            EventHandler handler,
            InstantSource clock) {
        JournalReader reader = new JournalReader(database, name, start, handler, clock);
        reader.thread.start();
        return reader;
    }

    /// How the reader stands now.
    public ReaderState state() {
        return state;
    }

    private void run() {
        while (!isClosed()) {
            try (Connection opened = database.connect("journal reader " + name)) {
                follow(opened);
            } catch (Exception e) { // whatever the handler throws, too: the reader must live on
                if (!isClosed()) {
                    interrupted(e);
                }
            }
        }
        state = new ReaderState.Closed();
    }

    private void follow(Connection opened) throws Exception {
        try (Statement listen = opened.createStatement()) {
            listen.execute("listen " + Journal.CHANNEL);
        }
        place(opened);
        Instant connected = clock.instant();
        PGConnection notifications = opened.unwrap(PGConnection.class);
        while (!isClosed()) {
            readOn(opened);
            if (state instanceof ReaderState.Interrupted before) {
                log.info("journal: reading on after {} failures", before.attempts());
            }
            state = new ReaderState.Following(Objects.requireNonNull(position), connected);
            notifications.getNotifications((int) POLL.toMillis());
        }
    }

    /// Takes the reader's position on a new connection: its own, if it has one in memory.
    private void place(Connection opened) throws SQLException {
        Long known = position;
        if (known == null) {
            known = Journal.open(opened, name, start == Start.AT_HEAD);
        }
        long head = Journal.head(opened);
        if (known > head) {
            owesLost = true;
            known = head;
        }
        position = known;
    }

    private void readOn(Connection opened) throws Exception {
        while (!isClosed()) {
            long before = Objects.requireNonNull(position);
            List<RecordedEvent> events = Journal.after(opened, before, BATCH);
            // In this order: had events been pruned before they were read, the floor tells.
            long floor = Journal.floor(opened);
            if (before < floor) {
                log.warn("journal: events up to {} were pruned before they were read", floor);
                owesLost = true;
                position = floor;
                continue;
            }
            if (owesLost) {
                handler.lost();
                owesLost = false;
                Journal.advance(opened, name, before);
            }
            if (events.isEmpty()) {
                return;
            }
            try {
                for (RecordedEvent event : events) {
                    handler.handle(event);
                    position = event.id();
                }
            } finally {
                Journal.advance(opened, name, Objects.requireNonNull(position));
            }
        }
    }

    /// Notes the failure and pauses: 0.2 s, doubled each time up to 1 s, less up to a half so that
    /// services do not come back in step.
    private void interrupted(Exception e) {
        ReaderState.Interrupted now =
                state instanceof ReaderState.Interrupted before
                        ? new ReaderState.Interrupted(
                                line(e), before.since(), before.attempts() + 1)
                        : new ReaderState.Interrupted(line(e), clock.instant(), 1);
        if (now.attempts() == 1) {
            log.warn("journal: interrupted, trying again: {}", now.problem());
        }
        state = now;
        long longest =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        FIRST_PAUSE.toMillis() << Math.min(now.attempts() - 1, 10));
        long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        try {
            closed.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            closed.countDown();
        }
    }

    private static String line(Exception e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "no message");
        return e.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Ends the reader; returns when its thread has ended. A handler that runs is interrupted.
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
