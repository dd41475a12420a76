package croft.certs.renewal;

import croft.certs.vault.Vault;
import croft.certs.wanted.Alarm;
import croft.certs.wanted.Reason;
import croft.certs.wanted.Verdict;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.Declaration;
import croft.platform.service.LiveDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes in time: at the start, when the declaration changes, when the next certificate is due,
/// and at least every hour; sooner, with growing pauses, while something is wrong. One virtual
/// thread.
///
/// It also prunes the journal once an hour, which is this service's part for all.
public final class Renewal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Renewal.class);

    /// A clock that was put right, or a change that nobody announced, is noticed within this.
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// A plan that is due "now" again and again must not spin.
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /// A database is back within seconds when it restarts; sites wait for their first certificate.
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);

    /// So many retries come without a longer pause than the first: what has just been installed is
    /// on its way.
    private static final int EAGER_RETRIES = 3;

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final RenewalPass pass;
    private final Vault vault;
    private final Runnable first;
    private final LiveDeclaration declaration;
    private final InstantSource clock;
    private final Duration keepJournal;
    private final Consumer<Standing> listener;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    private volatile Standing standing = Standing.beforeTheFirstLook();
    private volatile boolean closed;

    /// The renewal thread's only.
    private Instant pruned = Instant.MIN;

    /// Whether the first look was. The renewal thread's only.
    private boolean begun;

    /// Looks in a row that found something wrong. The renewal thread's only.
    private int troubles;

    /// The loop, not yet started.
    ///
    /// @param first done before the first look that finds the database, such as sealing keys anew
    /// @param keepJournal how long events are kept
    /// @param listener called on the renewal thread after each look
    public Renewal(
            RenewalPass pass,
            Vault vault,
            Runnable first,
            LiveDeclaration declaration,
            InstantSource clock,
            Duration keepJournal,
            Consumer<Standing> listener) {
        this.pass = pass;
        this.vault = vault;
        this.first = first;
        this.declaration = declaration;
        this.clock = clock;
        this.keepJournal = keepJournal;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("renewal").unstarted(this::run);
    }

    /// Starts the thread and returns at once.
    public void start() {
        declaration.onChange(_ -> wake.release());
        thread.start();
    }

    /// Looks at everything now instead of when something is due. Returns at once.
    public void lookAgain() {
        wake.release();
    }

    /// How everything stands.
    public Standing standing() {
        return standing;
    }

    private void run() {
        while (!closed) {
            wake.drainPermits();
            Standing now = look();
            standing = now;
            listener.accept(now);
            troubles = now.isTroubled() ? troubles + 1 : 0;
            try {
                boolean _ =
                        wake.tryAcquire(
                                pause(now, clock.instant(), troubles).toMillis(),
                                TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Standing look() {
        Declaration current = declaration.current();
        try {
            if (!begun) {
                first.run();
                begun = true;
            }
            Standing looked = pass.run(current);
            prune();
            if (troubles > 0 && looked.problem().isEmpty()) {
                log.info("certificates: everything is looked after again");
            }
            if (looked.problem().isPresent() && !looked.problem().equals(standing.problem())) {
                log.error("certificates: {}", looked.problem().get());
            }
            return looked;
        } catch (Exception e) { // Micronaut's transactions also throw checked ones undeclared
            String problem = line(e);
            if (!standing.problem().equals(Optional.of(problem))) {
                log.warn("certificates: trying again: {}", problem);
            }
            return unchanged(current, problem);
        }
    }

    /// What is known from the last look, for what is wanted now.
    private Standing unchanged(Declaration current, String problem) {
        Map<Wanted.Id, CertificateState> known = new HashMap<>();
        standing.certificates().forEach(c -> known.put(c.wanted().id(), c));
        return new Standing(
                standing.root(),
                Wanted.of(current).stream()
                        .map(w ->
                                known.getOrDefault(
                                        w.id(),
                                        new CertificateState(
                                                w,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                new Verdict.Issue(new Reason.Missing()),
                                                Alarm.NONE)))
                        .toList(),
                Optional.of(problem),
                standing.next(),
                LONGEST_PAUSE);
    }

    private void prune() {
        Instant now = clock.instant();
        if (pruned.isBefore(now.minus(LONGEST_PAUSE))) {
            vault.forget(now);
            long events = vault.pruneJournal(keepJournal);
            if (events > 0) {
                log.info("journal: {} events older than {} pruned", events, keepJournal);
            }
            pruned = now;
        }
    }

    static Duration pause(Standing standing, Instant now, int troubles) {
        if (troubles > 0) {
            Duration retry =
                    FIRST_RETRY.multipliedBy(1L << Math.clamp(troubles - EAGER_RETRIES, 0, 20));
            return retry.compareTo(LONGEST_RETRY) < 0 ? retry : LONGEST_RETRY;
        }
        Duration longest = standing.lookWithin();
        Duration due = standing.next().map(next -> Duration.between(now, next)).orElse(longest);
        if (due.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return due.compareTo(longest) < 0 ? due : longest;
    }

    /// The innermost cause says most: what the driver saw.
    private static String line(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = Objects.requireNonNullElse(innermost.getMessage(), innermost.toString());
        return "the database: " + message.lines().findFirst().orElse("");
    }

    /// Ends the loop. A transaction that runs is rolled back or has been committed, as after a
    /// crash.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
