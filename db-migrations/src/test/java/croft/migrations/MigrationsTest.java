package croft.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.platform.secret.MissingSecret;
import croft.platform.secret.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the job does to an empty database, to one that it knows, and to one that it does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsTest {
    private static final List<String> EXPECTED =
            List.of(
                    "001 journal",
                    "002 vault",
                    "003 acme",
                    "004 releases",
                    "005 wiki",
                    "006 wiki search",
                    "007 chat",
                    "008 pastes");

    private final TestDatabase server;

    MigrationsTest() throws IOException, SQLException {
        server = new TestDatabase();
    }

    @BeforeAll
    void startsFresh() throws SQLException {
        assertThat(TestDatabase.query(server.url("postgres"), "show server_version_num"))
                .startsWith("18");
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void appliesEverythingOnceAndThenNothing() throws SQLException {
        String url = server.create();
        assertThat(Migrations.apply(url, TestDatabase.secrets()))
                .isEqualTo(new Outcome.Migrated(EXPECTED, "008"));
        assertThat(Migrations.apply(url, TestDatabase.secrets()))
                .isEqualTo(new Outcome.Migrated(List.of(), "008"))
                .hasToString("nothing to apply; the schema is at 008");
    }

    @Test
    void listsEveryScript() throws IOException {
        Path resources = Path.of("src/main/resources");
        try (var files = Files.walk(resources.resolve("db"))) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(f -> resources.relativize(f).toString()))
                    .containsExactlyInAnyOrderElementsOf(Scripts.NAMES);
        }
        assertThat(Scripts.NAMES)
                .isSortedAccordingTo(Comparator.comparing(n -> n.substring(n.lastIndexOf('/'))));
        assertThat(Scripts.version()).isEqualTo("008");
    }

    @Test
    void letsEachRoleLogInWithItsPasswordAndNoOther() throws SQLException {
        String url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
        for (ServiceRole role : ServiceRole.values()) {
            TestDatabase.connect(url, role.role()).close();
            assertThatThrownBy(() -> DriverManager.getConnection(url, role.role(), "wrong").close())
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void followsAChangedPassword() throws SQLException {
        String url = server.create();
        Map<String, String> environment = TestDatabase.environment();
        environment.put("CROFT_SECRET_DATABASE_SITE", "before");
        Migrations.apply(url, Secrets.of(Path.of("none"), environment));
        Migrations.apply(url, TestDatabase.secrets());
        TestDatabase.connect(url, "site").close();
    }

    @Test
    void storesPasswordsAsScramOnly() throws SQLException {
        String url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
        assertThat(
                        TestDatabase.query(
                                url,
                                "select count(*) from pg_authid where rolname in ('edge', 'certs', 'site', 'wiki') and rolpassword like 'SCRAM-SHA-256$%'"))
                .isEqualTo("4");
    }

    @Test
    void changesNothingInADatabaseOfANewerVersion() throws SQLException {
        String url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
        TestDatabase.execute(
                url,
                "insert into migrations.history select 999, '999', 'tomorrow', type, script, checksum, installed_by, now(), 1, true from migrations.history where version = '002'",
                "alter role edge nologin");
        assertThat(Migrations.apply(url, TestDatabase.secrets()))
                .isEqualTo(new Outcome.Newer("999", "008"));
        assertThat(
                        TestDatabase.query(
                                url, "select rolcanlogin from pg_roles where rolname = 'edge'"))
                .isEqualTo("f");

        Run run = run(url, Map.of());
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.error())
                .startsWith("db-migrations: the database is at version 999, this Croft knows")
                .hasLineCount(1);
        assertThat(run(url, Map.of("CROFT_NEWER_SCHEMA", "accept")).code())
                .as("going back after an upgrade that failed")
                .isZero();
        assertThat(run(url, Map.of("CROFT_NEWER_SCHEMA", "refuse")).code()).isEqualTo(78);
    }

    @Test
    void appliesAllOrNothing() throws SQLException {
        String url = server.create();
        TestDatabase.execute(url, "create schema certs", "create table certs.version (mine int)");
        assertThatThrownBy(() -> Migrations.apply(url, TestDatabase.secrets()))
                .isInstanceOf(DatabaseProblem.class);
        assertThat(TestDatabase.query(url, "select to_regclass('platform.event')"))
                .isEqualTo("null");
    }

    @Test
    void refusesAHistoryThatIsNotOurs() throws SQLException {
        String url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
        TestDatabase.execute(
                url,
                "update migrations.history set checksum = 1 where version = '001'",
                "update migrations.fingerprint set value = 'of other scripts'");
        Run run = run(url, Map.of());
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.error()).contains("the migrations do not fit this database").hasLineCount(1);
    }

    @Test
    void letsTwoJobsRunAtOnce() throws Exception {
        String url = server.create();
        Callable<Outcome> job = () -> Migrations.apply(url, TestDatabase.secrets());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : threads.invokeAll(List.of(job, job, job))) {
                outcomes.add(future.get());
            }
            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Outcome.Migrated(EXPECTED, "008"),
                            new Outcome.Migrated(List.of(), "008"),
                            new Outcome.Migrated(List.of(), "008"));
        }
    }

    @Test
    void stopsBeforeChangingAnythingWhenAPasswordIsMissing() throws SQLException {
        String url = server.create();
        Map<String, String> environment = TestDatabase.environment();
        environment.remove("CROFT_SECRET_DATABASE_SITE");
        assertThatThrownBy(() -> Migrations.apply(url, Secrets.of(Path.of("none"), environment)))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContaining("database-site");
        assertThat(TestDatabase.query(url, "select to_regnamespace('migrations')"))
                .isEqualTo("null");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws SQLException {
        String url = server.create();
        assertLine(run(url, Map.of("CROFT_SECRET_DATABASE_OWNER", "wrong")), 78, "password");
        assertLine(run("jdbc:postgresql://127.0.0.1:1/croft", Map.of()), 1, "127.0.0.1:1");
        assertLine(run(server.url("nowhere"), Map.of()), 78, "nowhere");
        assertLine(run("postgres://x", Map.of()), 78, "expected: jdbc:postgresql://");
        assertLine(run("", Map.of()), 78, "CROFT_DATABASE_URL: not set");
    }

    @Test
    void givesEachRoleItsLimits() throws SQLException {
        String url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
        try (Connection connection = TestDatabase.connect(url, "edge");
                var statement = connection.createStatement();
                var result = statement.executeQuery("show statement_timeout")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("10s");
        }
    }

    private static void assertLine(Run run, int code, String text) {
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.error()).startsWith("db-migrations: ").contains(text).hasLineCount(1);
        assertThat(run.error()).doesNotContain("password \\ ü");
    }

    private static Run run(String url, Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(TestDatabase.environment());
        environment.put("CROFT_DATABASE_URL", url);
        environment.putAll(changes);
        PrintStream before = System.err;
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            int code = Migrations.run(environment);
            return new Run(code, error.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    /// How the job ended and what it said.
    private record Run(int code, String error) {}
}
