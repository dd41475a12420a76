package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.Ghosts.Ghost;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Accounts of people from elsewhere, and that nobody reads their tokens in the database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GhostsTest {
    private static final Ghost ANNE =
            new Ghost(
                    "wizards",
                    "libera",
                    "anne",
                    "a1",
                    "anne-irc",
                    "Anne",
                    Optional.empty(),
                    "t0ken");

    private final LedgerDatabase database = new LedgerDatabase();
    private final Tables tables = database.tables();

    GhostsTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void aGhostIsThereAgainAsItWasStoredLast() throws Exception {
        Ghosts ghosts = new Ghosts(tables, LedgerDatabase.seal(1));
        ghosts.store(ANNE);
        Ghost renamed =
                new Ghost(
                        "wizards",
                        "libera",
                        "anne",
                        "a1",
                        "anne-irc",
                        "Anne K.",
                        Optional.of("2"),
                        "t1");
        ghosts.store(renamed);
        assertThat(ghosts.of("wizards")).containsExactly(renamed);
        assertThat(ghosts.of("rust")).isEmpty();
    }

    @Test
    void tokensAreSealed() throws Exception {
        new Ghosts(tables, LedgerDatabase.seal(1)).store(ANNE);
        assertThat(
                        database.rows("select encode(sealed_token, 'escape') from chat.ghost")
                                .getFirst())
                .doesNotContain("t0ken");
        assertThat(new Ghosts(tables, LedgerDatabase.seal(2)).of("wizards")).isEmpty();
    }

    @Test
    void aRotatedKeyOpensWhatTheOneBeforeHasSealed() throws Exception {
        new Ghosts(tables, LedgerDatabase.seal(1)).store(ANNE);
        Ghosts rotating = new Ghosts(tables, LedgerDatabase.seal(2, 1));
        assertThat(rotating.of("wizards")).containsExactly(ANNE);
        assertThat(rotating.reseal()).isEqualTo(1);
        assertThat(rotating.reseal()).isZero();
        assertThat(new Ghosts(tables, LedgerDatabase.seal(2)).of("wizards")).containsExactly(ANNE);
    }
}
