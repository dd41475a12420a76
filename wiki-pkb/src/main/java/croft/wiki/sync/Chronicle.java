package croft.wiki.sync;

import croft.platform.declaration.HostName;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.platform.journal.Sql;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.SurrogateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What the database holds of the folders: the files as caches know of them, and redirects. What is
/// written there and the event that tells of it are one transaction, so they cannot differ. Blocks.
///
/// @param clock for when it was written
record Chronicle(DataSource database, InstantSource clock) {
    static final String PAGE_CHANGED = "page.changed";

    /// More is told as a change of the whole wiki.
    static final int MOST_KEYS = 500;

    /// Rows in one statement: it ends long before the role's time is over.
    private static final int ROWS = 2000;

    /// What was told last.
    Past past(HostName host) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            Sql sql = new Sql(connection);
            Past past =
                    new Past(
                            sql.first(
                                    "select generation from wiki.site where host = ?",
                                    row -> row.text("generation"),
                                    host.value()),
                            files(sql, host),
                            redirects(sql, host));
            connection.commit();
            return past;
        }
    }

    private static Map<FilePath, Row> files(Sql sql, HostName host) throws SQLException {
        Map<FilePath, Row> files = new HashMap<>();
        sql.all(
                """
                select path, sha256, octets, modified_at, first_seen_at
                from wiki.file where host = ?
                """,
                row ->
                        files.put(
                                new FilePath(row.text("path")),
                                new Row(
                                        row.octetsIfAny("sha256").map(ContentHash::ofDigest),
                                        row.number("octets"),
                                        row.instant("modified_at"),
                                        row.instant("first_seen_at"))),
                host.value());
        return files;
    }

    private static Redirects redirects(Sql sql, HostName host) throws SQLException {
        return Redirects.of(
                sql.all(
                        "select former, address, path, at from wiki.redirect where host = ?",
                        row ->
                                new Redirects.Redirect(
                                        new FilePath(row.text("former")),
                                        new Address(row.text("address")),
                                        new FilePath(row.text("path")),
                                        row.instant("at")),
                        host.value()));
    }

    /// Writes down what changed, and tells whoever reads the journal.
    void record(HostName host, News news) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(new Sql(connection), host, news);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void write(Sql sql, HostName host, News news) throws SQLException {
        sql.run(
                """
                insert into wiki.site (host, generation, looked_at) values (?, ?, ?)
                on conflict (host) do update
                    set generation = excluded.generation, looked_at = excluded.looked_at
                """,
                host.value(),
                news.generation(),
                clock.instant());
        List<FilePath> gone = new ArrayList<>();
        List<Map.Entry<FilePath, Row>> there = new ArrayList<>();
        news.files()
                .forEach((path, row) ->
                        row.ifPresentOrElse(
                                r -> there.add(Map.entry(path, r)), () -> gone.add(path)));
        there.sort(Map.Entry.comparingByKey()); // the same order everywhere: no deadlocks
        for (int i = 0; i < there.size(); i += ROWS) {
            put(sql, host, there.subList(i, Math.min(there.size(), i + ROWS)));
        }
        gone.sort(null);
        for (int i = 0; i < gone.size(); i += ROWS) {
            remove(sql, host, gone.subList(i, Math.min(gone.size(), i + ROWS)));
        }
        if (news.redirects().isPresent()) {
            put(sql, host, news.redirects().get());
        }
        List<String> keys = keys(host, news.facets());
        if (!keys.isEmpty()) {
            Journal.append(sql.connection(), new Event(PAGE_CHANGED, host.value(), keys));
        }
    }

    static List<String> keys(HostName host, Set<Facet> facets) {
        if (facets.contains(Facet.WIKI) || facets.size() > MOST_KEYS) {
            return List.of(SurrogateKey.of(host, Facet.WIKI).value());
        }
        return facets.stream().sorted().map(facet -> SurrogateKey.of(host, facet).value()).toList();
    }

    private static void put(Sql sql, HostName host, List<Map.Entry<FilePath, Row>> rows)
            throws SQLException {
        sql.each(
                """
                insert into wiki.file (host, path, sha256, octets, modified_at, first_seen_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (host, path) do update
                    set sha256 = excluded.sha256, octets = excluded.octets,
                        modified_at = excluded.modified_at
                """,
                rows,
                entry -> {
                    Row row = entry.getValue();
                    return new @Nullable Object[] {
                        host.value(),
                        entry.getKey().text(),
                        row.hash().map(ContentHash::octets).orElse(null),
                        row.octets(),
                        row.modified(),
                        row.firstSeen()
                    };
                });
    }

    private static void remove(Sql sql, HostName host, List<FilePath> paths) throws SQLException {
        sql.run(
                "delete from wiki.file where host = ? and path = any(?)",
                host.value(),
                paths.stream().map(FilePath::text).toArray(String[]::new));
    }

    /// All of them, as each may have changed: they are few.
    private static void put(Sql sql, HostName host, Redirects redirects) throws SQLException {
        sql.run("delete from wiki.redirect where host = ?", host.value());
        sql.each(
                """
                insert into wiki.redirect (host, former, address, path, at)
                values (?, ?, ?, ?, ?)
                on conflict (host, former) do update
                    set address = excluded.address, path = excluded.path, at = excluded.at
                """,
                redirects.all(),
                redirect ->
                        new Object[] {
                            host.value(),
                            redirect.former().text(),
                            redirect.address().text(),
                            redirect.path().text(),
                            redirect.at()
                        });
    }

    /// A file as it was told of.
    record Row(Optional<ContentHash> hash, long octets, Instant modified, Instant firstSeen) {
        static Row of(Known known) {
            return new Row(
                    known.hash(),
                    known.stat().octets(),
                    known.stat().modified(),
                    known.firstSeen());
        }

        /// Whether readers would see no difference.
        boolean isAs(Row other) {
            // PostgreSQL keeps microseconds
            return hash.equals(other.hash)
                    && octets == other.octets
                    && modified.toEpochMilli() == other.modified.toEpochMilli();
        }
    }

    /// What was told last of a wiki.
    ///
    /// @param generation empty if it was never told of
    record Past(Optional<String> generation, Map<FilePath, Row> files, Redirects redirects) {}

    /// What is to be told.
    ///
    /// @param files by path; empty for those that are gone
    /// @param redirects all of them, if any changed
    record News(
            String generation,
            Map<FilePath, Optional<Row>> files,
            Optional<Redirects> redirects,
            Set<Facet> facets) {}
}
