package croft.wiki.search;

import java.util.List;
import java.util.Optional;

/// What was found: one page of it.
///
/// @param total how many pages were found, or the most that is counted
/// @param more whether there are even more
/// @param hits of this page of the results, the best first
/// @param suggestion what was probably meant, where little was found
/// @param byTitlesOnly whether only titles, tags and headings were looked at, as the index is out
///   of reach
public record Results(
        int total,
        boolean more,
        List<Hit> hits,
        Optional<Suggestion> suggestion,
        boolean byTitlesOnly) {
    /// How many hits a page has.
    public static final int HITS_OF_A_PAGE = 10;

    /// Nothing at all.
    public static final Results NONE = new Results(0, false, List.of(), Optional.empty(), false);

    public Results {
        hits = List.copyOf(hits);
    }

    /// Whether there is a page of results behind this one.
    public boolean hasNext(int page) {
        return total > page * HITS_OF_A_PAGE && page < Query.MOST_PAGES;
    }

    /// What was probably meant.
    ///
    /// @param text in place of the query's
    /// @param taken whether the hits are already those of `text`, as the query itself finds nothing
    public record Suggestion(String text, boolean taken) {}
}
