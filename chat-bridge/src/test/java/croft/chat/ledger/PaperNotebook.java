package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A notebook in memory, which can be made to fail. A page that throws leaves it as it was.
public final class PaperNotebook implements Notebook {
    private TreeMap<String, Map<String, String>> memos = new TreeMap<>();
    private LinkedHashMap<String, Said> said = new LinkedHashMap<>();
    private boolean closed;

    /// What was said, by its key.
    ///
    /// @param marks emoji on it
    /// @param sent whether it is there
    public record Said(
            Conversation to,
            String markdown,
            Optional<String> thread,
            boolean quiet,
            Instant at,
            List<String> marks,
            int versions,
            boolean sent) {}

    /// The database goes away, or comes back.
    public void close(boolean now) {
        closed = now;
    }

    /// What was said, oldest first.
    public List<Said> said() {
        return List.copyOf(said.values());
    }

    /// The texts of what was said.
    public List<String> texts() {
        return said().stream().map(Said::markdown).toList();
    }

    /// The key of what was said as the n-th, from 0.
    public String key(int n) {
        return said.sequencedKeySet().stream().skip(n).findFirst().orElseThrow();
    }

    /// Everything that waits has been sent.
    public void sent() {
        said.replaceAll((_, s) ->
                new Said(
                        s.to(),
                        s.markdown(),
                        s.thread(),
                        s.quiet(),
                        s.at(),
                        s.marks(),
                        s.versions(),
                        true));
    }

    @Override
    public synchronized <T> T write(Function<Page, T> what) throws Closed {
        if (closed) {
            throw new Closed("the database is away");
        }
        var memosBefore = new TreeMap<>(memos);
        var saidBefore = new LinkedHashMap<>(said);
        boolean done = false;
        try {
            T result = what.apply(new PaperPage());
            done = true;
            return result;
        } finally {
            if (!done) {
                memos = memosBefore;
                said = saidBefore;
            }
        }
    }

    private final class PaperPage implements Page {
        @Override
        public Optional<Map<String, String>> memo(String key) {
            return Optional.ofNullable(memos.get(key));
        }

        @Override
        public void memo(String key, Map<String, String> facts) {
            memos.put(key, Map.copyOf(facts));
        }

        @Override
        public void forget(String key) {
            memos.remove(key);
        }

        @Override
        public Map<String, Map<String, String>> memos(String prefix, int most) {
            Map<String, Map<String, String>> found = new LinkedHashMap<>();
            memos.tailMap(prefix).entrySet().stream()
                    .takeWhile(memo -> memo.getKey().startsWith(prefix))
                    .limit(most)
                    .forEach(memo -> found.put(memo.getKey(), memo.getValue()));
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
            if (thread.isPresent() && !said.containsKey(thread.get())) {
                throw new IllegalArgumentException("no notice " + thread.get());
            }
            return said.putIfAbsent(
                            key, new Said(to, markdown, thread, quiet, now, List.of(), 1, false))
                    == null;
        }

        @Override
        public void retell(String key, String markdown, Instant now) {
            said.computeIfPresent(
                    key,
                    (_, s) ->
                            s.markdown().equals(markdown)
                                    ? s
                                    : new Said(
                                            s.to(),
                                            markdown,
                                            s.thread(),
                                            s.quiet(),
                                            s.at(),
                                            s.marks(),
                                            s.versions() + 1,
                                            s.sent()));
        }

        @Override
        public void mark(String key, String emoji, boolean there, Instant now) {
            said.computeIfPresent(
                    key,
                    (_, s) -> {
                        List<String> marks = new ArrayList<>(s.marks());
                        marks.remove(emoji);
                        if (there) {
                            marks.add(emoji);
                        }
                        return new Said(
                                s.to(),
                                s.markdown(),
                                s.thread(),
                                s.quiet(),
                                s.at(),
                                List.copyOf(marks),
                                s.versions(),
                                s.sent());
                    });
        }

        @Override
        public List<Waiting> waiting(Conversation to, String prefix, Instant before, int most) {
            return said.entrySet().stream()
                    .filter(s -> s.getKey().startsWith(prefix))
                    .filter(s -> s.getValue().to().equals(to) && !s.getValue().sent())
                    .filter(s -> s.getValue().at().isBefore(before))
                    .limit(most)
                    .map(s -> new Waiting(s.getKey(), s.getValue().markdown(), s.getValue().at()))
                    .toList();
        }
    }
}
