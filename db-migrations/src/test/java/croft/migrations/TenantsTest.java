package croft.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.platform.secret.MissingSecret;
import croft.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat servers and applications have databases of their own beside ours.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsTest {
    private static final String CHAT_PASSWORD = "a chat's password";
    private static final String APP_PASSWORD = "an application's";

    private final TestDatabase server;
    private final String url;

    TenantsTest() throws IOException, SQLException {
        server = new TestDatabase();
        url = server.create();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void eachHasADatabaseOfItsOwnAndEntersNoOther() throws SQLException {
        assertThat(run("rust_melbourne, app")).isZero();
        assertThat(run("rust_melbourne,app")).as("a second time").isZero();

        try (Connection own = connect("rust_melbourne", "rust_melbourne", CHAT_PASSWORD);
                Statement statement = own.createStatement()) {
            statement.execute("create table posts (id int)");
            statement.execute("create schema more");
        }
        connect("app", "app", APP_PASSWORD).close();
        assertRefused(() -> connect("rust_melbourne", "app", APP_PASSWORD));
        assertRefused(() -> connect("app", "rust_melbourne", CHAT_PASSWORD));
        String ours = url.substring(url.lastIndexOf('/') + 1);
        assertRefused(() -> connect(ours, "app", APP_PASSWORD));
        assertRefused(() -> TestDatabase.connect(server.url("app"), "edge"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Wizards", "a b", "x;drop", "edge", "postgres", "pg_x", "app,,app", "1st"})
    void aNameThatCannotBeOneIsToldApart(String names) {
        Secrets secrets = Secrets.of(Path.of("none"), environment());
        assertThatThrownBy(() -> Tenants.of(names, secrets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CROFT_TENANTS");
    }

    @Test
    void aMissingPasswordStopsTheJobBeforeItChangesAnything() {
        Secrets secrets = Secrets.of(Path.of("none"), environment());
        assertThatThrownBy(() -> Tenants.of("wizards", secrets))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContaining("database-wizards");
    }

    private int run(String tenants) {
        Map<String, String> environment = environment();
        environment.put("CROFT_DATABASE_URL", url);
        environment.put("CROFT_TENANTS", tenants);
        return Migrations.run(environment);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(TestDatabase.environment());
        environment.put("CROFT_SECRET_DATABASE_RUST_MELBOURNE", CHAT_PASSWORD);
        environment.put("CROFT_SECRET_DATABASE_APP", APP_PASSWORD);
        return environment;
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(server.url(database), role, password);
    }

    private static void assertRefused(Connecting connecting) {
        // 42501: insufficient_privilege
        assertThatThrownBy(connecting::connect)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    /// Opens a connection.
    private interface Connecting {
        Connection connect() throws SQLException;
    }
}
