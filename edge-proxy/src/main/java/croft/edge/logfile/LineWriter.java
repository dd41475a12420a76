package croft.edge.logfile;

import croft.edge.log.Outlet;
import croft.platform.declaration.AccessLogPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes the access log. Event loops put batches of lines into a bounded queue
/// and never wait: while the writer cannot keep up, or cannot write, further batches are dropped
/// and their lines counted.
public final class LineWriter implements Outlet, AutoCloseable {
    /// A tenth of a second at the highest rate that two processors reach, and six MiB.
    private static final int QUEUE = 64;

    /// Arrays that wait to be filled again: as many as are in use at a usual rate.
    private static final int SPARE = 8;

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// After the last batch, so that others gather meanwhile: to be woken for each of them costs
    /// half as much as to write it. A tenth of the queue comes in that time at the highest rate.
    private static final Duration REST = Duration.ofMillis(5);

    /// After a failure: a disk that is full stays full for a while.
    private static final Duration RETRY = Duration.ofSeconds(5);

    /// Nobody reads the same warning more often.
    private static final Duration WARNING = Duration.ofMinutes(1);

    /// What the end of the edge may wait for a slow disk.
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    private static final Batch WAKE = new Batch(new byte[0], 0, 0);

    private final Function<AccessLogPolicy, @Nullable Destination> destinations;
    private final InstantSource clock;
    private final Duration retry;
    private final ArrayBlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUE);

    /// What was written last is taken first: it is still in the processor's cache.
    private final LinkedBlockingDeque<byte[]> spare = new LinkedBlockingDeque<>(SPARE);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);
    private final Thread thread;

    private volatile AccessLogPolicy policy;
    private volatile @Nullable String problem;

    // the writer's own
    private AccessLogPolicy current;
    private @Nullable Destination destination;
    private Instant looked = Instant.MIN;

    private LineWriter(
            AccessLogPolicy policy,
            Function<AccessLogPolicy, @Nullable Destination> destinations,
            InstantSource clock,
            Duration retry) {
        this.destinations = destinations;
        this.clock = clock;
        this.retry = retry;
        this.policy = policy;
        this.current = policy;
        this.destination = destinations.apply(policy);
        this.thread = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
    }

    /// Starts a writer.
    ///
    /// @param folder for the files; made when it is needed
    public static LineWriter start(AccessLogPolicy policy, Path folder, InstantSource clock) {
        return start(
                policy,
                chosen ->
                        switch (chosen.to()) {
                            case FILE ->
                                    new RotatedFile(folder, chosen.size().bytes(), chosen.keep());
                            case STDOUT -> new StandardOutput(System.out);
                            case NOWHERE -> null;
                        },
                clock,
                RETRY);
    }

    static LineWriter start(
            AccessLogPolicy policy,
            Function<AccessLogPolicy, @Nullable Destination> destinations,
            InstantSource clock,
            Duration retry) {
        LineWriter writer = new LineWriter(policy, destinations, clock, retry);
        writer.thread.start();
        return writer;
    }

    /// Changes where lines go, from the next batch on.
    public void use(AccessLogPolicy other) {
        policy = other;
    }

    /// Lines that have been written.
    public long written() {
        return written.sum();
    }

    /// Lines that have been lost.
    public long dropped() {
        return dropped.sum();
    }

    /// Where lines go, as croft.yml says it.
    public AccessLogPolicy.To to() {
        return policy.to();
    }

    /// Why lines cannot be written at the moment, if that is so.
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    // what event loops call

    @Override
    public byte[] empty() {
        byte[] known = spare.pollFirst();
        return known == null ? new byte[SIZE] : known;
    }

    @Override
    public boolean offer(Batch batch) {
        return queue.offer(batch);
    }

    @Override
    public void lost(int lines) {
        dropped.add(lines);
        Instant now = clock.instant();
        Instant due = nextWarning.get();
        if (now.isAfter(due) && nextWarning.compareAndSet(due, now.plus(WARNING))) {
            String why = problem;
            LOG.warn(
                    "access log: {} lines dropped so far: {}",
                    dropped.sum(),
                    why == null ? "they come faster than they can be written" : why);
        }
    }

    // the writer

    private void run() {
        try {
            while (closing.getCount() > 0) {
                Batch next = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                boolean rest = next != null;
                for (; next != null; next = queue.poll()) {
                    write(next);
                    look();
                }
                if (rest) {
                    boolean _ = closing.await(REST.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    look();
                }
            }
            for (Batch left = queue.poll(); left != null; left = queue.poll()) {
                write(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (destination != null) {
                destination.close();
            }
        }
    }

    private void look() {
        AccessLogPolicy wanted = policy;
        if (!wanted.equals(current)) {
            current = wanted;
            if (destination != null) {
                destination.close();
            }
            destination = destinations.apply(wanted);
            // whatever it was, it was the other place's
            problem = null;
            looked = Instant.MIN;
        }
        Instant now = clock.instant();
        if (destination == null || (now.isBefore(looked.plus(LOOK)) && !now.isBefore(looked))) {
            return;
        }
        looked = now;
        try {
            destination.look(now);
        } catch (IOException | RuntimeException e) {
            failed(destination, e);
        }
    }

    /// Writes a batch, however long that takes; while the writer is being closed, tries once.
    private void write(Batch batch) throws InterruptedException {
        while (batch.lines() > 0) {
            Destination to = destination;
            if (to == null) {
                // no log is wanted any more
                break;
            }
            try {
                to.write(batch.octets(), batch.length(), clock.instant());
                written.add(batch.lines());
                succeeded(to);
                break;
            } catch (IOException | RuntimeException e) {
                failed(to, e);
                to.close();
                if (closing.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                    lost(batch.lines());
                    break;
                }
                look();
            }
        }
        if (batch.octets().length == SIZE) {
            boolean _ = spare.offerFirst(batch.octets());
        }
    }

    private void failed(Destination to, Exception e) {
        if (problem == null) {
            problem = to.name() + " cannot be written: " + e.getMessage();
            LOG.warn("access log: {}; tried again every {} s", problem, retry.toSeconds());
        }
    }

    private void succeeded(Destination to) {
        if (problem != null) {
            problem = null;
            LOG.info("access log: {} is written again", to.name());
        }
    }

    /// Writes what has been handed over, then ends.
    @Override
    public void close() {
        closing.countDown();
        boolean _ = queue.offer(WAKE);
        try {
            if (!thread.join(FAREWELL)) {
                LOG.warn("access log: the last lines are lost, as they could not be written");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
