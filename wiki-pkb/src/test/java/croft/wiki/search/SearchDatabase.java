package croft.wiki.search;

import com.zaxxer.hikari.HikariDataSource;
import croft.house.wire.FreePort;
import croft.migrations.Migrations;
import croft.platform.secret.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// A PostgreSQL server with all migrations, as the role `wiki` sees it; it can be stopped and
/// started again with its data.
final class SearchDatabase implements AutoCloseable {
    private final Path data;
    private final HikariDataSource pool;
    private EmbeddedPostgres server;

    SearchDatabase(Path data) throws IOException {
        this.data = data;
        server = start(FreePort.next());
        Map<String, String> passwords = new HashMap<>();
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
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
    }

    /// As services have it.
    DataSource pool() {
        return pool;
    }

    void stop() throws IOException {
        server.close();
    }

    /// Starts it on the port it had.
    void restart() throws IOException {
        server = start(server.getPort());
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

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                // As the launcher of Croft has it.
                .setServerConfig("shared_buffers", "16MB")
                .start();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }
}
