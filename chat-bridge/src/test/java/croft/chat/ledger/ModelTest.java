package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import croft.chat.message.Voice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random sayings, edits and deletions, sent by a worker that fails in every way it can. In the end
/// the other conversation is what the first one is: nothing lost, doubled, stale or raised from the
/// dead, in the order in which it was said.
///
/// A message is sent in as many pieces as it has words. A seed that fails is repeated by its
/// number.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelTest {
    private static final Conversation A = Conversation.of("wizards/a");
    private static final Conversation B = Conversation.of("rust/b");
    private static final Author ANNE = new Author("u1", "Anne", Optional.empty());
    private static final int STEPS = 250;

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger ledger = database.instance();

    ModelTest() throws Exception {}

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 6})
    void theOtherConversationBecomesWhatTheFirstOneIs(long seed) throws Exception {
        database.empty();
        Run run = new Run(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        run.drain();
        assertThat(run.there()).isEqualTo(run.said());
        assertThat(run.shownDeleted).as("published after its deletion was stored").isEmpty();
        assertThat(ledger.standing()).noneMatch(lane -> lane.waiting() > 0);
    }

    /// One conversation as it was said, another as it was sent, and the worker between them.
    private final class Run {
        private final Random random;
        private final Map<String, String> said = new LinkedHashMap<>();
        private final Map<String, MessageId> ids = new LinkedHashMap<>();
        private final List<String> deleted = new ArrayList<>();
        private final List<String> shownDeleted = new ArrayList<>();

        /// The other conversation: id of a piece → key of its delivery and part, message, word.
        private final TreeMap<Integer, Piece> network = new TreeMap<>();

        private Leadership leadership;
        private Instant now = Talk.NOON;
        private int counter;

        Run(Random random) throws Exception {
            this.random = random;
            this.leadership = LedgerDatabase.lead(ledger);
        }

        void step() throws Exception {
            now = now.plusMillis(1 + random.nextInt(50));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> say();
                case 3 -> edit();
                case 4 -> delete();
                case 5 -> crash();
                default -> work(true);
            }
        }

        private void say() throws LedgerAway {
            String id = "m" + counter++;
            String text = text();
            ledger.write(entry -> {
                entry.heard(A, "c:" + id, now);
                MessageId message =
                        entry.message(
                                new Incoming.Posted(
                                        A,
                                        id,
                                        Optional.empty(),
                                        ANNE,
                                        Body.of(text),
                                        now,
                                        Marks.NONE),
                                Optional.empty(),
                                now);
                entry.enqueue(B, Op.CREATE, message, Voice.PREFIX, Optional.empty(), now);
                ids.put(id, message);
                return true;
            });
            said.put(id, text);
        }

        private String text() {
            String text = "w" + random.nextInt(1000);
            return random.nextInt(3) == 0 ? text + " x" + random.nextInt(1000) : text;
        }

        private void edit() throws LedgerAway {
            Optional<String> id = any();
            if (id.isPresent()) {
                // As many words as before: what pieces an edit has is not the ledger's to say.
                String text = said.getOrDefault(id.get(), "").replace("w", "e" + counter++ + "w");
                change(
                        id.get(),
                        Op.EDIT,
                        entry -> entry.revise(message(id.get()), Body.of(text), now, now));
                said.put(id.get(), text);
            }
        }

        private void delete() throws LedgerAway {
            Optional<String> id = any();
            if (id.isPresent()) {
                change(id.get(), Op.DELETE, entry -> entry.bury(message(id.get()), now));
                said.remove(id.get());
                deleted.add(id.get());
            }
        }

        private void change(String id, Op op, Predicate<Entry> change) throws LedgerAway {
            ledger.write(entry -> {
                assertThat(change.test(entry)).isTrue();
                for (Entry.Reach reach : entry.reached(message(id))) {
                    entry.enqueue(
                            reach.in(), op, message(id), reach.voice(), Optional.empty(), now);
                }
                return true;
            });
        }

        private MessageId message(String id) {
            return Objects.requireNonNull(ids.get(id));
        }

        private Optional<String> any() {
            List<String> all = List.copyOf(said.keySet());
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(random.nextInt(all.size())));
        }

        /// The process ends and begins anew.
        private void crash() throws Exception {
            leadership.close();
            leadership = LedgerDatabase.lead(ledger);
        }

        void drain() throws Exception {
            crash();
            while (!ledger.due(now.plusSeconds(60)).isEmpty()) {
                now = now.plusSeconds(60);
                work(false);
            }
            leadership.close();
        }

        /// What the relay does with one delivery, as far as it gets.
        private void work(boolean failing) throws Exception {
            Optional<Leased> handedOut = ledger.lease(leadership, B, now);
            if (handedOut.isEmpty()) {
                return;
            }
            Leased leased = handedOut.get();
            if (isNeedless(leased)) {
                ledger.finished(leased, State.SENT, now);
                return;
            }
            boolean doubtful = leased.doubtful();
            int parts = parts(leased);
            for (int part = leased.part(); part < parts; part++) {
                if (doubtful) {
                    doubtful = false;
                    Optional<Integer> found = find(leased, part);
                    if (found.isPresent()) {
                        ledger.pieceSent(
                                leased, part, id(found.get()), part == parts - 1, false, now);
                        continue;
                    }
                    if (!leased.said().deleted() || leased.op() != Op.CREATE) {
                        ledger.absent(leased, true, now);
                    }
                }
                if (leased.said().deleted() && leased.op() == Op.CREATE) {
                    ledger.finished(leased, State.CANCELLED, now);
                    return;
                }
                switch (failing ? random.nextInt(6) : 5) {
                    case 0 -> {
                        ledger.notSent(leased, "refused", now.plusMillis(20));
                        return;
                    }
                    case 1 -> {
                        ledger.doubtful(leased, "cut before", now.plusMillis(20));
                        return;
                    }
                    case 2 -> {
                        put(leased, part);
                        ledger.doubtful(leased, "cut after", now.plusMillis(20));
                        return;
                    }
                    case 3 -> {
                        // The process ends before it knows.
                        put(leased, part);
                        crash();
                        return;
                    }
                    case 4 -> {
                        // The echo comes before the acknowledgement, which does not.
                        int id = put(leased, part);
                        int echoed = part;
                        ledger.write(entry -> {
                            entry.adopted(leased.key(), echoed, Integer.toString(id));
                            return true;
                        });
                        ledger.doubtful(leased, "cut after", now.plusMillis(20));
                        return;
                    }
                    default ->
                            ledger.pieceSent(
                                    leased,
                                    part,
                                    id(put(leased, part)),
                                    part == parts - 1,
                                    false,
                                    now);
                }
            }
            if (leased.part() >= parts) {
                ledger.finished(leased, State.SENT, now);
            }
        }

        private boolean isNeedless(Leased leased) {
            return switch (leased.op()) {
                case CREATE -> leased.said().deleted() && !leased.doubtful();
                case EDIT ->
                        leased.said().deleted()
                                || leased.copies().isEmpty()
                                || leased.sentVersion() >= leased.said().version();
                case DELETE -> leased.copies().isEmpty();
                case REACT, NOTICE -> throw new IllegalStateException("none here");
            };
        }

        private static int parts(Leased leased) {
            return leased.op() == Op.DELETE
                    ? leased.copies().size()
                    : Math.max(1, words(leased).length);
        }

        private static String[] words(Leased leased) {
            return leased.said().body().markdown().split(" ", -1);
        }

        private static Optional<String> id(int id) {
            return Optional.of(Integer.toString(id));
        }

        private Optional<Integer> find(Leased leased, int part) {
            return network.entrySet().stream()
                    .filter(piece -> leased.op() == Op.CREATE)
                    .filter(piece -> piece.getValue().key().equals(leased.key() + "/" + part))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private int put(Leased leased, int part) {
            String message = leased.said().origin().orElseThrow().id();
            return switch (leased.op()) {
                case CREATE -> {
                    if (deleted.contains(message) && part == 0) {
                        shownDeleted.add(message);
                    }
                    int id = counter++;
                    network.put(
                            id, new Piece(leased.key() + "/" + part, message, words(leased)[part]));
                    yield id;
                }
                case EDIT -> {
                    int id = Integer.parseInt(leased.copies().get(part));
                    network.computeIfPresent(
                            id, (_, was) -> new Piece(was.key(), message, words(leased)[part]));
                    yield id;
                }
                case DELETE -> {
                    String id = leased.copies().get(part);
                    if (!id.isEmpty()) {
                        network.remove(Integer.parseInt(id));
                    }
                    yield id.isEmpty() ? 0 : Integer.parseInt(id);
                }
                case REACT, NOTICE -> throw new IllegalStateException("none here");
            };
        }

        /// Message and text, one after another.
        List<String> said() {
            return said.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .toList();
        }

        List<String> there() {
            List<String> there = new ArrayList<>();
            String last = "";
            for (Piece piece : network.values()) {
                if (piece.message().equals(last)) {
                    there.add(there.removeLast() + " " + piece.word());
                } else {
                    there.add(piece.message() + " " + piece.word());
                }
                last = piece.message();
            }
            return there;
        }
    }

    /// A piece in the other conversation.
    private record Piece(String key, String message, String word) {}
}
