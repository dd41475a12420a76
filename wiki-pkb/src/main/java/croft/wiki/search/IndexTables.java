package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.page.FilePath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The tables of the index, as the one who writes sees them. Each write is a transaction of its
/// own, which holds the row of the wiki: what several processes write about one wiki is written one
/// after the other, and the list of words counts each page once.
record IndexTables(Sql sql) {
    private static final String INSERT =
            """
            insert into wiki.indexed_page
                (host, path, stamp, digest, configuration, modified_at, tags, names, words,
                 labels, headings, body, code)
            values (?, ?, ?, ?, ?, ?, ?,
                    to_tsvector(?::regconfig, ?) || to_tsvector('simple', ?),
                    setweight(to_tsvector(?::regconfig, ?), 'A')
                        || setweight(to_tsvector(?::regconfig, ?), 'B')
                        || setweight(to_tsvector(?::regconfig, ?), 'C')
                        || setweight(to_tsvector(?::regconfig, ?), 'D'),
                    ?, ?, ?, ?)
            on conflict (host, path) do update set
                stamp = excluded.stamp, digest = excluded.digest,
                configuration = excluded.configuration, modified_at = excluded.modified_at,
                tags = excluded.tags, names = excluded.names, words = excluded.words,
                labels = excluded.labels, headings = excluded.headings, body = excluded.body,
                code = excluded.code
            """;

    static IndexTables of(Connection connection) {
        return new IndexTables(new Sql(connection));
    }

    /// What is known of each page of a wiki that is in the index.
    Map<String, Digest> stamps(HostName site) throws SQLException {
        Map<String, Digest> stamps = new HashMap<>();
        sql.all(
                "select path, stamp from wiki.indexed_page p join wiki.indexed_site s using (host)"
                        + " where host = ? and s.version = ?",
                row -> stamps.put(row.text("path"), new Digest(row.octets("stamp"))),
                site.value(),
                IndexedPage.VERSION);
        return stamps;
    }

    /// Forgets wikis that are declared no more.
    void keepOnly(Collection<HostName> sites) throws SQLException {
        sql.run(
                "delete from wiki.indexed_site where host <> all (?)",
                (Object) sites.stream().map(HostName::value).toArray(String[]::new));
    }

    /// Writes pages and removes others, in a transaction.
    void write(HostName site, Collection<IndexedPage> pages, Collection<FilePath> removed)
            throws SQLException {
        Connection connection = sql.connection();
        connection.setAutoCommit(false);
        try {
            lock(site);
            change(site, pages, removed);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void lock(HostName site) throws SQLException {
        sql.run(
                "insert into wiki.indexed_site (host, version) values (?, ?) on conflict do nothing",
                site.value(),
                IndexedPage.VERSION);
        int version =
                sql.all(
                                "select version from wiki.indexed_site where host = ? for update",
                                row -> row.integer("version"),
                                site.value())
                        .getFirst();
        if (version != IndexedPage.VERSION) {
            sql.run("delete from wiki.indexed_page where host = ?", site.value());
            sql.run("delete from wiki.indexed_word where host = ?", site.value());
            sql.run(
                    "update wiki.indexed_site set version = ? where host = ?",
                    IndexedPage.VERSION,
                    site.value());
        }
    }

    private void change(HostName site, Collection<IndexedPage> pages, Collection<FilePath> removed)
            throws SQLException {
        Map<String, Before> before = before(site, pages, removed);
        Map<String, Integer> counts = new TreeMap<>();
        List<IndexedPage> written = new ArrayList<>();
        for (IndexedPage page : pages) {
            Optional<Before> old = Optional.ofNullable(before.get(page.path().text()));
            if (old.filter(it -> it.digest().equals(page.digest())).isPresent()) {
                sql.run(
                        "update wiki.indexed_page set stamp = ? where host = ? and path = ?"
                                + " and stamp <> ?",
                        page.stamp().octets(),
                        site.value(),
                        page.path().text(),
                        page.stamp().octets());
            } else {
                written.add(page);
                count(counts, page.vocabulary(), 1);
                old.ifPresent(it -> count(counts, it.vocabulary(), -1));
            }
        }
        insert(site, written);
        List<String> gone = new ArrayList<>();
        for (FilePath path : removed) {
            Before old = before.get(path.text());
            if (old != null) {
                gone.add(path.text());
                count(counts, old.vocabulary(), -1);
            }
        }
        if (!gone.isEmpty()) {
            sql.run(
                    "delete from wiki.indexed_page where host = ? and path = any (?)",
                    site.value(),
                    gone.toArray(String[]::new));
        }
        countWords(site, counts);
    }

    private Map<String, Before> before(
            HostName site, Collection<IndexedPage> pages, Collection<FilePath> removed)
            throws SQLException {
        List<String> paths = new ArrayList<>();
        pages.forEach(page -> paths.add(page.path().text()));
        removed.forEach(path -> paths.add(path.text()));
        Map<String, Before> before = new HashMap<>();
        sql.all(
                "select path, digest, labels, headings, body from wiki.indexed_page"
                        + " where host = ? and path = any (?)",
                row ->
                        before.put(
                                row.text("path"),
                                new Before(
                                        new Digest(row.octets("digest")),
                                        row.text("labels"),
                                        row.text("headings"),
                                        row.text("body"))),
                site.value(),
                paths.toArray(String[]::new));
        return before;
    }

    private void insert(HostName site, Collection<IndexedPage> pages) throws SQLException {
        sql.each(INSERT, pages, page -> values(site, page));
    }

    private static Object[] values(HostName site, IndexedPage page) {
        String stemming = page.configuration();
        return new Object[] {
            site.value(),
            page.path().text(),
            page.stamp().octets(),
            page.digest().octets(),
            stemming,
            page.modified(),
            page.tags().toArray(String[]::new),
            stemming,
            page.names(),
            page.names(),
            stemming,
            page.titleWords(),
            stemming,
            page.headWords(),
            stemming,
            page.bodyWords(),
            stemming,
            page.codeWords(),
            page.labels(),
            page.headings(),
            page.body(),
            page.code()
        };
    }

    private static void count(Map<String, Integer> counts, Set<String> words, int by) {
        words.forEach(word -> counts.merge(word, by, Integer::sum));
    }

    /// In the order of the words, so that nobody waits for another crosswise.
    private void countWords(HostName site, Map<String, Integer> counts) throws SQLException {
        counts.values().removeIf(count -> count == 0);
        if (counts.isEmpty()) {
            return;
        }
        sql.run(
                """
                insert into wiki.indexed_word as w (host, word, pages)
                select ?, word, pages from unnest(?, ?) as c (word, pages)
                on conflict (host, word) do update set pages = w.pages + excluded.pages
                """,
                site.value(),
                counts.keySet().toArray(String[]::new),
                counts.values().toArray(Integer[]::new));
        sql.run(
                "delete from wiki.indexed_word where host = ? and word = any (?) and pages <= 0",
                site.value(),
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() < 0)
                        .map(Map.Entry::getKey)
                        .toArray(String[]::new));
    }

    /// A page as it was indexed before.
    private record Before(Digest digest, String labels, String headings, String body) {
        Set<String> vocabulary() {
            return IndexedPage.vocabulary(labels, headings, body);
        }
    }
}
