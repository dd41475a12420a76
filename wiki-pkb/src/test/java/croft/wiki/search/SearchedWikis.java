package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;
import croft.wiki.render.SearchText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Wikis written in the test, an index of them, and a search.
final class SearchedWikis implements Corpus, AutoCloseable {
    static final HostName SITE = new HostName("notes.example.net");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Handmade wikis = new Handmade(Dialect.GARDEN);
    final AtomicInteger textsRead = new AtomicInteger();
    final Map<HostName, String> languages = new HashMap<>();

    private final SearchDatabase database;
    private final Search search;
    private Optional<Index> index = Optional.empty();

    /// Begins with an index of nothing.
    SearchedWikis(SearchDatabase database) {
        this.database = database;
        database.execute("delete from wiki.indexed_site");
        search = new DatabaseSearch(database.pool(), wikis, this, InstantSource.system());
    }

    /// Begins to keep the index, as a process that starts does.
    Index startIndex() {
        Index started = Index.start(database.pool(), wikis, this, InstantSource.system());
        index = Optional.of(started);
        return started;
    }

    /// Ends keeping the index.
    void stopIndex() {
        index.ifPresent(Index::close);
    }

    /// Waits until the index has all that was put.
    void awaitIndex() {
        await(() -> index.orElseThrow().isInStep());
    }

    /// Writes pages and waits until the index has them.
    void put(Handmade.Draft... pages) {
        wikis.put(SITE, pages);
        if (index.isEmpty()) {
            startIndex();
        }
        awaitIndex();
    }

    Results search(String text) {
        return search.search(SITE, Query.of(text));
    }

    Results search(Query query) {
        return search.search(SITE, query);
    }

    Results search(HostName site, String text) {
        return search.search(site, Query.of(text));
    }

    /// The paths of what is found, the best first.
    List<String> find(String text) {
        Results results = search(text);
        if (results.byTitlesOnly()) {
            throw new AssertionError("\"" + text + "\" was answered by titles alone");
        }
        return results.hits().stream().map(hit -> hit.path().text()).toList();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing came of it within " + PATIENCE);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public String language(HostName site) {
        return languages.getOrDefault(site, "en");
    }

    @Override
    public Optional<SearchText> text(HostName site, Page page) {
        textsRead.incrementAndGet();
        return wikis.text(site, page).map(body -> wikis.renderer().searchText(page, body));
    }

    @Override
    public void close() {
        stopIndex();
    }
}
