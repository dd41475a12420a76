package croft.certs;

import croft.certs.vault.Efforts;
import croft.certs.vault.Tables;
import croft.certs.vault.Vault;
import croft.migrations.Migrations;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A migrated PostgreSQL server, and vaults that log in to it as the service does.
public final class TestVault implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final List<ApplicationContext> contexts = new ArrayList<>();
    private @Nullable Tables tables;

    public TestVault() throws IOException {
        server = EmbeddedPostgres.builder().start();
        Migrations.apply(url(), Secrets.of(Path.of("none"), environment()));
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

    /// A replica with a pool of its own.
    public Vault replica() {
        return replica(1);
    }

    /// The tables of one replica, the same each time.
    public Tables tables() {
        Tables opened = tables;
        if (opened == null) {
            opened = open();
            tables = opened;
        }
        return opened;
    }

    /// Tries, as every replica sees them.
    public Efforts efforts() {
        return new Efforts(tables());
    }

    /// A replica with another vault key.
    public Vault replica(int key) {
        return new Vault(open(), seal(key));
    }

    private Tables open() {
        String source = "datasources.default.";
        ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .properties(
                                Map.of(
                                        source + "url",
                                        url(),
                                        source + "username",
                                        "certs",
                                        source + "password",
                                        "trusted",
                                        source + "dialect",
                                        "POSTGRES",
                                        source + "schema-generate",
                                        "NONE",
                                        source + "initialization-fail-timeout",
                                        -1,
                                        source + "connection-timeout",
                                        1000,
                                        source + "maximum-pool-size",
                                        2))
                        .start();
        contexts.add(context);
        return context.getBean(Tables.class);
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The first column of every row, joined by spaces.
    public String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "trusted");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return String.join(" ", rows);
        }
    }

    /// As before the first start.
    public void empty() throws SQLException {
        execute(
                "truncate certs.version, certs.certificate, certs.authority, certs.effort, certs.issuance, certs.challenge_answer, certs.dns_change, certs.account, certs.bucket, certs.serving, platform.event");
    }

    @Override
    public void close() throws IOException {
        contexts.forEach(ApplicationContext::close);
        server.close();
    }
}
