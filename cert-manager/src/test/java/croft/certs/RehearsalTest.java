package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import croft.platform.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The first order for a set of names is placed at the authority's twin for trials, and at the
/// authority itself only if that went well.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsalTest {
    private static final String REFUSED = "refused.example.test";

    private final Installation installation;
    private final Pebble twin;
    private final Path roots;

    RehearsalTest(@TempDir Path folder) throws Exception {
        installation = new Installation(folder, PebbleOptions.calm());
        twin =
                PebbleOptions.calm()
                        .blocking(REFUSED)
                        .asking(installation.names().address().toString())
                        .start();
        roots = folder.resolve("roots.pem");
        Files.writeString(
                roots,
                Files.readString(installation.pebble().serverRoot())
                        + Files.readString(twin.serverRoot()));
    }

    @BeforeEach
    void empty() throws Exception {
        installation.empty();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        installation.close();
    }

    @Test
    void ordersAtTheTwinBeforeTheFirstOrderAndNeverAgain() throws Exception {
        declare("rehearsed.example.test", 1);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(1);
            assertThat(query("select rehearsal from certs.issuance order by began_at"))
                    .isEqualTo("t f");
            assertThat(query("select directory from certs.version"))
                    .isEqualTo(installation.proxy().directory().toString());
            assertThat(query("select count(*) from certs.dns_change")).isEqualTo("0");

            installation
                    .database()
                    .execute(
                            "update certs.effort set asked_at = now()",
                            "update certs.version set ari_next_check = now() + interval '1 day'");
            declare("rehearsed.example.test", 2);
            installation.eventuallyVersions(2);
            assertThat(query("select rehearsal from certs.issuance order by began_at"))
                    .isEqualTo("t f f");
        }
    }

    @Test
    void asksTheAuthorityNothingWhereTheTwinRefuses() throws Exception {
        long before = orders();
        declare(REFUSED, 1);
        try (RunningService _ = installation.start()) {
            Eventually.eventually(
                    "the refusal is told",
                    () -> query("select attempts from certs.effort").equals("1"));
            assertThat(query("select kind from certs.effort")).isEqualTo("rejected-identifier");
            assertThat(query("select trouble from certs.effort"))
                    .startsWith("the rehearsal at " + twin.directory() + " failed: ")
                    .contains(REFUSED);
            assertThat(query("select count(*) from certs.version")).isEqualTo("0");
            assertThat(orders()).isEqualTo(before);
        }
    }

    private void declare(String host, int port) throws IOException {
        installation.declare(
                installation
                        .certificates("dns-01")
                        .replaceFirst(
                                "root: \"[^\"]*\"",
                                "root: \"%s\", rehearsal: \"%s\""
                                        .formatted(roots, twin.directory())),
                "  - { host: %s, proxy: \"http://127.0.0.1:%d\" }\n".formatted(host, port));
    }

    private long orders() throws IOException {
        return installation
                .pebble()
                .log()
                .lines()
                .filter(line -> line.contains("Added order"))
                .count();
    }

    private String query(String sql) throws Exception {
        return installation.database().query(sql);
    }
}
