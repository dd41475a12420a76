package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.graph.Change;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.render.SearchText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the search index in step with the gardens, on a thread of its own. What is listed is in
/// the index, and nothing else; a page that ceases to be listed goes out with the next write.
///
/// A change of a garden names the pages whose texts or heads are others: these are read and written
/// anew, in batches, each a transaction that begins when all its texts are read. At first, every
/// hour, and after any failure the whole index of a wiki is compared with its garden instead, by a
/// digest for each page, so that a restart reads only what changed meanwhile, and an index that was
/// lost is built again. Readers search what is there in the meantime.
public final class Index implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Index.class);

    private static final int PAGES_OF_A_BATCH = 200;

    private static final int CHARACTERS_OF_A_BATCH = 4_000_000;

    /// A database that was away is asked again after the first, then after twice that, to the last.
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Another process may have written what it read before our last change.
    private static final Duration BETWEEN_COMPARISONS = Duration.ofHours(1);

    private final DataSource database;
    private final Gardens gardens;
    private final Corpus corpus;
    private final InstantSource clock;
    private final Stemming stemming = new Stemming();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Map<HostName, Work> waiting = new LinkedHashMap<>();
    private Optional<String> trouble = Optional.empty();
    private boolean busy;
    private boolean closed;

    private Index(DataSource database, Gardens gardens, Corpus corpus, InstantSource clock) {
        this.database = database;
        this.gardens = gardens;
        this.corpus = corpus;
        this.clock = clock;
    }

    /// Begins, with all wikis that are there and from then on with each change.
    public static Index start(
            DataSource database, Gardens gardens, Corpus corpus, InstantSource clock) {
        Index index = new Index(database, gardens, corpus, clock);
        Gardens.Subscription subscription = gardens.onChange(index::changed);
        gardens.hosts().forEach(site -> index.add(site, Work.ALL));
        Thread.ofVirtual().name("search-index").start(() -> index.run(subscription));
        return index;
    }

    /// Whether every change that was told has been written.
    public boolean isInStep() {
        lock.lock();
        try {
            return waiting.isEmpty() && !busy;
        } finally {
            lock.unlock();
        }
    }

    /// What keeps the index from being written, if anything does.
    public Optional<String> trouble() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    /// Ends after the batch that is being written.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void changed(HostName site, Change change) {
        add(site, Work.of(change));
    }

    private void add(HostName site, Work work) {
        lock.lock();
        try {
            waiting.merge(site, work, Work::and);
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Gardens.Subscription subscription) {
        try (subscription) {
            Duration pause = FIRST_PAUSE;
            while (awaitWork()) {
                if (attempt()) {
                    pause = FIRST_PAUSE;
                } else {
                    rest(pause);
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for a change, or until everything is to be compared again.
    ///
    /// @return whether to go on
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            long left = BETWEEN_COMPARISONS.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) {
                left = woken.awaitNanos(left);
            }
            if (left <= 0) {
                gardens.hosts().forEach(site -> waiting.put(site, Work.ALL));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Does all that waits.
    ///
    /// @return whether it worked; what did not waits again
    private boolean attempt() {
        Map<HostName, Work> taken = take();
        Optional<String> failure = Optional.empty();
        try (Connection connection = database.getConnection()) {
            if (taken.values().stream().anyMatch(Work::all) && !gardens.hosts().isEmpty()) {
                IndexTables.of(connection).keepOnly(gardens.hosts());
            }
            for (Map.Entry<HostName, Work> entry : taken.entrySet()) {
                Optional<Garden> garden = gardens.now(entry.getKey());
                if (garden.isPresent()) {
                    write(connection, entry.getKey(), entry.getValue(), garden.get());
                }
            }
        } catch (SQLException e) {
            failure = Optional.of(firstLine(e));
        } catch (RuntimeException e) {
            LOG.error("the search index cannot be written", e);
            failure = Optional.of(e.toString());
        }
        done(taken.keySet(), failure);
        return failure.isEmpty();
    }

    private Map<HostName, Work> take() {
        lock.lock();
        try {
            Map<HostName, Work> taken = new LinkedHashMap<>(waiting);
            waiting.clear();
            busy = true;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void done(Collection<HostName> sites, Optional<String> failure) {
        lock.lock();
        try {
            busy = false;
            if (failure.isPresent()) {
                // Whatever comes back may be another database than the one that went.
                sites.forEach(site -> waiting.put(site, Work.ALL));
                if (trouble.isEmpty()) {
                    LOG.warn("the search index waits for the database: {}", failure.get());
                }
            } else if (trouble.isPresent()) {
                LOG.info("the search index is in step again");
            }
            trouble = failure;
        } finally {
            lock.unlock();
        }
    }

    private void write(Connection connection, HostName site, Work work, Garden garden)
            throws SQLException {
        Instant begin = clock.instant();
        IndexTables tables = IndexTables.of(connection);
        Batch batch = new Batch(tables, site);
        Set<FilePath> paths = work.all() ? differing(tables, site, garden) : work.paths();
        for (FilePath path : paths) {
            Optional<Page> page = garden.page(path).filter(Index::isIndexed);
            if (page.isPresent()) {
                batch.add(read(tables.sql(), site, garden, page.get()));
            } else {
                batch.remove(path);
            }
            if (isClosed()) {
                return;
            }
        }
        batch.write();
        if (paths.size() > PAGES_OF_A_BATCH) {
            LOG.info(
                    "search: {} pages of {} indexed in {} ms",
                    paths.size(),
                    site,
                    Duration.between(begin, clock.instant()).toMillis());
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Which pages the index does not have as the garden has them, or has and should not.
    private Set<FilePath> differing(IndexTables tables, HostName site, Garden garden)
            throws SQLException {
        Map<String, Digest> stamps = tables.stamps(site);
        Set<FilePath> differing = new TreeSet<>();
        for (Page page : garden.listed()) {
            Digest stamp = stamps.remove(page.path().text());
            if (isIndexed(page) && !stamp(tables.sql(), site, garden, page).equals(stamp)) {
                differing.add(page.path());
            }
        }
        stamps.keySet().forEach(path -> differing.add(new FilePath(path)));
        return differing;
    }

    private IndexedPage read(Sql sql, HostName site, Garden garden, Page page) throws SQLException {
        SearchText text = corpus.text(site, page).orElseGet(() -> new SearchText("", "", ""));
        return IndexedPage.of(
                page,
                garden.tagsOf(page.path()),
                stamp(sql, site, garden, page),
                configuration(sql, site, page),
                text);
    }

    private Digest stamp(Sql sql, HostName site, Garden garden, Page page) throws SQLException {
        return IndexedPage.stamp(page, garden.facts(page.path()), configuration(sql, site, page));
    }

    private String configuration(Sql sql, HostName site, Page page) throws SQLException {
        return stemming.of(page.language().orElseGet(() -> corpus.language(site)), sql);
    }

    private static boolean isIndexed(Page page) {
        return page.isListed() && IndexedPage.isStorable(page.path());
    }

    private static String firstLine(SQLException e) {
        SQLException cause = e.getNextException() == null ? e : e.getNextException();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /// What of a wiki is to be written.
    ///
    /// @param all whether everything is to be compared; the paths do not count then
    private record Work(boolean all, Set<FilePath> paths) {
        static final Work ALL = new Work(true, Set.of());

        Work {
            paths = Set.copyOf(paths);
        }

        static Work of(Change change) {
            if (change.facets().contains(Facet.WIKI)) {
                return ALL;
            }
            Set<FilePath> paths = new TreeSet<>();
            change.facets().forEach(facet -> facet.textOf().ifPresent(paths::add));
            return new Work(false, paths);
        }

        Work and(Work other) {
            if (all || other.all) {
                return ALL;
            }
            Set<FilePath> both = new TreeSet<>(paths);
            both.addAll(other.paths);
            return new Work(false, both);
        }
    }

    /// Pages that are written together.
    private static final class Batch {
        private final IndexTables tables;
        private final HostName site;
        private final List<IndexedPage> pages = new ArrayList<>();
        private final List<FilePath> removed = new ArrayList<>();
        private int characters;

        Batch(IndexTables tables, HostName site) {
            this.tables = tables;
            this.site = site;
        }

        void add(IndexedPage page) throws SQLException {
            pages.add(page);
            characters += page.body().length() + page.code().length();
            if (pages.size() >= PAGES_OF_A_BATCH || characters >= CHARACTERS_OF_A_BATCH) {
                write();
            }
        }

        void remove(FilePath path) {
            removed.add(path);
        }

        void write() throws SQLException {
            if (!pages.isEmpty() || !removed.isEmpty()) {
                try {
                    tables.write(site, pages, removed);
                } catch (SQLException e) {
                    if (!isOfValues(e)) {
                        throw e;
                    }
                    writeOneByOne();
                }
            }
            pages.clear();
            removed.clear();
            characters = 0;
        }

        /// One page that PostgreSQL has no room for keeps no others out.
        private void writeOneByOne() throws SQLException {
            tables.write(site, List.of(), removed);
            for (IndexedPage page : pages) {
                try {
                    tables.write(site, List.of(page), List.of());
                } catch (SQLException e) {
                    if (!isOfValues(e)) {
                        throw e;
                    }
                    LOG.warn("{}: {} cannot be searched: {}", site, page.path(), firstLine(e));
                    tables.write(site, List.of(), List.of(page.path()));
                }
            }
        }

        /// Class 22: a value that does not do; 23: against a constraint; 54: beyond a limit.
        private static boolean isOfValues(SQLException e) {
            String state = String.valueOf(e.getSQLState());
            return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        }
    }
}
