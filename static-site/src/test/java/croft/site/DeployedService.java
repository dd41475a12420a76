package croft.site;

import croft.migrations.Migrations;
import croft.platform.declaration.ProjectName;
import croft.platform.secret.Secrets;
import croft.platform.service.RunningService;
import croft.site.release.Tokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// static-site with a database of its own and a site of releases at `journal.localhost`, with
/// previews at `*.journal.localhost`; and a client that says what each request is about.
final class DeployedService implements AutoCloseable {
    static final String HOST = "journal.localhost";
    static final ProjectName PROJECT = new ProjectName("journal");

    private final Path home;
    private final EmbeddedPostgres server;
    private final String url;
    private RunningService service;
    private final String token;

    DeployedService(Path home) throws Exception {
        this(
                home,
                """
                sites:
                  - host: journal.localhost
                    static: { releases: journal, keep: 2, previews: "*.journal.localhost" }
                """);
    }

    DeployedService(Path home, String declaration) throws Exception {
        this.home = home;
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/operator-token"), "operator\n");
        Files.writeString(home.resolve("croft.yml"), declaration);
        server = EmbeddedPostgres.builder().start();
        url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
        Migrations.apply(url, Secrets.of(home, environment("state", "blobs")));
        service = StaticSite.service().start(environment("state", "blobs"));
        token =
                service.bean(Tokens.class)
                        .make(PROJECT, "test", Optional.empty())
                        .orElseThrow()
                        .secret();
    }

    /// One more service on the same database.
    RunningService another(String state, String blobs) {
        return StaticSite.service().start(environment(state, blobs));
    }

    RunningService service() {
        return service;
    }

    Path blobs() {
        return home.resolve("blobs");
    }

    String token() {
        return token;
    }

    void restart() {
        service.close();
        service = StaticSite.service().start(environment("state", "blobs"));
    }

    void stopDatabase() throws IOException {
        server.close();
    }

    Answer get(String path) throws IOException {
        return send("GET", HOST, path, Map.of(), new byte[0]);
    }

    Answer deploy(String method, String path, byte[] body, String... fields) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("Authorization", "Bearer " + token);
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return send(method, HOST, "/.deploy" + path, all, body);
    }

    Answer send(String method, String host, String path, Map<String, String> fields, byte[] body)
            throws IOException {
        return send(service, method, host, path, fields, body);
    }

    static Answer send(
            RunningService service,
            String method,
            String host,
            String path,
            Map<String, String> fields,
            byte[] body)
            throws IOException {
        InetSocketAddress address = service.bean(Sites.class).addresses().getFirst();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(60_000);
            StringBuilder head =
                    new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
            fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            if (body.length > 0) {
                head.append("Content-Length: " + body.length + "\r\n");
            }
            head.append("Connection: close\r\n\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return Answer.read(socket.getInputStream());
        }
    }

    HttpResponse<String> control(String method, String path, String json)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(service.management() + path))
                            .header("Authorization", "Bearer operator")
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Events of one kind, oldest first: subject, keys, attributes.
    List<String> events(String kind) throws SQLException {
        return query(
                "select subject || ' ' || keys::text || ' ' || attributes::text"
                        + " from platform.event where kind = '"
                        + kind
                        + "' order by id");
    }

    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(String.valueOf(row.getString(1)));
            }
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Map<String, String> environment(String state, String blobs) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "CROFT_DECLARATION",
                                home.resolve("croft.yml").toString(),
                                "CROFT_SECRETS",
                                home.resolve("secrets").toString(),
                                "CROFT_STATE",
                                home.resolve(state).toString(),
                                "CROFT_BLOBS",
                                home.resolve(blobs).toString(),
                                "CROFT_DATABASE_URL",
                                url == null ? "" : url,
                                "CROFT_MANAGEMENT_PORT",
                                "0",
                                "CROFT_LISTEN",
                                "127.0.0.1",
                                "CROFT_PORT",
                                "0"));
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
            environment.put("CROFT_SECRET_DATABASE_" + role, "trusted");
        }
        return environment;
    }

    @Override
    public void close() throws IOException {
        service.close();
        server.close();
    }

    /// What came back.
    ///
    /// @param head status line and fields
    record Answer(int status, String head, String body) {
        static Answer read(InputStream in) throws IOException {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            while (text.startsWith("HTTP/1.1 1")) {
                text = text.substring(text.indexOf("\r\n\r\n") + 4);
            }
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new IOException("no whole answer: \"" + text + "\"");
            }
            return new Answer(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end + 2),
                    text.substring(end + 4));
        }

        /// The value of a key of a JSON answer that is a text.
        String text(String key) {
            String start = "\"" + key + "\" : \"";
            int at = body.indexOf(start);
            if (at < 0) {
                throw new AssertionError("no " + key + " in " + body);
            }
            return body.substring(at + start.length(), body.indexOf('"', at + start.length()));
        }
    }
}
