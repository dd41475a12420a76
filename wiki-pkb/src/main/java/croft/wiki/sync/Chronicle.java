package croft.wiki.sync;

import croft.platform.declaration.HostName;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.SurrogateKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            Optional<String> generation = Optional.empty();
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "select generation from wiki.site where host = ?")) {
                select.setString(1, host.value());
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        generation = Optional.of(text(row, 1));
                    }
                }
            }
            Past past = new Past(generation, files(connection, host), redirects(connection, host));
            connection.commit();
            return past;
        }
    }

    private static Map<FilePath, Row> files(Connection connection, HostName host)
            throws SQLException {
        Map<FilePath, Row> files = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        select path, sha256, octets, modified_at, first_seen_at
                        from wiki.file where host = ?
                        """)) {
            select.setString(1, host.value());
            select.setFetchSize(ROWS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    files.put(
                            new FilePath(text(row, 1)),
                            new Row(
                                    Optional.ofNullable(row.getBytes(2)).map(ContentHash::ofDigest),
                                    row.getLong(3),
                                    instant(row, 4),
                                    instant(row, 5)));
                }
            }
        }
        return files;
    }

    private static Redirects redirects(Connection connection, HostName host) throws SQLException {
        List<Redirects.Redirect> redirects = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select former, address, path, at from wiki.redirect where host = ?")) {
            select.setString(1, host.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    redirects.add(
                            new Redirects.Redirect(
                                    new FilePath(text(row, 1)),
                                    new Address(text(row, 2)),
                                    new FilePath(text(row, 3)),
                                    instant(row, 4)));
                }
            }
        }
        return Redirects.of(redirects);
    }

    /// Writes down what changed, and tells whoever reads the journal.
    void record(HostName host, News news) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, host, news);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void write(Connection connection, HostName host, News news) throws SQLException {
        try (PreparedStatement site =
                connection.prepareStatement(
                        """
                        insert into wiki.site (host, generation, looked_at) values (?, ?, ?)
                        on conflict (host) do update
                            set generation = excluded.generation, looked_at = excluded.looked_at
                        """)) {
            site.setString(1, host.value());
            site.setString(2, news.generation());
            site.setObject(3, time(clock.instant()));
            site.executeUpdate();
        }
        List<FilePath> gone = new ArrayList<>();
        List<Map.Entry<FilePath, Row>> there = new ArrayList<>();
        news.files()
                .forEach((path, row) ->
                        row.ifPresentOrElse(
                                r -> there.add(Map.entry(path, r)), () -> gone.add(path)));
        there.sort(Map.Entry.comparingByKey()); // the same order everywhere: no deadlocks
        for (int i = 0; i < there.size(); i += ROWS) {
            put(connection, host, there.subList(i, Math.min(there.size(), i + ROWS)));
        }
        gone.sort(null);
        for (int i = 0; i < gone.size(); i += ROWS) {
            remove(connection, host, gone.subList(i, Math.min(gone.size(), i + ROWS)));
        }
        if (news.redirects().isPresent()) {
            put(connection, host, news.redirects().get());
        }
        List<String> keys = keys(host, news.facets());
        if (!keys.isEmpty()) {
            Journal.append(connection, new Event(PAGE_CHANGED, host.value(), keys));
        }
    }

    static List<String> keys(HostName host, Set<Facet> facets) {
        if (facets.contains(Facet.WIKI) || facets.size() > MOST_KEYS) {
            return List.of(SurrogateKey.of(host, Facet.WIKI).value());
        }
        return facets.stream().sorted().map(facet -> SurrogateKey.of(host, facet).value()).toList();
    }

    private static void put(
            Connection connection, HostName host, List<Map.Entry<FilePath, Row>> rows)
            throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement(
                        """
                        insert into wiki.file (host, path, sha256, octets, modified_at, first_seen_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (host, path) do update
                            set sha256 = excluded.sha256, octets = excluded.octets,
                                modified_at = excluded.modified_at
                        """)) {
            for (Map.Entry<FilePath, Row> entry : rows) {
                Row row = entry.getValue();
                put.setString(1, host.value());
                put.setString(2, entry.getKey().text());
                put.setBytes(3, row.hash().map(ContentHash::octets).orElse(null));
                put.setLong(4, row.octets());
                put.setObject(5, time(row.modified()));
                put.setObject(6, time(row.firstSeen()));
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static void remove(Connection connection, HostName host, List<FilePath> paths)
            throws SQLException {
        try (PreparedStatement remove =
                connection.prepareStatement(
                        "delete from wiki.file where host = ? and path = any(?)")) {
            remove.setString(1, host.value());
            remove.setArray(
                    2,
                    connection.createArrayOf("text", paths.stream().map(FilePath::text).toArray()));
            remove.executeUpdate();
        }
    }

    /// All of them, as each may have changed: they are few.
    private static void put(Connection connection, HostName host, Redirects redirects)
            throws SQLException {
        try (PreparedStatement clear =
                connection.prepareStatement("delete from wiki.redirect where host = ?")) {
            clear.setString(1, host.value());
            clear.executeUpdate();
        }
        try (PreparedStatement put =
                connection.prepareStatement(
                        """
                        insert into wiki.redirect (host, former, address, path, at)
                        values (?, ?, ?, ?, ?)
                        on conflict (host, former) do update
                            set address = excluded.address, path = excluded.path,
                                at = excluded.at
                        """)) {
            for (Redirects.Redirect redirect : redirects.all()) {
                put.setString(1, host.value());
                put.setString(2, redirect.former().text());
                put.setString(3, redirect.address().text());
                put.setString(4, redirect.path().text());
                put.setObject(5, time(redirect.at()));
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
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
