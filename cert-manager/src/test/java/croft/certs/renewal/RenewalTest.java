package croft.certs.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.Declarations;
import croft.certs.Eventually;
import croft.certs.SetClock;
import croft.certs.TestVault;
import croft.certs.authority.LocalAuthority;
import croft.certs.vault.Vault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When the loop looks, and that it goes on through faults.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewalTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final TestVault database;
    private final Vault vault;

    RenewalTest() throws IOException {
        database = new TestVault();
        vault = database.replica();
    }

    @BeforeEach
    void begin() throws SQLException {
        database.empty();
    }

    @AfterAll
    void stop() throws IOException {
        database.close();
    }

    @Test
    void issuesAtTheStartAndWhenTheDeclarationChanges() throws Exception {
        Declarations declarations = new Declarations("a.test");
        try (Renewal renewal = renewal(declarations)) {
            renewal.start();
            eventuallyHeld(renewal, "a.test");
            declarations.change("a.test", "b.test");
            eventuallyHeld(renewal, "a.test", "b.test");
            declarations.change("b.test");
            eventuallyHeld(renewal, "b.test");
        }
    }

    @Test
    void prunesTheJournal() throws Exception {
        database.execute(
                "select platform.append_event('a.b', 'old', '{}', '{}')",
                "update platform.event set at = at - interval '8 days'");
        try (Renewal renewal = renewal(new Declarations("a.test"))) {
            renewal.start();
            Eventually.eventually(
                    "the old event is pruned",
                    () -> database.query("select subject from platform.event").equals("a.test"));
        }
    }

    @Test
    void saysThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        Declarations declarations = new Declarations("a.test");
        try (Renewal renewal = renewal(declarations)) {
            renewal.start();
            eventuallyHeld(renewal, "a.test");
            database.execute("alter role certs nologin", terminate());
            declarations.change("a.test", "b.test");
            Eventually.eventually(
                    "the problem is told", () -> renewal.standing().problem().isPresent());
            assertThat(renewal.standing().problem().orElseThrow()).startsWith("the database: ");
            assertThat(renewal.standing().certificates())
                    .extracting(c -> c.held().isPresent())
                    .containsExactly(true, false);
            database.execute("alter role certs login");
            eventuallyHeld(renewal, "a.test", "b.test");
            assertThat(renewal.standing().problem()).isEmpty();
        } finally {
            database.execute("alter role certs login");
        }
    }

    /// Troubles in a row, minutes until the next is due, and the pause in milliseconds.
    @ParameterizedTest
    @CsvSource({
        "0, , 3600000",
        "0, 10, 600000",
        "0, 10000, 3600000",
        "0, 0, 1000",
        "0, -10000, 1000",
        "1, 10, 500",
        "3, , 500",
        "5, , 2000",
        "9, , 32000",
        "10, , 60000",
        "1000000, , 60000"
    })
    void pausesAsLongAsItMay(int troubles, String minutes, long pause) {
        Optional<Instant> next =
                Optional.ofNullable(minutes)
                        .map(m -> START.plus(Duration.ofMinutes(Long.parseLong(m))));
        Standing standing =
                new Standing(
                        Optional.empty(), List.of(), Optional.empty(), next, Duration.ofHours(1));
        assertThat(Renewal.pause(standing, START, troubles)).hasMillis(pause);
    }

    private static String terminate() {
        return "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'certs'";
    }

    private Renewal renewal(Declarations declarations) {
        SetClock clock = new SetClock(START);
        return new Renewal(
                new RenewalPass(
                        vault, database.efforts(), new LocalAuthority(), Errands.NONE, clock),
                vault,
                () -> {},
                declarations,
                clock,
                Duration.ofDays(7),
                _ -> {});
    }

    private static void eventuallyHeld(Renewal renewal, String... names) throws Exception {
        Eventually.eventually(
                "held: " + String.join(", ", names),
                () ->
                        renewal.standing().certificates().stream()
                                .filter(c -> c.held().isPresent() && c.error().isEmpty())
                                .map(c -> c.names().first().text())
                                .toList()
                                .equals(List.of(names)));
    }
}
