package croft.chat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import croft.chat.message.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One message on its way: what is handed out, and what its outcomes change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
    private static final Conversation HERE = Conversation.of("wizards/town-square");
    private static final Conversation THERE = Conversation.of("libera/#rust");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Author ANNE = new Author("u1", "Anne", Optional.of("7"));

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger ledger = database.instance();
    private Leadership leadership;

    LedgerTest() throws Exception {}

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
    void aMessageIsHandedOutAsItWasSaid() throws Exception {
        Attachment cat = new Attachment("f1", "cat.png", "image/png", 12);
        ledger.write(entry -> {
            assertThat(entry.heard(HERE, "c:1", NOON)).isTrue();
            MessageId message =
                    entry.message(
                            new Incoming.Posted(
                                    HERE,
                                    "1",
                                    Optional.empty(),
                                    ANNE,
                                    new Body("**hi**", List.of(cat)),
                                    NOON.minusSeconds(3),
                                    new Marks(Optional.empty(), 0, List.of("a", "b"), false)),
                            Optional.empty(),
                            NOON);
            entry.read(HERE, "cursor 1", NOON);
            return entry.enqueue(THERE, Op.CREATE, message, Voice.GHOST, Optional.empty(), NOON);
        });
        Leased leased = lease().orElseThrow();
        assertThat(leased.op()).isEqualTo(Op.CREATE);
        assertThat(leased.voice()).isEqualTo(Voice.GHOST);
        assertThat(leased.said().author()).contains(ANNE);
        assertThat(leased.said().body()).isEqualTo(new Body("**hi**", List.of(cat)));
        assertThat(leased.said().origin()).contains(new Said.Origin(HERE, "1"));
        assertThat(leased.said().via()).containsExactly("a", "b");
        assertThat(leased.said().saidAt()).isEqualTo(NOON.minusSeconds(3));
        assertThat(leased.doubtful()).isFalse();
        assertThat(leased.tried()).isEmpty();
        assertThat(leased.attempts()).isZero();
        assertThat(ledger.read(HERE)).contains("cursor 1");
        assertThat(ledger.readings()).containsExactly(HERE);
        assertThat(ledger.read(THERE)).isEmpty();
        assertThat(lease()).as("handed out already").isEmpty();
    }

    @Test
    void howFarAConversationWasReadCanBeForgotten() throws Exception {
        ledger.write(entry -> {
            entry.read(HERE, "cursor 1", NOON);
            return true;
        });
        ledger.write(entry -> {
            entry.forget(HERE);
            return true;
        });
        assertThat(ledger.read(HERE)).isEmpty();
        assertThat(ledger.readings()).isEmpty();
    }

    @Test
    void whatWasHeardIsHeardOnce() throws Exception {
        assertThat(hear("c:1")).isTrue();
        assertThat(hear("c:1")).isFalse();
        assertThat(ledger.<Boolean>write(entry -> entry.heard(THERE, "c:1", NOON))).isTrue();
    }

    @Test
    void aPieceThatIsThereIsKnownByItsId() throws Exception {
        MessageId message = say("1", "hi");
        Leased leased = lease().orElseThrow();
        assertThat(ledger.pieceSent(leased, 0, Optional.of("x0"), false, false, NOON)).isTrue();
        assertThat(ledger.pieceSent(leased, 1, Optional.of("x1"), true, false, NOON)).isTrue();
        assertThat(known(THERE, "x1"))
                .contains(new Known(message, false, Optional.of(HERE), 1, false, Optional.empty()));
        assertThat(known(HERE, "1").orElseThrow().original()).isTrue();
        assertThat(lease()).isEmpty();
        assertThat(standing().sent()).isEqualTo(1);
        assertThat(ledger.pieceSent(leased, 1, Optional.of("x1"), true, false, NOON))
                .as("the same again, as after a lost answer")
                .isTrue();
        assertThat(standing().sent()).isEqualTo(1);
    }

    @Test
    void anEditOrADeletionGoesToWhereverTheMessageIs() throws Exception {
        MessageId message = say("1", "hi");
        assertThat(reached(message)).containsExactly(new Entry.Reach(THERE, Voice.PREFIX));
        Leased create = lease().orElseThrow();
        ledger.pieceSent(create, 0, Optional.of("x"), true, false, NOON);
        assertThat(reached(message)).containsExactly(new Entry.Reach(THERE, Voice.PREFIX));
        assertThat(revise(message, "hi!", NOON.plusSeconds(9))).isTrue();
        Leased edit = lease().orElseThrow();
        assertThat(edit.copies()).containsExactly("x");
        assertThat(edit.sentVersion()).isEqualTo(1);
        assertThat(edit.version()).isEqualTo(2);
        assertThat(edit.said().body().markdown()).isEqualTo("hi!");
        ledger.pieceSent(edit, 0, Optional.of("x"), true, false, NOON);
        assertThat(bury(message)).isTrue();
        assertThat(bury(message)).isFalse();
        Leased delete = lease().orElseThrow();
        assertThat(delete.sentVersion()).isEqualTo(2);
        assertThat(delete.said().deleted()).isTrue();
        assertThat(delete.said().body().markdown()).isEmpty();
        ledger.pieceSent(delete, 0, Optional.empty(), true, false, NOON);
        assertThat(reached(message)).isEmpty();
    }

    @Test
    void whatIsEnqueuedIsReachedInTheSameTransaction() throws Exception {
        List<Entry.Reach> reached =
                ledger.write(entry -> {
                    MessageId message =
                            entry.message(posted(HERE, "1", "hi"), Optional.empty(), NOON);
                    entry.enqueue(THERE, Op.CREATE, message, Voice.GHOST, Optional.empty(), NOON);
                    return entry.reached(message);
                });
        assertThat(reached).containsExactly(new Entry.Reach(THERE, Voice.GHOST));
    }

    @Test
    void olderEditsComeToNothing() throws Exception {
        MessageId message = say("1", "hi");
        assertThat(revise(message, "new", NOON.plusSeconds(9))).isTrue();
        assertThat(revise(message, "old", NOON.plusSeconds(8))).isFalse();
        assertThat(revise(message, "same", NOON.plusSeconds(9))).isFalse();
        assertThat(lease().orElseThrow().said().body().markdown()).isEqualTo("new");
        bury(message);
        assertThat(revise(message, "late", NOON.plusSeconds(10))).isFalse();
    }

    @Test
    void whatWasSurelyNotSentIsSentAsItIsThen() throws Exception {
        MessageId message = say("1", "hi");
        Leased first = lease().orElseThrow();
        revise(message, "hi!", NOON.plusSeconds(1));
        assertThat(ledger.notSent(first, "refused", NOON.plusSeconds(5))).isTrue();
        assertThat(lease()).isEmpty();
        assertThat(ledger.due(NOON)).isEmpty();
        assertThat(ledger.nextDue(NOON)).contains(NOON.plusSeconds(5));
        Leased again = ledger.lease(leadership, THERE, NOON.plusSeconds(5)).orElseThrow();
        assertThat(again.said().body().markdown()).isEqualTo("hi!");
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.tried()).isEmpty();
        assertThat(ledger.pieceSent(first, 0, Optional.of("x"), true, false, NOON))
                .as("of a lease that is over")
                .isFalse();
    }

    @Test
    void whatWasBegunGoesOnWithItsText() throws Exception {
        MessageId message = say("1", "long");
        Leased first = lease().orElseThrow();
        ledger.pieceSent(first, 0, Optional.of("x0"), false, false, NOON);
        revise(message, "short", NOON.plusSeconds(1));
        ledger.notSent(first, "cut", NOON);
        Leased again = lease().orElseThrow();
        assertThat(again.said().body().markdown()).isEqualTo("long");
        assertThat(again.said().version()).isEqualTo(2);
        assertThat(again.part()).isEqualTo(1);
        assertThat(again.tried()).contains(NOON);
    }

    @Test
    void whatMayHaveArrivedIsLookedForWithItsTextAndTime() throws Exception {
        MessageId message = say("1", "hi");
        Leased first = lease().orElseThrow();
        revise(message, "hi!", NOON.plusSeconds(1));
        assertThat(ledger.doubtful(first, "no answer", NOON.plusSeconds(2))).isTrue();
        Leased again = ledger.lease(leadership, THERE, NOON.plusSeconds(2)).orElseThrow();
        assertThat(again.doubtful()).isTrue();
        assertThat(again.tried()).contains(NOON);
        assertThat(again.said().body().markdown()).isEqualTo("hi");
        assertThat(ledger.absent(again, false, NOON.plusSeconds(3))).isTrue();
        assertThat(standing().resent()).isEqualTo(1);
        assertThat(lease()).as("still handed out").isEmpty();
        assertThat(ledger.pieceSent(again, 0, Optional.of("x"), true, false, NOON)).isTrue();
    }

    @Test
    void whatMayBeThereInPartIsFoundByItsTextAlsoWhenItIsDeleted() throws Exception {
        MessageId message = say("1", "two pieces");
        Leased first = lease().orElseThrow();
        ledger.pieceSent(first, 0, Optional.of("x0"), false, false, NOON);
        bury(message);
        ledger.doubtful(first, "cut", NOON);
        Leased again = lease().orElseThrow();
        assertThat(again.said().deleted()).isTrue();
        assertThat(again.said().body().markdown()).isEqualTo("two pieces");
        ledger.pieceSent(again, 1, Optional.of("x1"), true, false, NOON);
        assertThat(lease().orElseThrow().copies()).containsExactly("x0", "x1");
        assertThat(ledger.prune(Keep.DEFAULT, NOON)).isEqualTo(new Pruned(0, 0, 0));
        Leased delete = ledger.lease(leadership, THERE, NOON.plus(Ledger.LEASE)).orElseThrow();
        assertThat(ledger.finished(delete, State.SENT, NOON)).isTrue();
        assertThat(ledger.prune(Keep.DEFAULT, NOON)).isEqualTo(new Pruned(1, 0, 0));
    }

    @Test
    void anEchoThatComesFirstIsTheAcknowledgement() throws Exception {
        say("1", "hi");
        Leased leased = lease().orElseThrow();
        ledger.write(entry -> {
            assertThat(entry.delivery(leased.key()).orElseThrow().state()).isEqualTo(State.SENDING);
            entry.adopted(leased.key(), 0, "x");
            return true;
        });
        assertThat(known(THERE, "x")).isPresent();
        ledger.doubtful(leased, "no answer", NOON);
        Leased again = lease().orElseThrow();
        assertThat(again.part()).isEqualTo(1);
        assertThat(again.copies()).containsExactly("x");
        assertThat(ledger.finished(again, State.SENT, NOON)).isTrue();
        assertThat(ledger.pieceSent(leased, 0, Optional.of("x"), true, false, NOON)).isFalse();
        assertThat(ledger.<Optional<Sending>>write(entry -> entry.delivery(UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void aCorrectionThatIsALineOfItsOwnIsAFurtherPiece() throws Exception {
        MessageId message = say("1", "hi");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, false, NOON);
        revise(message, "ho", NOON.plusSeconds(1));
        Leased edit = lease().orElseThrow();
        ledger.pieceSent(edit, 0, Optional.of("y"), true, false, NOON);
        ledger.pieceSent(edit, 0, Optional.of("y"), true, false, NOON);
        bury(message);
        Leased delete = lease().orElseThrow();
        assertThat(delete.copies()).containsExactly("x", "y");
        assertThat(delete.sentVersion()).isEqualTo(2);
        assertThat(known(THERE, "y").orElseThrow().part()).isEqualTo(1);
    }

    @Test
    void aCopyThatSomebodyDeletedIsNoLongerReached() throws Exception {
        MessageId message = say("1", "hi");
        Leased create = lease().orElseThrow();
        ledger.pieceSent(create, 0, Optional.of("x0"), false, false, NOON);
        ledger.pieceSent(create, 1, Optional.of("x1"), true, false, NOON);
        gone("x0");
        revise(message, "ho", NOON.plusSeconds(1));
        Leased edit = lease().orElseThrow();
        assertThat(edit.copies()).containsExactly("", "x1");
        ledger.finished(edit, State.CANCELLED, NOON);
        gone("x1");
        assertThat(reached(message)).isEmpty();
    }

    @Test
    void anAnswerFindsTheFirstMessageOfItsThreadEverywhere() throws Exception {
        MessageId root = say("1", "question");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, false, NOON);
        ledger.write(entry -> {
            MessageId answer = entry.message(posted(THERE, "y", "answer"), Optional.of(root), NOON);
            entry.enqueue(HERE, Op.CREATE, answer, Voice.PREFIX, Optional.empty(), NOON);
            MessageId other = entry.message(posted(HERE, "2", "more"), Optional.of(root), NOON);
            return entry.enqueue(THERE, Op.CREATE, other, Voice.PREFIX, Optional.empty(), NOON);
        });
        assertThat(ledger.lease(leadership, HERE, NOON).orElseThrow().root()).contains("1");
        assertThat(lease().orElseThrow().root()).contains("x");
        assertThat(known(HERE, "2").orElseThrow().root()).contains(root);
    }

    @Test
    void whatIsThereIsKnownTheNewestFirst() throws Exception {
        say("1", "hi");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, false, NOON);
        ledger.write(entry -> {
            MessageId there = entry.message(posted(THERE, "y", "hello"), Optional.empty(), NOON);
            return entry.enqueue(HERE, Op.CREATE, there, Voice.PREFIX, Optional.empty(), NOON);
        });
        assertThat(ledger.known(HERE, 10)).containsExactly("1");
        assertThat(ledger.known(THERE, 10)).containsExactly("y", "x");
        assertThat(ledger.known(THERE, 1)).containsExactly("y");
        assertThat(ledger.known(new Conversation("nowhere", "at all"), 10)).isEmpty();
    }

    @Test
    void emojiAreSentAsTheyStandThen() throws Exception {
        MessageId message = say("1", "hi");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, false, NOON);
        Emoji anne = new Emoji(ANNE, "thumbsup");
        Emoji bob = new Emoji(new Author("u2", "Bob", Optional.empty()), "thumbsup");
        assertThat(react(message, anne, true, 1)).isTrue();
        assertThat(react(message, anne, true, 2)).isFalse();
        assertThat(react(message, bob, true, 3)).isTrue();
        assertThat(ledger.emoji(HERE, "1")).containsExactly(anne, bob);
        assertThat(ledger.emoji(THERE, "x")).isEmpty();
        Leased put = lease().orElseThrow();
        Reaction reaction = put.reaction().orElseThrow();
        assertThat(reaction).isEqualTo(new Reaction(HERE, anne, true, true, false));
        assertThat(put.copies()).containsExactly("x");
        ledger.pieceSent(put, 0, Optional.empty(), true, false, NOON);
        assertThat(react(message, anne, false, 4)).isTrue();
        assertThat(react(message, anne, true, 3)).as("older").isFalse();
        Leased second = lease().orElseThrow();
        assertThat(second.reaction().orElseThrow().have()).isTrue();
        ledger.finished(second, State.SENT, NOON);
        Leased off = lease().orElseThrow();
        assertThat(off.reaction().orElseThrow())
                .as("Bob's is still there")
                .isEqualTo(new Reaction(HERE, anne, false, true, true));
        ledger.finished(off, State.SENT, NOON);
        react(message, bob, false, 5);
        Leased last = lease().orElseThrow();
        assertThat(last.reaction().orElseThrow().byAnyone()).isFalse();
        ledger.pieceSent(last, 0, Optional.empty(), true, false, NOON);
        assertThat(database.rows("select count(*) from chat.reaction_copy")).containsExactly("0");
    }

    @Test
    void aNoticeIsPostedOnceAndCanSaySomethingElse() throws Exception {
        assertThat(notice("n:1", "down", Optional.empty())).isTrue();
        assertThat(notice("n:1", "down again", Optional.empty())).isFalse();
        assertThat(notice("n:2", "still", Optional.of("n:1"))).isTrue();
        Leased first = lease().orElseThrow();
        assertThat(first.op()).isEqualTo(Op.NOTICE);
        assertThat(first.said().author()).isEmpty();
        assertThat(first.said().body().markdown()).isEqualTo("down");
        ledger.pieceSent(first, 0, Optional.of("x"), true, false, NOON);
        Leased second = lease().orElseThrow();
        assertThat(second.root()).contains("x");
        ledger.pieceSent(second, 0, Optional.of("y"), true, false, NOON);
        assertThat(rewrite("n:1", "resolved")).isTrue();
        assertThat(rewrite("n:1", "resolved")).isFalse();
        assertThat(rewrite("n:0", "resolved")).isFalse();
        Leased edit = lease().orElseThrow();
        assertThat(edit.copies()).containsExactly("x");
        assertThat(edit.said().body().markdown()).isEqualTo("resolved");
    }

    @Test
    void deadLettersWaitForTheirOwner() throws Exception {
        say("1", "bad");
        say("2", "good");
        Leased bad = lease().orElseThrow();
        assertThat(ledger.dead(bad, "not a member", NOON)).isTrue();
        assertThat(ledger.dead(bad, "not a member", NOON)).isTrue();
        Leased good = lease().orElseThrow();
        assertThat(good.said().body().markdown()).isEqualTo("good");
        ledger.pieceSent(good, 0, Optional.of("x"), true, false, NOON);
        DeadLetter letter = ledger.deadLetters(10).getFirst();
        assertThat(letter.why()).isEqualTo("not a member");
        assertThat(letter.author()).contains("Anne");
        assertThat(letter.origin()).contains(new Said.Origin(HERE, "1"));
        assertThat(standing().dead()).isEqualTo(1);
        assertThat(ledger.retry(letter.key(), NOON)).isTrue();
        assertThat(ledger.retry(letter.key(), NOON)).isFalse();
        Leased again = lease().orElseThrow();
        assertThat(again.key()).isEqualTo(letter.key());
        assertThat(again.attempts()).isZero();
        ledger.dead(again, "still not", NOON);
        assertThat(ledger.drop(letter.key(), NOON)).isTrue();
        assertThat(ledger.drop(letter.key(), NOON)).isFalse();
        assertThat(ledger.deadLetters(10)).isEmpty();
        assertThat(lease()).isEmpty();
    }

    @Test
    void latenessAddsUpUntilSomebodyIsTold() throws Exception {
        say("1", "a");
        say("2", "b");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, true, NOON);
        ledger.pieceSent(
                lease().orElseThrow(), 0, Optional.of("y"), true, true, NOON.plusSeconds(9));
        assertThat(outage()).contains(new Outage(NOON, NOON.plusSeconds(9), 2));
        assertThat(outage()).isEmpty();
    }

    @Test
    void aLaneThatWasBlockedBeforeTheClockWasPutBackIsDue() throws Exception {
        say("1", "a");
        ledger.notSent(lease().orElseThrow(), "away", NOON.plusSeconds(60));
        Instant earlier = NOON.minus(Duration.ofHours(1));
        assertThat(ledger.due(earlier)).containsExactly(THERE);
        assertThat(ledger.lease(leadership, THERE, earlier)).isPresent();
    }

    @Test
    void textsGoOnceEveryCopyIsMadeAndAMonthWentBy() throws Exception {
        MessageId sent = say("1", "sent");
        ledger.pieceSent(lease().orElseThrow(), 0, Optional.of("x"), true, false, NOON);
        say("2", "waiting");
        hear("c:1");
        Instant later = NOON.plus(Duration.ofDays(31));
        assertThat(ledger.prune(Keep.DEFAULT, NOON.plus(Duration.ofDays(1))))
                .isEqualTo(new Pruned(0, 0, 0));
        assertThat(ledger.prune(Keep.DEFAULT, later)).isEqualTo(new Pruned(1, 1, 1));
        assertThat(lease().orElseThrow().said().body().markdown()).isEqualTo("waiting");
        assertThat(known(THERE, "x")).isPresent();
        assertThat(reached(sent)).hasSize(1);
        assertThat(revise(sent, "newer", later)).isTrue();
    }

    @Test
    void textThatPostgresDoesNotKnowIsNoTrouble() throws Exception {
        say("1\0", "a\0b\uD800c");
        assertThat(lease().orElseThrow().said().body().markdown()).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(known(HERE, "1\0")).isPresent();
    }

    @Test
    void linksStayStopped() throws Exception {
        ledger.write(entry -> {
            entry.stop("a", "a storm", NOON);
            entry.stop("a", "another", NOON);
            entry.stop("b", "a storm", NOON);
            entry.resume("b");
            return true;
        });
        assertThat(ledger.stopped()).containsExactly(new StoppedLink("a", "a storm", NOON));
        assertThat(ledger.bridge()).isEqualTo(database.instance().bridge());
    }

    private Optional<Leased> lease() throws LedgerAway {
        return ledger.lease(leadership, THERE, NOON);
    }

    private boolean hear(String key) throws LedgerAway {
        return ledger.write(entry -> entry.heard(HERE, key, NOON));
    }

    private static Incoming.Posted posted(Conversation in, String id, String text) {
        return new Incoming.Posted(in, id, Optional.empty(), ANNE, Body.of(text), NOON, Marks.NONE);
    }

    private MessageId say(String id, String text) throws LedgerAway {
        return ledger.write(entry -> {
            MessageId message = entry.message(posted(HERE, id, text), Optional.empty(), NOON);
            entry.enqueue(THERE, Op.CREATE, message, Voice.PREFIX, Optional.empty(), NOON);
            return message;
        });
    }

    private boolean revise(MessageId message, String text, Instant at) throws LedgerAway {
        return ledger.write(entry -> {
            boolean revised = entry.revise(message, Body.of(text), at, at);
            if (revised) {
                entry.reached(message)
                        .forEach(to ->
                                entry.enqueue(
                                        to.in(),
                                        Op.EDIT,
                                        message,
                                        to.voice(),
                                        Optional.empty(),
                                        NOON));
            }
            return revised;
        });
    }

    private boolean bury(MessageId message) throws LedgerAway {
        return ledger.write(entry -> {
            boolean buried = entry.bury(message, NOON);
            if (buried) {
                entry.reached(message)
                        .forEach(to ->
                                entry.enqueue(
                                        to.in(),
                                        Op.DELETE,
                                        message,
                                        to.voice(),
                                        Optional.empty(),
                                        NOON));
            }
            return buried;
        });
    }

    private boolean react(MessageId message, Emoji emoji, boolean there, int second)
            throws LedgerAway {
        return ledger.write(entry -> {
            boolean changed = entry.react(message, HERE, emoji, there, NOON.plusSeconds(second));
            if (changed) {
                entry.enqueue(THERE, Op.REACT, message, Voice.PREFIX, Optional.of(emoji), NOON);
            }
            return changed;
        });
    }

    private boolean notice(String key, String text, Optional<String> thread) throws LedgerAway {
        return ledger.write(
                entry -> entry.notice(key, THERE, text, thread, true, NOON).isPresent());
    }

    private boolean rewrite(String key, String text) throws LedgerAway {
        return ledger.write(entry -> entry.rewrite(key, text, NOON));
    }

    private void gone(String id) throws LedgerAway {
        ledger.write(entry -> {
            entry.copyGone(THERE, id);
            return true;
        });
    }

    private Optional<Known> known(Conversation in, String id) throws LedgerAway {
        return ledger.write(entry -> entry.known(in, id));
    }

    private List<Entry.Reach> reached(MessageId message) throws LedgerAway {
        return ledger.write(entry -> entry.reached(message));
    }

    private Optional<Outage> outage() throws LedgerAway {
        return ledger.write(entry -> entry.takeOutage(THERE));
    }

    private LaneStanding standing() throws LedgerAway {
        return ledger.standing().stream()
                .filter(standing -> standing.lane().equals(THERE))
                .findFirst()
                .orElseThrow();
    }
}
