package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The notebook in PostgreSQL: a page is a transaction of the ledger.
public final class DatabaseNotebook implements Notebook {
    private final Tables tables;

    public DatabaseNotebook(Tables tables) {
        this.tables = tables;
    }

    @Override
    public <T> T write(Function<Page, T> what) throws Closed {
        try {
            return tables.transactions.in(() -> {
                LedgerEntry entry = new LedgerEntry(tables);
                T result = what.apply(new DatabasePage(entry));
                entry.close();
                return result;
            });
        } catch (LedgerAway e) {
            throw new Closed(String.valueOf(e.getMessage()));
        }
    }

    /// One transaction.
    private final class DatabasePage implements Page {
        private final LedgerEntry entry;

        DatabasePage(LedgerEntry entry) {
            this.entry = entry;
        }

        @Override
        public Optional<Map<String, String>> memo(String key) {
            tables.memos.lock(key);
            return tables.memos.of(key).map(MemoRow::map);
        }

        @Override
        public void memo(String key, Map<String, String> facts) {
            List<String> names = List.copyOf(facts.keySet());
            tables.memos.lock(key);
            tables.memos.store(
                    key,
                    names.stream().map(PlainText::of).toList(),
                    names.stream()
                            .map(name -> PlainText.of(facts.getOrDefault(name, "")))
                            .toList());
        }

        @Override
        public void forget(String key) {
            tables.memos.lock(key);
            tables.memos.forget(key);
        }

        @Override
        public Map<String, Map<String, String>> memos(String prefix, int most) {
            Map<String, Map<String, String>> found = new LinkedHashMap<>();
            tables.memos.from(prefix, most).forEach(row -> found.put(row.key(), row.map()));
            return found;
        }

        @Override
        public boolean tell(
                String key,
                Conversation to,
                String markdown,
                Optional<String> thread,
                boolean quiet,
                Instant now) {
            if (thread.isPresent() && tables.messages.notice(thread.get()).isEmpty()) {
                throw new IllegalArgumentException(
                        "thread: " + thread.get() + " (expected: the key of a notice)");
            }
            return entry.notice(key, to, markdown, thread, quiet, now).isPresent();
        }

        @Override
        public void retell(String key, String markdown, Instant now) {
            entry.rewrite(key, markdown, now);
        }

        @Override
        public void mark(String key, String emoji, boolean there, Instant now) {
            Optional<Long> message = tables.messages.notice(PlainText.of(key)).map(MessageRow::id);
            if (message.isPresent() && noted(message.get(), emoji, there, now)) {
                MessageId notice = new MessageId(message.get());
                for (Entry.Reach reach : entry.reached(notice)) {
                    entry.enqueueOwn(reach.in(), notice, PlainText.of(emoji), now);
                }
            }
        }

        /// Notes it, and whether that changes anything.
        private boolean noted(long message, String emoji, boolean there, Instant now) {
            Optional<ReactionRow> before = tables.reactions.own(message, PlainText.of(emoji));
            if (before.isEmpty()) {
                tables.reactions.addOwn(message, PlainText.of(emoji), there, now);
                return there;
            }
            tables.reactions.change(before.get().id(), there, now);
            return before.get().there() != there;
        }

        @Override
        public List<Waiting> waiting(Conversation to, String prefix, Instant before, int most) {
            return entry
                    .number(to)
                    .map(lane -> tables.waiting.of(lane, prefix, before, most))
                    .orElse(List.of())
                    .stream()
                    .map(row ->
                            new Waiting(
                                    row.notice(), String.valueOf(row.markdown()), row.heardAt()))
                    .toList();
        }
    }
}
