package croft.chat.incident;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.incident.Elsewhere.Letter;
import croft.chat.ledger.DatabaseNotebook;
import croft.chat.ledger.LedgerDatabase;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Waiting;
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

/// Incidents in PostgreSQL.
class IncidentLedgerTest {
    private static final Conversation OPS = Conversation.of("wizards/ops");

    private final List<Letter> letters = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T14:00:00Z");

    @Test
    void areToldOnceAndElsewhereOnceWhateverIsRepeated() throws Exception {
        try (LedgerDatabase database = new LedgerDatabase()) {
            Notebook notebook = new DatabaseNotebook(database.tables());
            List<RecordedEvent> events =
                    List.of(
                            event(1, "backend.failing", Map.of("trouble", "refused")),
                            event(2, "backend.failing", Map.of("trouble", "timed out")),
                            event(3, "backend.recovered", Map.of()));
            for (int i = 0; i < 3; i++) {
                for (RecordedEvent event : events) {
                    desk(notebook).take(event);
                }
            }
            now = now.plus(Duration.ofMinutes(6));
            List<Waiting> waiting = notebook.write(page -> page.waiting(OPS, "incident:", now, 9));
            assertThat(waiting).extracting(Waiting::markdown).hasSize(3);
            assertThat(waiting.getFirst().markdown()).startsWith("✅ **The backend of");
            fallback(notebook).look();
            fallback(notebook).look();
            assertThat(letters).hasSize(1);
            assertThat(letters.getFirst().text())
                    .contains("It changed: timed out", "Resolved after");
        }
    }

    private IncidentDesk desk(Notebook notebook) {
        return new IncidentDesk(
                this::subscriptions,
                notebook,
                (_, _) -> Optional.empty(),
                ZoneOffset.UTC,
                () -> now);
    }

    private FallbackDesk fallback(Notebook notebook) {
        return new FallbackDesk(
                this::subscriptions, notebook, Duration.ofMinutes(5), ZoneOffset.UTC, () -> now);
    }

    private List<Subscription> subscriptions() {
        return List.of(
                new Subscription(OPS, List.of(new KindPattern("*")), List.of(new Mailbox())));
    }

    private RecordedEvent event(long id, String kind, Map<String, String> attributes) {
        return new RecordedEvent(
                id, now.plusSeconds(id), new Event(kind, "www.example.net", List.of(), attributes));
    }

    private final class Mailbox implements Elsewhere {
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
            return new Result.Sent();
        }
    }
}
