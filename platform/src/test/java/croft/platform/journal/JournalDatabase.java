package croft.platform.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server with the journal's schema and the role `edge`, which can be stopped and
/// started again with its data.
final class JournalDatabase implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    JournalDatabase(Path data) throws IOException, SQLException {
        this.data = data;
        this.server = start(0);
        execute("create role platform", "create role edge login", "create role certs login");
        execute("create role site login", "begin", script(), "commit");
    }

    /// Starts it on the port it had.
    void restart() throws IOException {
        server = start(server.getPort());
    }

    void stop() throws IOException {
        server.close();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port == 0 ? freePort() : port)
                .start();
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String script() throws IOException {
        try (InputStream in =
                JournalDatabase.class.getResourceAsStream("/db/platform/V001__journal.sql")) {
            if (in == null) {
                throw new IOException("no journal.sql among the test resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Database as(String role) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", role, "trusted");
    }

    Connection connect() throws SQLException {
        return as("edge").connect("test");
    }

    /// Appends in a transaction of its own.
    long append(Event event) throws SQLException {
        try (Connection connection = connect()) {
            return Journal.append(connection, event);
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = as("postgres").connect("test");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = as("postgres").connect("test");
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
