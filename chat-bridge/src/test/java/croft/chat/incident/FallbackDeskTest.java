package croft.chat.incident;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.PaperNotebook;
import croft.chat.message.Conversation;
import croft.platform.journal.Event;
import croft.platform.journal.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What happens while a channel cannot be reached.
class FallbackDeskTest {
    private static final Conversation OPS = Conversation.of("wizards/ops");

    private final PaperNotebook notebook = new PaperNotebook();
    private final Mailbox mailbox = new Mailbox();
    private final List<Subscription> subscriptions =
            List.of(new Subscription(OPS, List.of(new KindPattern("*")), List.of(mailbox)));
    private Instant now = Instant.parse("2026-11-23T14:00:00Z");
    private long id;

    @Test
    void isToldElsewhereAfterFiveMinutesAndOnce() throws Exception {
        fails("a.example.net");
        pass(Duration.ofMinutes(4));
        assertThat(mailbox.letters).isEmpty();
        pass(Duration.ofMinutes(2));
        pass(Duration.ofMinutes(30));
        assertThat(mailbox.letters).hasSize(1);
        Elsewhere.Letter letter = mailbox.letters.getFirst();
        assertThat(letter.subject()).isEqualTo("🟠 The backend of a.example.net does not answer");
        assertThat(letter.text())
                .startsWith("At 14:00 UTC:\n\n🟠 **The backend")
                .contains("The channel wizards/ops cannot be reached since 14:00 UTC.");
    }

    @Test
    void isNotToldElsewhereWhatTheChannelHas() throws Exception {
        fails("a.example.net");
        notebook.sent();
        pass(Duration.ofHours(1));
        assertThat(mailbox.letters).isEmpty();
    }

    @Test
    void tellsTogetherWhatHappensWithinFiveMinutes() throws Exception {
        fails("a.example.net");
        pass(Duration.ofMinutes(6));
        fails("b.example.net");
        pass(Duration.ofMinutes(2));
        fails("c.example.net");
        pass(Duration.ofMinutes(8));
        assertThat(mailbox.letters).hasSize(2);
        assertThat(mailbox.letters.getLast().subject())
                .isEqualTo("🟠 The backend of b.example.net does not answer (and 1 more)");
    }

    @Test
    void tellsTheChannelWhenItIsBack() throws Exception {
        fails("a.example.net");
        pass(Duration.ofMinutes(6));
        notebook.sent();
        pass(Duration.ofMinutes(31));
        assertThat(notebook.texts().getLast())
                .isEqualTo(
                        "This channel could not be reached from 14:00 UTC to 14:37 UTC (37 min)."
                                + " One message was told by e-mail meanwhile, and stands above now.");
        notebook.sent();
        pass(Duration.ofMinutes(31));
        assertThat(notebook.texts()).hasSize(2);
    }

    @Test
    void triesAgainWhereALetterIsNotTaken() throws Exception {
        mailbox.result = new Elsewhere.Result.Later("away");
        fails("a.example.net");
        pass(Duration.ofMinutes(6));
        assertThat(mailbox.letters).hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(mailbox.letters).hasSize(2);
        mailbox.result = new Elsewhere.Result.Sent();
        pass(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(5));
        assertThat(mailbox.letters).hasSize(3);
        assertThat(mailbox.letters)
                .extracting(Elsewhere.Letter::key)
                .containsOnly(mailbox.letters.getFirst().key());
    }

    @Test
    void doesNotTryAgainWhereItIsRefused() throws Exception {
        mailbox.result = new Elsewhere.Result.Never("no such mailbox");
        fails("a.example.net");
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMinutes(6));
        }
        assertThat(mailbox.letters).hasSize(1);
    }

    private void fails(String host) throws Exception {
        new IncidentDesk(
                        () -> subscriptions,
                        notebook,
                        (_, _) -> Optional.empty(),
                        ZoneOffset.UTC,
                        () -> now)
                .take(
                        new RecordedEvent(
                                ++id,
                                now,
                                new Event(
                                        "backend.failing",
                                        host,
                                        List.of(),
                                        Map.of("trouble", "refused"))));
    }

    /// Time goes by, and the desk looks.
    private void pass(Duration time) throws Exception {
        now = now.plus(time);
        new FallbackDesk(
                        () -> subscriptions,
                        notebook,
                        Duration.ofMinutes(5),
                        ZoneOffset.UTC,
                        () -> now)
                .look();
    }

    private static final class Mailbox implements Elsewhere {
        final List<Letter> letters = new ArrayList<>();
        Result result = new Result.Sent();

        @Override
        public String name() {
            return "mailto:me@example.net";
        }

        @Override
        public String way() {
            return "by e-mail";
        }

        @Override
        public Result send(Letter letter) {
            letters.add(letter);
            return result;
        }
    }
}
