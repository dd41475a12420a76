package croft.wiki.search;

import croft.wiki.graph.Garden;
import croft.wiki.page.Page;
import croft.wiki.search.QueryText.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/// What counts for a page beside its words: whether its title is what was typed, who links to it,
/// and how new it is. Small against the words, so that it decides among pages that fit alike.
///
/// @param typed the words that are wanted, folded
record Standing(Garden garden, Instant now, String typed) {
    /// For all words being in the title and the aliases.
    private static final double NAMED = 0.5;

    /// For the title being exactly what was typed.
    private static final double TITLE = 0.5;

    /// For the title beginning with it, as it does while one types it.
    private static final double BEGINNING = 0.2;

    /// For every doubling of the links back.
    private static final double DOUBLED_LINKS = 0.02;

    private static final double MOST_OF_LINKS = 0.12;

    /// For a page that changed now; half of it after [#HALF_LIFE], and so on.
    private static final double NEW = 0.06;

    private static final Duration HALF_LIFE = Duration.ofDays(120);

    static Standing of(Garden garden, Instant now, QueryText query) {
        return new Standing(
                garden,
                now,
                query.terms().stream()
                        .filter(term -> !term.excluded())
                        .map(Term::text)
                        .collect(Collectors.joining(" ")));
    }

    /// What is added to the rank of a page's words, which is from 0 to 1.
    double of(Page page, boolean named) {
        double sum = named ? NAMED : 0;
        if (named) {
            String title = Words.fold(page.title());
            sum += title.equals(typed) ? TITLE : title.startsWith(typed) ? BEGINNING : 0;
        }
        double age =
                Math.max(0, Duration.between(page.modified(), now).toSeconds())
                        / (double) HALF_LIFE.toSeconds();
        return sum + NEW * Math.pow(0.5, age);
    }

    /// What is added for the links back, which takes longer to tell.
    double ofLinks(Page page) {
        int links = garden.backlinks(page.path()).size();
        return Math.min(MOST_OF_LINKS, DOUBLED_LINKS * Math.log(1 + links) / Math.log(2));
    }
}
