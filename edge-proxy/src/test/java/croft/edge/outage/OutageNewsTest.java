package croft.edge.outage;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.BackendHealth;
import croft.edge.upstream.Failure;
import croft.house.wire.FreePort;
import croft.migrations.Migrations;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.journal.Database;
import croft.platform.secret.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who hears of a backend that stays away: once, after a while, and once more when it is back.
class OutageNewsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String HOST = "app.test";

    private static EmbeddedPostgres server;
    private static Database database;

    private final BackendHealth health = new BackendHealth();
    private Instant now = BEGIN;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        Map<String, String> secrets = new HashMap<>();
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
            secrets.put("CROFT_SECRET_DATABASE_" + role, "postgres");
        }
        secrets.put("CROFT_SECRET_VAULT_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        String url = server.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", "");
        Migrations.apply(url, Secrets.of(Path.of("none"), secrets));
        database = new Database(url, "edge", "postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from platform.event");
        }
    }

    @Test
    void aRefusalIsToldOfAfterHalfAMinuteEvenIfNobodyTriesAgain() throws Exception {
        int port = FreePort.next();
        OutageNews news = news(new Origin("127.0.0.1", port));
        fail(port, Failure.Kind.CONNECTION_REFUSED);
        news.look();
        pass(OutageNews.RESTART.minusSeconds(1));
        news.look();
        assertThat(told()).isEmpty();
        pass(Duration.ofSeconds(1));
        news.look();
        news.look();
        assertThat(told()).containsExactly("backend.failing app.test connection_refused: no");
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            news.look();
            news.look();
        }
        assertThat(told())
                .containsExactly(
                        "backend.failing app.test connection_refused: no",
                        "backend.recovered app.test null");
        assertThat(health.problem(new Origin("127.0.0.1", port))).isEmpty();
    }

    @Test
    void aBackendThatIsRestartedIsNobodysBusiness() throws Exception {
        int port = FreePort.next();
        OutageNews news = news(new Origin("127.0.0.1", port));
        fail(port, Failure.Kind.CONNECTION_REFUSED);
        pass(Duration.ofSeconds(10));
        news.look();
        health.answered(new Origin("127.0.0.1", port), now);
        pass(OutageNews.RESTART);
        news.look();
        assertThat(told()).isEmpty();
    }

    @Test
    void oneSlowAnswerIsNoOutageAndTwoHalfAMinuteApartAreOne() throws Exception {
        int port = FreePort.next();
        OutageNews news = news(new Origin("127.0.0.1", port));
        fail(port, Failure.Kind.HTTP_RESPONSE_TIMEOUT);
        pass(Duration.ofHours(1));
        news.look();
        assertThat(told()).isEmpty();
        fail(port, Failure.Kind.HTTP_RESPONSE_TIMEOUT);
        news.look();
        assertThat(told()).containsExactly("backend.failing app.test http_response_timeout: no");
    }

    @Test
    void anEdgeThatStartsAnewTellsOfTheEndAndNotOfTheBeginningAgain() throws Exception {
        int port = FreePort.next();
        fail(port, Failure.Kind.CONNECTION_REFUSED);
        pass(OutageNews.RESTART);
        news(new Origin("127.0.0.1", port)).look();
        news(new Origin("127.0.0.1", port)).look();
        assertThat(told()).hasSize(1);
        new OutageNews(
                        new BackendHealth(),
                        () -> declared(new Origin("127.0.0.1", port)),
                        new OutageJournal(database),
                        () -> now)
                .look();
        assertThat(told()).last().isEqualTo("backend.recovered app.test null");
    }

    private OutageNews news(Origin origin) {
        return new OutageNews(
                health, () -> declared(origin), new OutageJournal(database), () -> now);
    }

    private static Declaration declared(Origin origin) {
        return new Declaration(
                Optional.empty(),
                CertificatePolicy.DEFAULT,
                List.of(new Site(new HostName(HOST), List.of(), new Serving.Proxy(origin))));
    }

    private void fail(int port, Failure.Kind kind) {
        health.failed(new Origin("127.0.0.1", port), new Failure(kind, false, "no"), "1", now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static List<String> told() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select kind || ' ' || subject || ' ' ||"
                                        + " coalesce(attributes ->> 'trouble', 'null')"
                                        + " from platform.event order by id")) {
            List<String> told = new ArrayList<>();
            while (row.next()) {
                told.add(row.getString(1));
            }
            return told;
        }
    }
}
