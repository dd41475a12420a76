package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What survives when a connection is cut or the database is killed: all that was said to be
/// stored, and nothing by halves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    private static final Instant NOON = Talk.NOON;
    private static final Conversation A = Conversation.of("wizards/a");
    private static final Conversation B = Conversation.of("rust/b");
    private static final int MESSAGES = 150;

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger ledger = database.instance();

    CrashTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void whatWasBeingStoredWhenTheConnectionWasCutIsStoredWhollyOrNot() throws Exception {
        Talk talk = new Talk(ledger, A, List.of(B));
        assertThatThrownBy(() ->
                        ledger.write(entry -> {
                            boolean said = talk.say(entry, "1", "text");
                            try {
                                database.cut();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return said;
                        }))
                .isInstanceOf(LedgerAway.class);
        assertThat(database.rows("select count(*) from chat.inbox")).containsExactly("0");
        assertThat(talk.sayUntilStored("1", "text")).isTrue();
        assertThat(database.rows("select count(*) from chat.delivery")).containsExactly("1");
    }

    @Test
    void eachStepOfADeliverySurvivesTheDatabase() throws Exception {
        Talk talk = new Talk(ledger, A, List.of(B));
        talk.say("1", "text");
        crash();
        Leadership first = leadership();
        Leased leased = again(() -> ledger.lease(first, B, NOON)).orElseThrow();
        assertThat(leased.doubtful()).isFalse();
        crash();
        assertThat(first.holds()).as("its connection has ended").isFalse();
        Leadership second = leadership();
        Leased doubtful = again(() -> ledger.lease(second, B, NOON)).orElseThrow();
        assertThat(doubtful.doubtful()).as("it may have arrived").isTrue();
        assertThat(ledger.pieceSent(doubtful, 0, Optional.of("x0"), false, false, NOON)).isTrue();
        crash();
        Leadership third = leadership();
        Leased next = again(() -> ledger.lease(third, B, NOON)).orElseThrow();
        assertThat(next.part()).isEqualTo(1);
        assertThat(next.copies()).containsExactly("x0");
        assertThat(ledger.pieceSent(next, 1, Optional.of("x1"), true, false, NOON)).isTrue();
        crash();
        Leadership fourth = leadership();
        assertThat(again(() -> ledger.lease(fourth, B, NOON))).isEmpty();
        assertThat(again(() -> ledger.pieceSent(next, 1, Optional.of("x1"), true, false, NOON)))
                .as("the same again, as if its answer was lost")
                .isTrue();
        assertThat(database.rows("select ext_id from chat.copy order by part"))
                .containsExactly("x0", "x1");
        fourth.close();
    }

    /// Writers go on until each message is stored, a worker until each is sent, while connections
    /// are cut and the server is killed. The worker's network keeps what it was given, by key: what
    /// is doubtful is looked for there.
    @Test
    void nothingIsLostOrDoubledWhileTheDatabaseIsKilled() throws Exception {
        List<String> network = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> writers =
                    IntStream.range(0, 3).mapToObj(n -> threads.submit(() -> write(n))).toList();
            Future<Integer> worker = threads.submit(() -> send(network, done));
            Random random = new Random(8);
            for (int crash = 0; crash < 6; crash++) {
                TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(300));
                if (crash % 2 == 0) {
                    database.cut();
                } else {
                    crash();
                }
            }
            for (Future<Integer> writer : writers) {
                writer.get();
            }
            done.set(true);
            worker.get();
        }
        Set<String> sent = new HashSet<>(network);
        assertThat(network).as("doubled").hasSameSizeAs(sent);
        assertThat(sent).as("lost").hasSize(3 * MESSAGES);
        for (int n = 0; n < 3; n++) {
            String writer = n + ":";
            assertThat(network.stream().filter(id -> id.startsWith(writer)).toList())
                    .isEqualTo(IntStream.range(0, MESSAGES).mapToObj(i -> writer + i).toList());
        }
    }

    private int write(int n) throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            new Talk(ledger, A, List.of(B)).sayUntilStored(n + ":" + i, "text");
        }
        return MESSAGES;
    }

    private int send(List<String> network, AtomicBoolean done) throws Exception {
        int count = 0;
        Leadership leadership = leadership();
        while (true) {
            try {
                if (!leadership.holds()) {
                    leadership = leadership();
                }
                Leadership held = leadership;
                Optional<Leased> leased = ledger.lease(held, B, NOON);
                if (leased.isEmpty()) {
                    if (done.get() && held.holds() && ledger.due(NOON).isEmpty()) {
                        held.close();
                        return count;
                    }
                    Paused.briefly();
                    continue;
                }
                String id = leased.get().said().origin().orElseThrow().id();
                if (!leased.get().doubtful() || !network.contains(id)) {
                    network.add(id);
                }
                count++;
                ledger.pieceSent(leased.get(), 0, Optional.of(id), true, false, NOON);
            } catch (LedgerAway _) {
                Paused.briefly();
            }
        }
    }

    @Test
    void theLeadershipEndsWithItsConnectionAndIsToldOnce() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        Leadership leadership = LedgerDatabase.lead(ledger, () -> {}, lost::incrementAndGet);
        database.cut();
        Paused.until("the loss is noticed", () -> lost.get() == 1);
        assertThat(leadership.holds()).isFalse();
        leadership.close();
        Leadership next = leadership();
        next.close();
        assertThat(lost).hasValue(1);
    }

    @Test
    void whoLeadsIsWokenByWhatAnotherInstanceStores() throws Exception {
        LinkedBlockingQueue<Long> wakes = new LinkedBlockingQueue<>();
        Leadership leadership =
                LedgerDatabase.lead(ledger, () -> wakes.add(System.nanoTime()), () -> {});
        assertThat(wakes.poll(10, TimeUnit.SECONDS)).as("at the start").isNotNull();
        Talk talk = new Talk(database.instance(), A, List.of(B));
        talk.say("first", "opens connections");
        assertThat(wakes.poll(10, TimeUnit.SECONDS)).isNotNull();
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            talk.say(Integer.toString(i), "text");
            long stored = System.nanoTime();
            long woken = Objects.requireNonNull(wakes.poll(10, TimeUnit.SECONDS), "not woken");
            micros.add((woken - stored) / 1000);
        }
        leadership.close();
        micros.sort(null);
        System.out.printf(
                "ledger: woken %d µs (median), %d µs (worst of 50) after the commit%n",
                micros.get(25), micros.get(49));
    }

    @Test
    void theDiskIsFull() throws Exception {
        // What PostgreSQL answers then: the class of errors is the same for all of it.
        database.execute(
                "create function public.full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$",
                "create trigger full_disk before insert on chat.delivery execute function public.full_disk()");
        Talk talk = new Talk(ledger, A, List.of(B));
        try {
            assertThatThrownBy(() -> talk.say("1", "text"))
                    .isInstanceOf(LedgerAway.class)
                    .hasMessageContaining("could not extend file");
            assertThat(database.rows("select count(*) from chat.inbox")).containsExactly("0");
        } finally {
            database.execute("drop function public.full_disk() cascade");
        }
        assertThat(talk.say("1", "text")).isTrue();
    }

    private void crash() throws Exception {
        database.kill();
        database.restart();
    }

    private Leadership leadership() throws Exception {
        return LedgerDatabase.lead(ledger);
    }

    /// The pool still has connections to the server before.
    private static <T> T again(Asked<T> asked) throws Exception {
        CountDownLatch tries = new CountDownLatch(200);
        while (true) {
            try {
                return asked.answer();
            } catch (LedgerAway e) {
                tries.countDown();
                if (tries.getCount() == 0) {
                    throw e;
                }
                Paused.briefly();
            }
        }
    }

    /// What is asked of the ledger.
    private interface Asked<T> {
        T answer() throws LedgerAway;
    }
}
