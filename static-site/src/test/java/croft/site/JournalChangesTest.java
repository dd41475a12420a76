package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.migrations.Migrations;
import croft.platform.secret.Secrets;
import croft.platform.service.RunningService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What changes in a folder stands in the journal, written with the rights of the role `site`.
@Timeout(120)
class JournalChangesTest {
    @TempDir Path home;

    @Test
    void recordsWhatChangedInAFolder() throws Exception {
        Path www = Files.createDirectories(home.resolve("www"));
        Files.writeString(www.resolve("index.html"), "hello");
        Files.writeString(
                home.resolve("croft.yml"), "sites:\n  - host: one.localhost\n    static: ./www\n");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
            Map<String, String> environment = environment(url);
            Migrations.apply(url, Secrets.of(home, environment));
            try (RunningService _ = StaticSite.service().start(environment)) {
                await(url, events -> events.equals(List.of("one.localhost {site:one.localhost}")));
                Files.writeString(www.resolve("über uns.html"), "new");
                await(
                        url,
                        events ->
                                events.contains(
                                        "one.localhost"
                                                + " {file:one.localhost/%C3%BCber%20uns.html}"));
            }
        }
    }

    private Map<String, String> environment(String url) {
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
                                "0"));
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
            environment.put("CROFT_SECRET_DATABASE_" + role, "trusted");
        }
        return environment;
    }

    private static void await(String url, Predicate<List<String>> condition)
            throws SQLException, IOException {
        List<String> events = events(url);
        while (!condition.test(events)) {
            Thread.onSpinWait();
            events = events(url);
        }
        assertThat(events).isNotEmpty();
    }

    private static List<String> events(String url) throws SQLException {
        List<String> events = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select subject || ' ' || keys::text from platform.event"
                                        + " where kind = 'folder.changed' order by id")) {
            while (row.next()) {
                events.add(row.getString(1));
            }
        }
        return events;
    }
}
