package croft.wiki.sync;

import croft.platform.declaration.HostName;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What caches are still to be told of one wiki. While the database is away it is kept, in one:
/// what changed three times is told once.
///
/// The first thing to do is to compare what is there with what was told last, by whichever process
/// that was: if it is the same, caches are right, and nothing is told. Any difference makes all of
/// the wiki stale, as nobody knows any more what the pages said that were there before.
///
/// Sends on one virtual thread of its own; all methods may be called from any.
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final HostName host;
    private final Chronicle chronicle;
    private final Memory memory;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private Map<FilePath, Optional<Chronicle.Row>> files = new HashMap<>();
    private Set<Facet> facets = new HashSet<>();
    private boolean redirectsChanged;
    private @Nullable String generation;

    /// Whether what is there has been compared with what was told last.
    private boolean compared;

    /// How many changes are waiting together.
    private int waiting;

    private @Nullable String trouble;
    private boolean closed;

    Outbox(HostName host, Chronicle chronicle, Memory memory) {
        this.host = host;
        this.chronicle = chronicle;
        this.memory = memory;
        this.thread = Thread.ofVirtual().name("outbox of " + host).start(this::run);
    }

    /// Something changed.
    ///
    /// @param generation of the wiki now
    /// @param changed files by path; empty for those that are gone
    /// @param redirects whether any of them changed
    synchronized void put(
            String generation,
            Map<FilePath, Optional<Chronicle.Row>> changed,
            boolean redirects,
            Set<Facet> stale) {
        boolean newGeneration = this.generation != null && !this.generation.equals(generation);
        this.generation = generation;
        files.putAll(changed);
        redirectsChanged |= redirects;
        if (newGeneration || facets.size() + stale.size() > 4 * Chronicle.MOST_KEYS) {
            facets.add(Facet.WIKI);
        } else {
            facets.addAll(stale);
        }
        waiting++;
        notifyAll();
    }

    /// How many changes wait to be told.
    synchronized int waiting() {
        return waiting;
    }

    /// Why they wait, if they cannot be told.
    synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        try {
            while (true) {
                Batch batch = take();
                if (batch == null) {
                    return;
                }
                send(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Batch take() throws InterruptedException {
        while (waiting == 0 && !closed) {
            wait();
        }
        if (closed || generation == null) {
            return null;
        }
        Batch batch = new Batch(generation, files, redirectsChanged, facets, compared, waiting);
        files = new HashMap<>();
        facets = new HashSet<>();
        redirectsChanged = false;
        return batch;
    }

    private void send(Batch batch) throws InterruptedException {
        try {
            Chronicle.News news = batch.compared ? batch.news(memory) : difference(batch);
            chronicle.record(host, news);
            sent(batch);
        } catch (SQLException | RuntimeException e) {
            putBack(batch, e);
            var _ = ended.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Until the first comparison a batch holds every file that there is.
    private Chronicle.News difference(Batch batch) throws SQLException {
        Chronicle.Past past = chronicle.past(host);
        Redirects before = past.redirects();
        Redirects now = memory.recall(past, batch.files);
        Map<FilePath, Optional<Chronicle.Row>> different = new HashMap<>();
        batch.files.forEach((path, row) -> {
            Chronicle.Row told = past.files().get(path);
            boolean same = told == null ? row.isEmpty() : row.isPresent() && row.get().isAs(told);
            if (!same) {
                different.put(path, row);
            }
        });
        past.files().keySet().stream()
                .filter(path -> !batch.files.containsKey(path))
                .forEach(path -> different.put(path, Optional.empty()));
        boolean asBefore =
                different.isEmpty()
                        && now.equals(before)
                        && past.generation().equals(Optional.of(batch.generation));
        LOG.info(
                "{}: {}",
                host,
                asBefore
                        ? "nothing changed since it was told of last"
                        : different.size() + " files are others than was told last");
        return new Chronicle.News(
                batch.generation,
                different,
                now.equals(before) ? Optional.empty() : Optional.of(now),
                asBefore ? Set.of() : Set.of(Facet.WIKI));
    }

    private synchronized void sent(Batch batch) {
        compared = true;
        waiting -= batch.count;
        if (trouble != null) {
            trouble = null;
            LOG.info("{}: what changed has been recorded", host);
        }
    }

    private synchronized void putBack(Batch batch, Exception problem) {
        batch.files.putAll(files);
        files = batch.files;
        facets.addAll(batch.facets);
        redirectsChanged |= batch.redirects;
        String reason =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
        if (trouble == null && !closed) {
            LOG.warn("{}: what changed cannot be recorded, trying again: {}", host, reason);
        }
        trouble = "what changed cannot be recorded: " + reason;
    }

    /// What is waiting is told by the next process, which compares.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ended.countDown();
            notifyAll();
        }
        thread.interrupt(); // it may be waiting for the database
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the wiki knows of redirects.
    interface Memory {
        /// Those that hold now.
        Redirects redirects();

        /// Those that hold once it is known what was told last.
        ///
        /// @param now every file that there is
        Redirects recall(Chronicle.Past past, Map<FilePath, Optional<Chronicle.Row>> now);
    }

    /// What goes in one transaction.
    private record Batch(
            String generation,
            Map<FilePath, Optional<Chronicle.Row>> files,
            boolean redirects,
            Set<Facet> facets,
            boolean compared,
            int count) {
        Chronicle.News news(Memory memory) {
            return new Chronicle.News(
                    generation,
                    files,
                    redirects ? Optional.of(memory.redirects()) : Optional.empty(),
                    facets);
        }
    }
}
