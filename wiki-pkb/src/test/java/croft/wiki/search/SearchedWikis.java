package croft.wiki.search;

import com.zaxxer.hikari.HikariDataSource;
import croft.migrations.Migrations;
import croft.platform.declaration.HostName;
import croft.platform.secret.Secrets;
import croft.wiki.Handmade;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;
import croft.wiki.render.SearchText;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/// Wikis written in the test, an index of them in a PostgreSQL of their own, and a search.
final class SearchedWikis implements Corpus, AutoCloseable {
    static final HostName SITE = new HostName("notes.example.net");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Handmade wikis = new Handmade(Dialect.GARDEN);
    final AtomicInteger textsRead = new AtomicInteger();
    final Map<HostName, String> languages = new HashMap<>();

    private final Path data;
    private EmbeddedPostgres server;
    private final HikariDataSource pool;
    private final Search search;
    private Optional<Index> index = Optional.empty();

    SearchedWikis(Path data) throws IOException {
        this.data = data;
        server = start(freePort());
        Map<String, String> passwords = new HashMap<>();
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI")) {
            passwords.put("CROFT_SECRET_DATABASE_" + role, "trusted");
        }
        Migrations.apply(url(), Secrets.of(data, passwords));
        pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setUsername("wiki");
        pool.setPassword("trusted");
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(1500);
        search = new DatabaseSearch(pool, wikis, this, InstantSource.system());
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    DataSource pool() {
        return pool;
    }

    void stopDatabase() throws IOException {
        server.close();
    }

    /// Starts it on the port it had, with its data.
    void startDatabase() throws IOException {
        server = start(server.getPort());
    }

    /// Begins to keep the index, as a process that starts does.
    Index startIndex() {
        Index started = Index.start(pool, wikis, this, InstantSource.system());
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

    String query(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
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
    public void close() throws IOException {
        index.ifPresent(Index::close);
        pool.close();
        server.close();
    }
}
