package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Many at once: nothing twice, nothing out of order, nothing to two.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderTest {
    private static final Instant NOON = Talk.NOON;
    private static final Conversation A = Conversation.of("wizards/a");
    private static final Conversation B = Conversation.of("rust/b");
    private static final Conversation C = Conversation.of("libera/#c");

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger one = database.instance();
    private final Ledger other = database.instance();

    OrderTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void whatSeveralHearAtOnceIsStoredOnce() throws Exception {
        AtomicInteger stored = new AtomicInteger();
        atOnce(
                8,
                n -> {
                    Talk talk = new Talk(n % 2 == 0 ? one : other, A, List.of(B, C));
                    for (int i = 0; i < 40; i++) {
                        // From both ends, so that they meet in every order.
                        int id = n % 3 == 0 ? i : 39 - i;
                        if (talk.sayUntilStored(Integer.toString(id), "text")) {
                            stored.incrementAndGet();
                        }
                    }
                });
        assertThat(stored).hasValue(40);
        assertThat(database.rows("select count(*) from chat.message")).containsExactly("40");
        assertThat(database.rows("select count(*) from chat.delivery")).containsExactly("80");
    }

    /// The order of commits cannot be seen from outside, but each writer's own can: what it has
    /// committed before is before. And what a reader has seen may never get a predecessor later.
    @Test
    void aLaneIsInTheOrderOfCommits() throws Exception {
        Set<String> violations = ConcurrentHashMap.newKeySet();
        try (ExecutorService reading = Executors.newSingleThreadExecutor()) {
            AtomicInteger writing = new AtomicInteger(1);
            Future<Integer> reader =
                    reading.submit(() -> {
                        List<String> seen = List.of();
                        do {
                            List<String> now =
                                    database.rows(
                                            "select key from chat.delivery where lane = (select id from chat.conversation where channel = 'b') order by seq");
                            if (!now.subList(0, Math.min(seen.size(), now.size())).equals(seen)) {
                                violations.add("something came before what was seen");
                            }
                            seen = now;
                        } while (writing.get() > 0);
                        return seen.size();
                    });
            try {
                atOnce(
                        10,
                        n -> {
                            // Two directions, and several lanes in one transaction, in both orders.
                            Conversation in = n % 2 == 0 ? A : C;
                            Talk talk =
                                    new Talk(
                                            n < 5 ? one : other,
                                            in,
                                            n % 2 == 0 ? List.of(C, B) : List.of(B, A));
                            for (int i = 0; i < 30; i++) {
                                talk.sayUntilStored(n + ":" + i, "text");
                            }
                        });
            } finally {
                writing.set(0);
            }
            reader.get();
        }
        assertThat(violations).isEmpty();
        Map<String, Integer> last = new HashMap<>();
        List<String> ids =
                database.rows(
                        "select m.ext_id from chat.delivery d join chat.message m on m.id = d.message where lane = (select id from chat.conversation where channel = 'b') order by seq");
        assertThat(ids).hasSize(300);
        for (String id : ids) {
            String[] parts = id.split(":", -1);
            int number = Integer.parseInt(parts[1]);
            assertThat(last.put(parts[0], number)).isEqualTo(number == 0 ? null : number - 1);
        }
        assertThat(
                        database.rows(
                                "select count(*), min(seq), max(seq) from chat.delivery where lane = (select id from chat.conversation where channel = 'b')"))
                .containsExactly("300|1|300");
    }

    @Test
    void oneLeadsAndNothingIsHandedOutTwice() throws Exception {
        Leadership leadership = LedgerDatabase.lead(one);
        assertThat(other.lead(() -> {}, () -> {})).as("somebody leads").isEmpty();
        Talk talk = new Talk(one, A, List.of(B));
        for (int i = 0; i < 60; i++) {
            talk.say(Integer.toString(i), "text");
        }
        List<Leased> handedOut = new ArrayList<>();
        atOnce(
                8,
                n -> {
                    while (sum(handedOut) < 60) {
                        // All for the same lane, some of them through another instance.
                        Ledger ledger = n % 2 == 0 ? one : other;
                        Optional<Leased> leased = ledger.lease(leadership, B, NOON);
                        if (leased.isPresent()) {
                            synchronized (handedOut) {
                                handedOut.add(leased.get());
                            }
                            ledger.pieceSent(
                                    leased.get(),
                                    0,
                                    Optional.of(leased.get().key().toString()),
                                    true,
                                    false,
                                    NOON);
                        }
                    }
                });
        leadership.close();
        assertThat(handedOut.stream().map(Leased::seq).toList())
                .isEqualTo(IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf).toList());
        assertThat(handedOut).noneMatch(Leased::doubtful);
    }

    private static int sum(List<Leased> handedOut) {
        synchronized (handedOut) {
            return handedOut.size();
        }
    }

    @Test
    void whoLedBeforeIsHandedOutNothingAndWhatItHasIsDoubtful() throws Exception {
        Leadership before = LedgerDatabase.lead(one);
        new Talk(one, A, List.of(B)).say("1", "text");
        Leased sending = one.lease(before, B, NOON).orElseThrow();
        before.close();
        Leadership now = LedgerDatabase.lead(other);
        assertThat(now.term()).isGreaterThan(before.term());
        assertThat(one.lease(new Stale(before.term()), B, NOON)).isEmpty();
        Leased found = other.lease(now, B, NOON).orElseThrow();
        assertThat(found.doubtful()).isTrue();
        assertThat(found.key()).isEqualTo(sending.key());
        assertThat(one.pieceSent(sending, 0, Optional.of("x"), true, false, NOON))
                .as("of a lease that is over")
                .isFalse();
        assertThat(other.pieceSent(found, 0, Optional.of("x"), true, false, NOON)).isTrue();
        now.close();
    }

    /// A leadership that does not know yet that it has ended.
    private record Stale(long term) implements Leadership {
        @Override
        public boolean holds() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static void atOnce(int count, Act act) throws Exception {
        List<Callable<Boolean>> acts =
                IntStream.range(0, count)
                        .<Callable<Boolean>>mapToObj(n ->
                                () -> {
                                    act.by(n);
                                    return true;
                                })
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (Future<Boolean> done : threads.invokeAll(acts)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    /// What each of several does.
    private interface Act {
        void by(int number) throws Exception;
    }
}
