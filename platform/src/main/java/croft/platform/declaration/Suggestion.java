package croft.platform.declaration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody who wrote an unknown one probably meant.
final class Suggestion {
    private Suggestion() {}

    /// The closest of `known` within a third of its length (at least one slip, so that `hots` is
    /// `host`), case ignored.
    static Optional<String> of(String written, Collection<String> known) {
        if (written.length() > 64) {
            return Optional.empty();
        }
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(word -> distance(lower, word) <= Math.max(1, (word.length() + 1) / 3))
                .min(
                        Comparator.comparingInt((String word) -> distance(lower, word))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
