package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What this bridge says itself, and what it remembers for that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseNotebookTest {
    private static final Conversation OPS = Conversation.of("wizards/ops");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final LedgerDatabase database = new LedgerDatabase();
    private final Tables tables = database.tables();
    private final Ledger ledger = new DatabaseLedger(tables, database.database());
    private final Notebook notebook = new DatabaseNotebook(tables);
    private Leadership leadership;

    DatabaseNotebookTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
        leadership = LedgerDatabase.lead(ledger);
    }

    @AfterEach
    void end() {
        leadership.close();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void aMemoIsRememberedUntilItIsForgotten() throws Exception {
        write("a:1", Map.of("x", "1", "y", ""));
        write("a:2", Map.of("z", "zwei\n\"2\", {}"));
        write("a:1", Map.of("x", "2"));
        write("b:1", Map.of());
        assertThat(notebook.<Map<String, Map<String, String>>>write(page -> page.memos("a:", 9)))
                .isEqualTo(Map.of("a:1", Map.of("x", "2"), "a:2", Map.of("z", "zwei\n\"2\", {}")));
        assertThat(notebook.<Map<String, Map<String, String>>>write(page -> page.memos("a:", 1)))
                .containsOnlyKeys("a:1");
        notebook.write(page -> {
            page.forget("a:1");
            return true;
        });
        assertThat(memo("a:1")).isEmpty();
        assertThat(memo("b:1")).contains(Map.of());
    }

    @Test
    void pagesOfOneMemoComeOneAfterAnother() throws Exception {
        List<Callable<Boolean>> writers =
                IntStream.range(0, 8)
                        .<Callable<Boolean>>mapToObj(_ ->
                                () -> {
                                    for (int i = 0; i < 10; i++) {
                                        add();
                                    }
                                    return true;
                                })
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(writers)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(memo("count")).contains(Map.of("n", "80"));
    }

    private void add() throws Notebook.Closed {
        notebook.write(page -> {
            int n =
                    page.memo("count")
                            .map(facts -> Integer.parseInt(facts.getOrDefault("n", "0")))
                            .orElse(0);
            page.memo("count", Map.of("n", Integer.toString(n + 1)));
            return true;
        });
    }

    @Test
    void whatIsSaidAndWhatIsRememberedAreStoredAtOnceOrNotAtAll() throws Exception {
        assertThatThrownBy(() ->
                        notebook.write(page -> {
                            page.memo("a", Map.of());
                            page.tell("t", OPS, "hello", Optional.empty(), false, NOON);
                            throw new IllegalStateException("on purpose");
                        }))
                .hasMessage("on purpose");
        assertThat(memo("a")).isEmpty();
        assertThat(ledger.lease(leadership, OPS, NOON)).isEmpty();
        assertThat(tell("t", "hello", Optional.empty())).isTrue();
        assertThat(tell("t", "hello", Optional.empty())).isFalse();
        assertThatThrownBy(() -> tell("u", "hello", Optional.of("none")))
                .hasMessageContaining("thread: none");
        assertThat(ledger.lease(leadership, OPS, NOON)).isPresent();
    }

    @Test
    void ourEmojiGoesOntoWhatWeSaid() throws Exception {
        tell("t", "down", Optional.empty());
        ledger.pieceSent(lease(), 0, Optional.of("x"), true, false, NOON);
        mark(true);
        mark(true);
        Leased put = lease();
        Reaction reaction = put.reaction().orElseThrow();
        assertThat(reaction.emoji()).isEqualTo(new Emoji(Emoji.OURS, "white_check_mark"));
        assertThat(reaction.byAnyone()).isTrue();
        assertThat(reaction.have()).isFalse();
        assertThat(put.copies()).containsExactly("x");
        ledger.pieceSent(put, 0, Optional.empty(), true, false, NOON);
        mark(false);
        Leased off = lease();
        assertThat(off.reaction().orElseThrow().byAnyone()).isFalse();
        assertThat(off.reaction().orElseThrow().have()).isTrue();
        ledger.pieceSent(off, 0, Optional.empty(), true, false, NOON);
        assertThat(ledger.lease(leadership, OPS, NOON)).isEmpty();
    }

    @Test
    void whatIsNotThereYetWaits() throws Exception {
        tell("incident:1", "one", Optional.empty());
        tell("incident:2", "two", Optional.of("incident:1"));
        tell("incident:3", "three", Optional.empty());
        tell("other:1", "other", Optional.empty());
        ledger.pieceSent(lease(), 0, Optional.of("x"), true, false, NOON);
        ledger.dead(lease(), "refused", NOON);
        notebook.write(page -> {
            page.retell("incident:1", "one, again", NOON);
            return true;
        });
        assertThat(waiting(NOON.plusSeconds(1)))
                .containsExactly(
                        new Notebook.Waiting("incident:2", "two", NOON),
                        new Notebook.Waiting("incident:3", "three", NOON));
        assertThat(waiting(NOON)).isEmpty();
    }

    private Leased lease() throws LedgerAway {
        return ledger.lease(leadership, OPS, NOON).orElseThrow();
    }

    private void write(String key, Map<String, String> facts) throws Notebook.Closed {
        notebook.write(page -> {
            page.memo(key, facts);
            return true;
        });
    }

    private Optional<Map<String, String>> memo(String key) throws Notebook.Closed {
        return notebook.write(page -> page.memo(key));
    }

    private boolean tell(String key, String text, Optional<String> thread) throws Notebook.Closed {
        return notebook.write(page -> page.tell(key, OPS, text, thread, false, NOON));
    }

    private void mark(boolean there) throws Notebook.Closed {
        notebook.write(page -> {
            page.mark("t", "white_check_mark", there, NOON);
            return true;
        });
    }

    private List<Notebook.Waiting> waiting(Instant before) throws Notebook.Closed {
        return notebook.write(page -> page.waiting(OPS, "incident:", before, 10));
    }
}
