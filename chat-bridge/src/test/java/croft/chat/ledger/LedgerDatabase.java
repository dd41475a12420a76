package croft.chat.ledger;

import croft.migrations.Migrations;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A migrated PostgreSQL server that forgets nothing once it is committed, and instances that log
/// in to it as the service does. It can be killed and started again.
public final class LedgerDatabase implements AutoCloseable {
    /// The server notices by writing that nobody listens.
    private static final Duration BROKEN_OFF = Duration.ofSeconds(20);

    private final Path data;
    private final List<ApplicationContext> contexts = new CopyOnWriteArrayList<>();
    private final EmbeddedPostgres server;
    private List<String> command = List.of();

    public LedgerDatabase() throws IOException {
        data = Files.createTempDirectory("croft-ledger");
        server = start();
        Migrations.apply(url(), Secrets.of(Path.of("none"), environment()));
    }

    /// Unlike the launcher's default, as a server in use: what is committed survives.
    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .start();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /// The secrets of the installation, as variables.
    public static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String role : List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT")) {
            environment.put("CROFT_SECRET_DATABASE_" + role, "trusted");
        }
        environment.put("CROFT_SECRET_VAULT_KEY", key(1));
        environment.put("CROFT_SECRET_OPERATOR_TOKEN", "operator");
        return environment;
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    public static Seal seal(int fill) {
        return Seal.of(Secrets.of(Path.of("none"), Map.of("CROFT_SECRET_VAULT_KEY", key(fill))));
    }

    /// The seal after `fill` took the place of `before`.
    public static Seal seal(int fill, int before) {
        return Seal.of(
                Secrets.of(
                        Path.of("none"),
                        Map.of(
                                "CROFT_SECRET_VAULT_KEY",
                                key(fill),
                                "CROFT_SECRET_VAULT_KEY_PREVIOUS",
                                key(before))));
    }

    /// The ledger of one more instance, with a pool of its own.
    public Ledger instance() {
        return new DatabaseLedger(tables(), database());
    }

    /// The leadership, once whoever led before is gone: PostgreSQL notices that in its own time.
    public static Leadership lead(Ledger ledger) throws Exception {
        return lead(ledger, () -> {}, () -> {});
    }

    static Leadership lead(Ledger ledger, Runnable wake, Runnable lost) throws Exception {
        List<Leadership> held = new ArrayList<>();
        Paused.until(
                "leading",
                () -> {
                    try {
                        ledger.lead(wake, lost).ifPresent(held::add);
                    } catch (LedgerAway _) {
                        // It starts.
                    }
                    return !held.isEmpty();
                });
        return held.getFirst();
    }

    public Database database() {
        return database(url());
    }

    /// The database as the service logs in to it, from any process.
    public static Database database(String url) {
        return new Database(url, "chat", "trusted");
    }

    /// The tables of one more instance.
    public Tables tables() {
        return tables(4);
    }

    /// The tables of one more instance, with so many connections.
    public Tables tables(int connections) {
        ApplicationContext context = context(url(), connections);
        contexts.add(context);
        return context.getBean(Tables.class);
    }

    /// The tables of an instance in a process of its own, for as long as that lives.
    public static Tables tables(String url, int connections) {
        return context(url, connections).getBean(Tables.class);
    }

    private static ApplicationContext context(String url, int connections) {
        String source = "datasources.default.";
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .properties(
                        Map.of(
                                source + "url",
                                url,
                                source + "username",
                                "chat",
                                source + "password",
                                "trusted",
                                source + "dialect",
                                "POSTGRES",
                                source + "schema-generate",
                                "NONE",
                                source + "initialization-fail-timeout",
                                -1,
                                source + "minimum-idle",
                                0,
                                source + "connection-timeout",
                                1500,
                                source + "maximum-pool-size",
                                connections))
                .start();
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The columns of every row, joined by `|`.
    public List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    /// As before the first start. Waits for what the server still does for connections that their
    /// clients have broken off.
    public void empty() throws SQLException {
        long end = System.nanoTime() + BROKEN_OFF.toNanos();
        String transactions =
                "select pid, query from pg_stat_activity where backend_type = 'client backend'"
                        + " and xact_start is not null and pid <> pg_backend_pid()";
        for (List<String> open = rows(transactions); !open.isEmpty(); open = rows(transactions)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("still at work: " + open);
            }
            LockSupport.parkNanos(BROKEN_OFF.toNanos() / 1000);
        }
        execute(
                """
                truncate chat.lane, chat.lane_head, chat.inbox, chat.paste, chat.message, chat.text, chat.file,
                    chat.copy, chat.reaction, chat.reaction_copy, chat.delivery, chat.ghost,
                    chat.stopped_link, chat.memo
                """,
                "insert into chat.lane (conversation) select id from chat.conversation",
                "insert into chat.lane_head (conversation) select id from chat.conversation",
                "update chat.conversation set cursor = null, read_at = null");
    }

    /// Ends every connection of the service's, as a cut network would.
    public void cut() throws SQLException {
        execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'chat' and pid <> pg_backend_pid()");
    }

    /// Kills the server with `kill -9`, all of its processes.
    public void kill() throws IOException {
        ProcessHandle postmaster = postmaster();
        ProcessHandle.Info info = postmaster.info();
        command = new ArrayList<>();
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            // PostgreSQL does not run as root; the launcher starts it like this, too.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(info.command().orElseThrow());
        command.addAll(List.of(info.arguments().orElseThrow()));
        List<ProcessHandle> all =
                Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("data").resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /// Starts what was killed with the same data on the same port.
    public void restart() throws Exception {
        new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Paused.until(
                "the server answers",
                () -> {
                    try {
                        return rows("select 1").size() == 1;
                    } catch (SQLException _) {
                        return false;
                    }
                });
    }

    @Override
    public void close() throws IOException {
        contexts.forEach(ApplicationContext::close);
        server.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(LedgerDatabase::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
