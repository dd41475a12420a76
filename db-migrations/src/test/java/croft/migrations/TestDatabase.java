package croft.migrations;

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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server for one test class, with an empty database for each test. Passwords are
/// checked, unlike in the launcher's default.
final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres server;

    TestDatabase() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        execute(url("postgres"), "alter role postgres password 'owner'");
        // The launcher trusts everybody; from here on passwords count.
        execute(
                url("postgres"),
                "create table hba (line text)",
                "insert into hba values ('host all all 127.0.0.1/32 scram-sha-256')",
                "do $$ begin execute format('copy hba to %L', current_setting('hba_file')); end $$",
                "select pg_reload_conf()",
                "drop table hba");
    }

    /// The URL of a new, empty database.
    String create() throws SQLException {
        String name = "test" + NUMBER.incrementAndGet();
        execute(url("postgres"), "create database " + name);
        return url(name);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    static Secrets secrets() {
        return Secrets.of(Path.of("none"), environment());
    }

    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("CROFT_SECRETS", "none");
        environment.put("CROFT_SECRET_DATABASE_OWNER", "owner");
        for (ServiceRole role : ServiceRole.values()) {
            environment.put(
                    "CROFT_SECRET_DATABASE_" + role.name(), role.role() + "'s password \\ ü");
        }
        return environment;
    }

    static Connection connect(String url, String role) throws SQLException {
        String password = role.equals("postgres") ? "owner" : role + "'s password \\ ü";
        return DriverManager.getConnection(url, role, password);
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url, "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String query(String url, String sql) throws SQLException {
        try (Connection connection = connect(url, "postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "nothing";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
