package croft.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import croft.platform.secret.MissingSecret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that wants a database.
class DatabaseTest {
    /// Nobody listens on port 1.
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/croft";

    @TempDir Path folder;

    @Test
    void startsWhileTheDatabaseIsAway() throws Exception {
        try (RunningService service = service().start(environment("CROFT_DATABASE_URL", NOWHERE))) {
            assertThat(Home.get(URI.create(service.management() + "/health")).statusCode())
                    .isEqualTo(200);
            DataSource source = service.bean(DataSource.class);
            assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
            HikariDataSource pool = source.unwrap(HikariDataSource.class);
            assertThat(pool.getUsername()).isEqualTo("site");
            assertThat(pool.getPassword()).isEqualTo("a password");
            assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
        }
    }

    @Test
    void saysThatTheUrlIsMissing() throws Exception {
        Map<String, String> environment = environment("CROFT_DATABASE_URL", "");
        assertThatThrownBy(() -> service().start(environment))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("CROFT_DATABASE_URL: not set");
    }

    @Test
    void saysThatThePasswordIsMissing() throws Exception {
        Map<String, String> environment = environment("CROFT_DATABASE_URL", NOWHERE);
        Files.delete(folder.resolve("secrets/database-site"));
        assertThatThrownBy(() -> service().start(environment))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContaining("database-site");
    }

    private static CroftService service() {
        return SampleService.service().withDatabase("site");
    }

    private Map<String, String> environment(String name, String value) throws Exception {
        Map<String, String> environment = Home.in(folder).environment();
        Files.writeString(folder.resolve("secrets/database-site"), "a password");
        environment.put(name, value);
        return environment;
    }
}
