package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.search.QueryText.Term;
import croft.wiki.search.Words.Kind;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What somebody meant whose words are in no page, or in few: the nearest words that pages have.
///
/// A mistyped word mostly begins or ends as the right one does, so only such words are compared,
/// which two ranges of an index give. Trigrams find less: of `ngnix` and `nginx` they have two of
/// ten in common.
record Spelling(Sql sql, HostName site) {
    /// Shorter words have too many neighbours.
    private static final int SHORTEST = 4;

    /// From this length on, two slips are allowed.
    private static final int LONG = 6;

    /// A word that is there may still be a slip, if its neighbour is in so many times its pages.
    private static final int FAR_MORE = 10;

    /// How many letters at its end a word must have in common that begins otherwise.
    private static final int SAME_END = 2;

    private static final String NEIGHBOURS =
            """
            select word, pages from wiki.indexed_word
            where host = ? and length(word) between ? and ?
              and (word >= ? and word < ? or reverse(word) >= ? and reverse(word) < ?)
            """;

    /// @param text with each word that is hardly known replaced by its nearest neighbour
    /// @param words that stand in it in place of others
    record Correction(String text, Set<String> words) {}

    /// What was probably meant.
    ///
    /// @return empty if nothing is near
    Optional<Correction> corrected(String typed, QueryText query) throws SQLException {
        Map<String, String> nearest = new HashMap<>();
        for (Term term : query.terms()) {
            if (isWord(term)) {
                String word = term.text();
                Optional<String> other = nearest(word, term.open());
                other.ifPresent(found -> nearest.put(word, found));
            }
        }
        return nearest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Correction(
                                QueryText.with(
                                        typed,
                                        query.terms(),
                                        word -> nearest.getOrDefault(word, word)),
                                Set.copyOf(nearest.values())));
    }

    private static boolean isWord(Term term) {
        return term.isOneWord()
                && !term.excluded()
                && term.text().length() >= SHORTEST
                && Words.of(term.text()).getFirst().kind() == Kind.WORD;
    }

    private Optional<String> nearest(String word, boolean open) throws SQLException {
        int slips = word.length() >= LONG ? 2 : 1;
        List<Neighbour> neighbours =
                sql.all(
                        NEIGHBOURS,
                        row -> new Neighbour(row.text("word"), row.integer("pages")),
                        site.value(),
                        word.length() - slips,
                        word.length() + slips,
                        first(word, 1),
                        behind(first(word, 1)),
                        backwards(word),
                        behind(backwards(word)));
        int known =
                neighbours.stream()
                        .filter(it -> it.word().equals(word))
                        .mapToInt(Neighbour::pages)
                        .max()
                        .orElse(0);
        return neighbours.stream()
                .filter(it -> !it.word().equals(word))
                .filter(it -> !open || !it.word().startsWith(word))
                .filter(it -> it.pages() > known * FAR_MORE)
                .filter(it -> slips(word, it.word(), slips) <= slips)
                .min(
                        Comparator.comparingInt((Neighbour it) -> slips(word, it.word(), slips))
                                .thenComparing(it -> it.word().charAt(0) != word.charAt(0))
                                .thenComparing(Neighbour::pages, Comparator.reverseOrder())
                                .thenComparing(Neighbour::word))
                .map(Neighbour::word);
    }

    private static String first(String word, int count) {
        return word.substring(0, word.offsetByCodePoints(0, count));
    }

    private static String backwards(String word) {
        return first(new StringBuilder(word).reverse().toString(), SAME_END);
    }

    private static String behind(String beginning) {
        return beginning + Character.toString(Character.MAX_CODE_POINT);
    }

    /// How many letters are missing, too many, others, or exchanged with their neighbour: the
    /// distance of optimal string alignment.
    ///
    /// @param most where it is more, any number above is given
    static int slips(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + same, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            before = last;
            last = row;
        }
        return last[other.length()];
    }

    /// A word of some pages.
    private record Neighbour(String word, int pages) {}
}
