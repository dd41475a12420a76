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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is read by a link, and for how long.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastesTest {
    private static final Conversation HERE = Conversation.of("wizards/town-square");
    private static final Conversation THERE = Conversation.of("libera/#rust");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Author ANNE = new Author("u1", "Anne", Optional.empty());

    private static final Attachment CAT = new Attachment("f1", "cat.png", "image/png", 12);

    private final LedgerDatabase database = new LedgerDatabase();
    private final Ledger ledger = database.instance();
    private final Pastes pastes = new Pastes(database.tables());

    PastesTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void aMessageHasOneKeyForAllItsDeliveries() throws Exception {
        Sent sent = say("long");
        UUID key = pastes.open(sent.delivery(), NOON).orElseThrow();
        assertThat(pastes.open(sent.delivery(), NOON.plusSeconds(9))).contains(key);
        assertThat(pastes.open(revise(sent.message(), "longer"), NOON)).contains(key);
        assertThat(key).as("not to be guessed").isNotEqualTo(sent.delivery());
        assertThat(key.version()).isEqualTo(4);
    }

    @Test
    void whatIsReadIsWhatItSaysNow() throws Exception {
        Sent sent = say("teh");
        UUID key = pastes.open(sent.delivery(), NOON).orElseThrow();
        assertThat(pastes.read(key))
                .contains(
                        new Pastes.Paste(
                                Optional.of("Anne"),
                                NOON,
                                Optional.empty(),
                                "teh",
                                Optional.of("cat.png")));
        revise(sent.message(), "the");
        assertThat(pastes.read(key))
                .contains(
                        new Pastes.Paste(
                                Optional.of("Anne"),
                                NOON,
                                Optional.of(NOON.plusSeconds(1)),
                                "the",
                                Optional.empty()));
    }

    @Test
    void whatWasTakenBackIsGone() throws Exception {
        Sent sent = say("secret");
        UUID key = pastes.open(sent.delivery(), NOON).orElseThrow();
        assertThat(ledger.<Boolean>write(entry -> entry.bury(sent.message(), NOON))).isTrue();
        assertThat(pastes.read(key)).isEmpty();
    }

    @Test
    void nothingIsReadByOtherKeys() throws Exception {
        say("long");
        assertThat(pastes.read(UUID.randomUUID())).isEmpty();
        assertThat(pastes.open(UUID.randomUUID(), NOON)).isEmpty();
    }

    @Test
    void linksGoWithTheirTexts() throws Exception {
        Sent sent = say("long");
        UUID key = pastes.open(sent.delivery(), NOON).orElseThrow();
        Leadership leadership = LedgerDatabase.lead(ledger);
        Leased leased = ledger.lease(leadership, THERE, NOON).orElseThrow();
        ledger.pieceSent(leased, 0, Optional.of("x"), true, false, NOON);
        leadership.close();

        assertThat(ledger.prune(Keep.DEFAULT, NOON.plus(Duration.ofDays(29))).texts()).isZero();
        assertThat(pastes.read(key)).isPresent();
        assertThat(ledger.prune(Keep.DEFAULT, NOON.plus(Duration.ofDays(31))).texts()).isEqualTo(2);
        assertThat(pastes.read(key)).isEmpty();
    }

    private Sent say(String text) throws LedgerAway {
        return ledger.write(entry -> {
            MessageId message =
                    entry.message(
                            new Incoming.Posted(
                                    HERE,
                                    "1",
                                    Optional.empty(),
                                    ANNE,
                                    new Body(text, List.of(CAT)),
                                    NOON,
                                    Marks.NONE),
                            Optional.empty(),
                            NOON);
            UUID delivery =
                    entry.enqueue(THERE, Op.CREATE, message, Voice.PREFIX, Optional.empty(), NOON);
            return new Sent(message, delivery);
        });
    }

    private UUID revise(MessageId message, String text) throws LedgerAway {
        return ledger.write(entry -> {
            entry.revise(message, Body.of(text), NOON.plusSeconds(1), NOON);
            return entry.enqueue(THERE, Op.EDIT, message, Voice.PREFIX, Optional.empty(), NOON);
        });
    }

    private record Sent(MessageId message, UUID delivery) {}
}
