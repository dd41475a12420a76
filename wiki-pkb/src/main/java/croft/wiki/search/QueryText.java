package croft.wiki.search;

import croft.wiki.search.Words.Kind;
import croft.wiki.search.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What somebody typed, understood: one of these choices must hold, and of a choice every term. As
/// in PostgreSQL's `websearch_to_tsquery`, any text is a query.
///
/// @param choices never holds an empty one
record QueryText(List<List<Term>> choices) {
    /// More say nothing, and cost time.
    private static final int MOST_TERMS = 16;

    QueryText {
        choices = choices.stream().map(List::copyOf).toList();
    }

    /// Words that must follow each other; mostly it is one word.
    ///
    /// @param words folded, at least one
    /// @param raw the same in lower case with their accents, by which stop words are known
    /// @param open whether the last word may be the beginning of one
    /// @param excluded whether pages that have it are not wanted
    /// @param start in what was typed, as `end`, which is behind it
    record Term(
            List<String> words, String raw, boolean open, boolean excluded, int start, int end) {
        Term {
            words = List.copyOf(words);
        }

        /// The words with one space between them.
        String text() {
            return String.join(" ", words);
        }

        boolean isOneWord() {
            return words.size() == 1;
        }
    }

    /// Understands a text.
    static QueryText of(String typed) {
        Reader reader = new Reader(typed);
        reader.read();
        return reader.done();
    }

    /// Whether anything is asked for, rather than nothing or only what is not wanted.
    boolean isEmpty() {
        return terms().stream().allMatch(Term::excluded);
    }

    /// All terms, in their order.
    List<Term> terms() {
        return choices.stream().flatMap(List::stream).toList();
    }

    /// The typed text with other words in place of some of its terms.
    static String with(String typed, List<Term> terms, UnaryOperator<String> replaced) {
        StringBuilder text = new StringBuilder(typed);
        for (Term term : terms.reversed()) {
            if (term.isOneWord()) {
                String word = term.words().getFirst();
                String other = replaced.apply(word);
                if (!other.equals(word)) {
                    text.replace(term.start(), term.end(), other);
                }
            }
        }
        return text.toString();
    }

    /// Goes through the text once.
    private static final class Reader {
        private final String typed;
        private final List<List<Term>> choices = new ArrayList<>();
        private List<Term> choice = new ArrayList<>();
        private int terms;

        Reader(String typed) {
            this.typed = typed;
        }

        void read() {
            int at = 0;
            while (at < typed.length() && terms < MOST_TERMS) {
                char c = typed.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                    continue;
                }
                boolean excluded = c == '-' && at + 1 < typed.length();
                int start = excluded ? at + 1 : at;
                if (typed.charAt(start) == '"') {
                    int close = typed.indexOf('"', start + 1);
                    int end = close < 0 ? typed.length() : close;
                    add(start + 1, end, excluded, false);
                    at = end + 1;
                } else {
                    int end = endOfWord(start);
                    if (typed.substring(start, end).toLowerCase(Locale.ROOT).equals("or")
                            && !excluded
                            && !choice.isEmpty()
                            && end < typed.length()) {
                        nextChoice();
                    } else {
                        add(start, end, excluded, end == typed.length());
                    }
                    at = end;
                }
            }
        }

        QueryText done() {
            nextChoice();
            return new QueryText(choices);
        }

        private int endOfWord(int start) {
            int end = start;
            while (end < typed.length()
                    && !Character.isWhitespace(typed.charAt(end))
                    && (typed.charAt(end) != '"' || end == start)) {
                end++;
            }
            return end;
        }

        private void nextChoice() {
            if (!choice.isEmpty()) {
                choices.add(choice);
                choice = new ArrayList<>();
            }
        }

        /// Words between two places of the text: one term, or one for each script, as the last
        /// character of a run without spaces is a word of texts and none of queries.
        private void add(int start, int end, boolean excluded, boolean open) {
            List<Word> words = Words.of(typed.substring(start, end));
            int from = 0;
            for (int i = 1; i <= words.size(); i++) {
                if (i == words.size() || endsRun(words.get(i - 1), words.get(i))) {
                    addRun(start, words.subList(from, i), excluded, open && i == words.size());
                    from = i;
                }
            }
        }

        private void addRun(int offset, List<Word> run, boolean excluded, boolean open) {
            boolean single = run.getFirst().kind() == Kind.LAST;
            List<Word> kept =
                    run.stream()
                            .filter(word -> word.kind() != Kind.LAST || run.size() == 1)
                            .toList();
            int start = offset + kept.getFirst().start();
            int end = offset + kept.getLast().end();
            choice.add(
                    new Term(
                            kept.stream().map(Word::text).collect(Collectors.toList()),
                            typed.substring(start, end).toLowerCase(Locale.ROOT),
                            single || (open && kept.getLast().kind() == Kind.WORD),
                            excluded,
                            start,
                            end));
            terms++;
        }

        private static boolean endsRun(Word word, Word next) {
            return word.kind() == Kind.LAST
                    || (word.kind() == Kind.WORD && next.kind() != Kind.WORD);
        }
    }
}
