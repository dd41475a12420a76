package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How fast, printed. With `-Dcroft.ledger.million=true` also on a ledger of a million messages.
/// What can fail here is that a look-up reads a whole table.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {
    private static final Instant NOON = Talk.NOON;
    private static final int COUNT = 300;
    private static final Conversation A = Conversation.of("wizards/a");
    private static final List<Conversation> LANES =
            IntStream.range(0, 4).mapToObj(n -> Conversation.of("rust/lane" + n)).toList();

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger ledger = database.instance();

    FiguresTest() throws Exception {}

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void figures() throws Exception {
        int many = Boolean.getBoolean("croft.ledger.million") ? 1_000_000 : 50_000;
        assertThat(database.rows("show fsync")).containsExactly("on");
        assertThat(database.rows("show synchronous_commit")).containsExactly("on");
        measure("an empty ledger");
        fill(many);
        measure("a ledger of " + many + " messages");
        // Of the last of them: by statistics alone, PostgreSQL would read small tables whole.
        for (String table : List.of("message", "copy", "delivery", "inbox", "text")) {
            long read =
                    Long.parseLong(
                            database.rows(
                                            "select seq_tup_read from pg_stat_user_tables where schemaname = 'chat' and relname = '"
                                                    + table
                                                    + "'")
                                    .getFirst());
            assertThat(read - readBefore(table))
                    .as("rows of %s read one by one", table)
                    .isLessThan(many);
        }
    }

    private List<String> before = List.of();

    private long readBefore(String table) {
        return before.stream()
                .filter(row -> row.startsWith(table + "|"))
                .mapToLong(row -> Long.parseLong(row.substring(row.indexOf('|') + 1)))
                .sum();
    }

    /// Messages of long ago: heard, sent, acknowledged; and some that wait.
    private void fill(int many) throws Exception {
        database.execute(
                "set session_replication_role = replica",
                "insert into chat.message (conversation, ext_id, author_id, author_name, said_at, heard_at, via, quiet) select c.id, 'old' || n, 'u1', 'Anne', now(), now(), '{}', false from chat.conversation c, generate_series(1, "
                        + many
                        + ") n where c.channel = 'a'",
                "insert into chat.text select id, 1, repeat('text ', 20), 0, now() from chat.message where ext_id like 'old%'",
                "insert into chat.inbox select conversation, 'c:' || ext_id, now() from chat.message where ext_id like 'old%'",
                "insert into chat.copy (message, conversation, part, ext_id, voice, sent_version) select m.id, c.id, 0, 'x' || m.ext_id, 'PREFIX', 1 from chat.message m, chat.conversation c where m.ext_id like 'old%' and c.channel = 'lane0'",
                "insert into chat.delivery (lane, seq, key, message, op, voice, state, version, part, lease, queued_at, ended_at) select c.conversation, 1000000 + c.message, gen_random_uuid(), c.message, 'CREATE', 'PREFIX', 'SENT', 1, 1, 1, now(), now() from chat.copy c where c.ext_id like 'xold%'",
                "update chat.lane set next_seq = 10000000",
                "vacuum analyze");
        before =
                database.rows(
                        "select relname, seq_tup_read from pg_stat_user_tables where schemaname = 'chat'");
    }

    private void measure(String where) throws Exception {
        String of = where.replace(' ', '-');
        Talk one = new Talk(ledger, A, List.of(LANES.getFirst()));
        for (int i = 0; i < 50; i++) {
            one.say(of + "warm" + i, "text");
        }
        List<Long> takes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            long begin = System.nanoTime();
            one.say(of + i, "text");
            takes.add(System.nanoTime() - begin);
        }
        tell(where, "take and fan out to one lane", takes);
        Leadership leadership = LedgerDatabase.lead(ledger);
        for (int i = 0; i < 50; i++) {
            Leased leased = ledger.lease(leadership, LANES.getFirst(), NOON).orElseThrow();
            ledger.pieceSent(leased, 0, id(leased), true, false, NOON);
        }
        List<Long> each = new ArrayList<>();
        for (int i = 0; i < COUNT / 2; i++) {
            long begin = System.nanoTime();
            Leased leased = ledger.lease(leadership, LANES.getFirst(), NOON).orElseThrow();
            ledger.pieceSent(leased, 0, id(leased), true, false, NOON);
            each.add(System.nanoTime() - begin);
        }
        tell(where, "lease, then acknowledge", each);
        tell(where, "acknowledge and lease in one", drain(leadership, LANES.getFirst()));
        Talk four = new Talk(ledger, A, LANES);
        List<Long> fans = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            long begin = System.nanoTime();
            four.say(of + "f" + i, "text");
            fans.add(System.nanoTime() - begin);
        }
        tell(where, "take and fan out to four lanes", fans);
        long begin = System.nanoTime();
        List<Callable<Integer>> workers =
                LANES.stream()
                        .<Callable<Integer>>map(lane -> () -> drain(leadership, lane).size())
                        .toList();
        int sent = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> worker : threads.invokeAll(workers)) {
                sent += worker.get();
            }
        }
        System.out.printf(
                "ledger: %s: four lanes at once: %.0f messages/s%n",
                where, sent * 1e9 / (System.nanoTime() - begin));
        leadership.close();
        assertThat(sent).isEqualTo(4 * COUNT);
    }

    private List<Long> drain(Leadership leadership, Conversation lane) throws LedgerAway {
        List<Long> each = new ArrayList<>();
        Optional<Leased> leased = ledger.lease(leadership, lane, NOON);
        while (leased.isPresent()) {
            long begin = System.nanoTime();
            leased = ledger.lastSent(leadership, leased.get(), 0, id(leased.get()), false, NOON);
            each.add(System.nanoTime() - begin);
        }
        return each;
    }

    private static Optional<String> id(Leased leased) {
        return Optional.of(leased.key().toString());
    }

    private static void tell(String where, String what, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        double sum = sorted.stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "ledger: %s: %s: %.0f/s, median %d µs, p99 %d µs%n",
                where,
                what,
                sorted.size() * 1e9 / sum,
                sorted.get(sorted.size() / 2) / 1000,
                sorted.get(sorted.size() * 99 / 100) / 1000);
    }
}
