package croft.wiki.search;

import croft.wiki.search.Hit.Piece;
import croft.wiki.search.Words.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The part of a text that has most of what was looked for, with that marked.
///
/// Plain text in pieces: whoever shows it escapes each piece, and no character of the text can be
/// taken for a mark.
final class Quotation {
    /// Two lines on a wide screen, four on a phone.
    private static final int LENGTH = 200;

    /// How much stands before the first word that was looked for.
    private static final int LEAD = 60;

    /// How many characters a cut may move to fall between words.
    private static final int SLACK = 20;

    private Quotation() {}

    /// The beginning of a text, or what of it is most wanted.
    ///
    /// @param wanted by a word's folded form; which of the wanted words it is does not matter
    /// @return empty if the text has none of them
    static Optional<List<Piece>> best(String text, List<Word> words, Predicate<String> wanted) {
        List<Word> marked = words.stream().filter(word -> wanted.test(word.text())).toList();
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        int best = densest(marked);
        int start = start(text, marked.get(best).start());
        int end = end(text, start);
        return Optional.of(pieces(text, start, end, marked));
    }

    /// A text from its beginning.
    static List<Piece> beginning(String text, Predicate<String> wanted) {
        int end = end(text, 0);
        List<Word> marked =
                Words.of(text.substring(0, end)).stream()
                        .filter(word -> wanted.test(word.text()))
                        .toList();
        return pieces(text, 0, end, marked);
    }

    /// The first of the wanted words from which on most different ones are in reach.
    private static int densest(List<Word> marked) {
        Map<String, Integer> inReach = new HashMap<>();
        int best = 0;
        int most = 0;
        int behind = 0;
        for (int first = 0; first < marked.size(); first++) {
            int reach = marked.get(first).start() + LENGTH - LEAD;
            while (behind < marked.size() && marked.get(behind).end() <= reach) {
                inReach.merge(marked.get(behind).text(), 1, Integer::sum);
                behind++;
            }
            if (inReach.size() > most) {
                most = inReach.size();
                best = first;
            }
            if (inReach.merge(marked.get(first).text(), -1, Integer::sum) == 0) {
                inReach.remove(marked.get(first).text());
            }
        }
        return best;
    }

    private static int start(String text, int word) {
        int start = Math.max(0, word - LEAD);
        for (int at = start; at > 0 && at < Math.min(word, start + SLACK); at++) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return betweenCharacters(text, start);
    }

    private static int end(String text, int start) {
        int end = Math.min(text.length(), start + LENGTH);
        for (int at = end; at < text.length() && at > end - SLACK; at--) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at;
            }
        }
        return betweenCharacters(text, end);
    }

    private static int betweenCharacters(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    private static List<Piece> pieces(String text, int start, int end, List<Word> marked) {
        List<Piece> pieces = new ArrayList<>();
        String before = start > 0 ? "… " : "";
        int at = start;
        for (Range range : ranges(marked, start, end)) {
            add(pieces, before + text.substring(at, range.start()), false);
            add(pieces, text.substring(range.start(), range.end()), true);
            before = "";
            at = range.end();
        }
        add(pieces, before + text.substring(at, end) + (end < text.length() ? " …" : ""), false);
        return List.copyOf(pieces);
    }

    /// Pairs of characters overlap, and are marked as one.
    private static List<Range> ranges(List<Word> marked, int start, int end) {
        List<Range> ranges = new ArrayList<>();
        for (Word word : marked) {
            if (word.start() >= start && word.end() <= end) {
                if (!ranges.isEmpty() && word.start() <= ranges.getLast().end()) {
                    Range last = ranges.removeLast();
                    ranges.add(new Range(last.start(), Math.max(last.end(), word.end())));
                } else {
                    ranges.add(new Range(word.start(), word.end()));
                }
            }
        }
        return ranges;
    }

    private record Range(int start, int end) {}

    private static void add(List<Piece> pieces, String text, boolean marked) {
        String line = text.replaceAll("\\s+", " ");
        if (!line.isEmpty()) {
            pieces.add(new Piece(line, marked));
        }
    }

    /// The different words of texts that may be wanted: they begin as something wanted does.
    static Set<String> worthAsking(List<List<Word>> texts, Set<String> beginnings) {
        Set<String> worth = new HashSet<>();
        for (List<Word> words : texts) {
            for (Word word : words) {
                if (beginnings.contains(beginning(word.text()))) {
                    worth.add(word.text());
                }
            }
        }
        return worth;
    }

    /// Stemming leaves the first letters of a word as they are.
    static String beginning(String word) {
        return word.substring(0, Math.min(2, word.length()));
    }
}
