package croft.wiki;

import croft.migrations.Migrations;
import croft.platform.secret.Secrets;
import croft.platform.service.RunningService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// wiki-pkb with a wiki at `notes.localhost` in `notes`, its own database where one is asked for,
/// and somebody who writes, reads and asks.
final class KeptWikis implements AutoCloseable {
    static final String HOST = "notes.localhost";

    /// How long anything may take before a test calls it never.
    private static final Duration NEVER = Duration.ofSeconds(40);

    private final Path home;
    private final Path folder;
    private @Nullable EmbeddedPostgres server;
    private String url = "jdbc:postgresql://127.0.0.1:1/croft";
    private @Nullable RunningService service;

    KeptWikis(Path home) throws IOException {
        this.home = home;
        this.folder = Files.createDirectories(home.resolve("notes"));
        Files.createDirectories(home.resolve("secrets"));
        declare("./notes");
    }

    KeptWikis withDatabase() throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder().start();
        server = started;
        url = "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres";
        Migrations.apply(url, Secrets.of(home, environment()));
        return this;
    }

    KeptWikis start() {
        service = WikiPkb.service().start(environment());
        return this;
    }

    /// Starts, and waits until the folder was read.
    KeptWikis begin() throws Exception {
        start();
        await("the first look", () -> manage("/health").statusCode() == 200);
        return this;
    }

    void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    void declare(String wiki) throws IOException {
        Files.writeString(
                home.resolve("croft.yml"),
                "sites:\n  - host: " + HOST + "\n    wiki: " + wiki + "\n");
    }

    Path home() {
        return home;
    }

    Path folder() {
        return folder;
    }

    RunningService service() {
        if (service == null) {
            throw new IllegalStateException("not started");
        }
        return service;
    }

    /// Writes a page as Syncthing does: beside it, then moved in its place.
    void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(".syncthing." + file.getFileName() + ".tmp");
        Files.write(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    Answer get(String path) throws IOException {
        InetSocketAddress address = service().bean(WikiSites.class).addresses().getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(30_000);
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Answer.of(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(service().management() + path))
                            .header("Authorization", "Bearer token")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    String control(String path) throws IOException, InterruptedException {
        return manage("/control/wikis" + path).body();
    }

    /// The events of the wiki, oldest first, as lists of keys.
    List<String> events() throws SQLException {
        List<String> events = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select array_to_string(keys, ' ') from platform.event where kind ="
                                        + " 'page.changed' and subject = '"
                                        + HOST
                                        + "' order by id")) {
            while (row.next()) {
                events.add(row.getString(1));
            }
        }
        return events;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /// Waits until it is so.
    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + NEVER.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never: " + what);
            }
            Thread.onSpinWait();
        }
    }

    Map<String, String> environment() {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "CROFT_DECLARATION",
                                home.resolve("croft.yml").toString(),
                                "CROFT_SECRETS",
                                home.resolve("secrets").toString(),
                                "CROFT_STATE",
                                home.resolve("state").toString(),
                                "CROFT_DATABASE_URL",
                                url,
                                "CROFT_MANAGEMENT_PORT",
                                "0",
                                "CROFT_LISTEN",
                                "127.0.0.1",
                                "CROFT_PORT",
                                "0",
                                "CROFT_SECRET_OPERATOR_TOKEN",
                                "token"));
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
            environment.put("CROFT_SECRET_DATABASE_" + role, "trusted");
        }
        return environment;
    }

    @Override
    public void close() throws IOException {
        stop();
        if (server != null) {
            server.close();
        }
    }

    /// Something that may come true.
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /// What came back.
    ///
    /// @param head status line and fields
    record Answer(int status, String head, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end + 2),
                    text.substring(end + 4));
        }

        String field(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
