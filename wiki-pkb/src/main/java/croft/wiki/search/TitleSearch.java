package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import croft.wiki.search.QueryText.Term;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Search by titles, aliases, tags and headings, in the memory of this process: what is left while
/// the database is away. Also lists what has a tag where nothing else is asked for.
final class TitleSearch implements Search {
    private final Gardens gardens;
    private final InstantSource clock;

    /// The folded names of the garden that was searched last, for each wiki.
    private final Map<HostName, Names> names = new ConcurrentHashMap<>();

    TitleSearch(Gardens gardens, InstantSource clock) {
        this.gardens = gardens;
        this.clock = clock;
    }

    @Override
    public Results search(HostName site, Query query) {
        Optional<Garden> garden = gardens.now(site);
        if (garden.isEmpty() || query.isBlank()) {
            return Results.NONE;
        }
        QueryText text = QueryText.of(query.text());
        if (text.isEmpty()) {
            return query.text().isBlank() && query.tag().isPresent()
                    ? newest(garden.get(), query.tag().get(), query.page())
                    : Results.NONE;
        }
        return named(site, garden.get(), query, text);
    }

    private static Results newest(Garden garden, Tag tag, int page) {
        List<Page> pages =
                garden.tagged(tag).stream()
                        .filter(Page::isListed)
                        .sorted(
                                Comparator.comparing(Page::modified)
                                        .reversed()
                                        .thenComparing(Page::path))
                        .toList();
        return results(garden, pages, page, List.of(), false);
    }

    private Results named(HostName site, Garden garden, Query query, QueryText text) {
        Instant now = clock.instant();
        Standing standing = Standing.of(garden, now, text);
        record Ranked(Page page, double score) {}
        List<Page> found =
                names(site, garden).all().stream()
                        .filter(name -> name.page().isListed())
                        .filter(name ->
                                query.tag().isEmpty() || hasTag(garden, name.page(), query.tag()))
                        .map(name -> {
                            double rank = name.rank(text);
                            boolean inTitle = rank >= NameOfPage.TITLE;
                            return new Ranked(
                                    name.page(),
                                    rank == 0
                                            ? 0
                                            : rank
                                                    + standing.of(name.page(), inTitle)
                                                    + standing.ofLinks(name.page()));
                        })
                        .filter(ranked -> ranked.score() > 0)
                        .sorted(
                                Comparator.comparingDouble(Ranked::score)
                                        .reversed()
                                        .thenComparing(ranked -> ranked.page().path()))
                        .map(Ranked::page)
                        .toList();
        return results(garden, found, query.page(), text.terms(), true);
    }

    private static boolean hasTag(Garden garden, Page page, Optional<Tag> tag) {
        return garden.tagsOf(page.path()).stream().anyMatch(own -> own.isWithin(tag.orElseThrow()));
    }

    private static Results results(
            Garden garden, List<Page> pages, int page, List<Term> terms, boolean byTitlesOnly) {
        int total = Math.min(pages.size(), Matching.MOST_CANDIDATES);
        List<Hit> hits =
                pages.stream()
                        .limit(total)
                        .skip((page - 1L) * Results.HITS_OF_A_PAGE)
                        .limit(Results.HITS_OF_A_PAGE)
                        .map(it -> hit(garden, it, terms))
                        .toList();
        return new Results(total, pages.size() > total, hits, Optional.empty(), byTitlesOnly);
    }

    private static Hit hit(Garden garden, Page page, List<Term> terms) {
        String summary =
                page.description()
                        .or(() -> garden.facts(page.path()).flatMap(Facts::summary))
                        .orElse("");
        return new Hit(
                page.path(),
                page.title(),
                page.address(),
                Quotation.beginning(
                        summary,
                        word ->
                                terms.stream()
                                        .filter(term -> !term.excluded())
                                        .anyMatch(term -> isIn(List.of(word), term))),
                garden.tagsOf(page.path()),
                page.modified());
    }

    private Names names(HostName site, Garden garden) {
        Names known = names.get(site);
        if (known == null || !known.isOf(garden)) {
            known = Names.of(garden);
            names.put(site, known);
        }
        return known;
    }

    /// Whether a term's words follow each other among others.
    private static boolean isIn(List<String> words, Term term) {
        List<String> sought = term.words();
        for (int at = 0; at + sought.size() <= words.size(); at++) {
            int same = 0;
            while (same < sought.size()
                    && fits(words.get(at + same), sought.get(same), term, same)) {
                same++;
            }
            if (same == sought.size()) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String word, String sought, Term term, int nr) {
        boolean last = nr == term.words().size() - 1;
        return (last && term.open()) ? word.startsWith(sought) : word.equals(sought);
    }

    /// The names of a garden.
    private record Names(Garden garden, List<NameOfPage> all) {
        static Names of(Garden garden) {
            return new Names(
                    garden,
                    garden.listed().stream().map(page -> NameOfPage.of(garden, page)).toList());
        }

        @SuppressWarnings("ReferenceEquality") // a garden is its own version
        boolean isOf(Garden other) {
            return garden == other;
        }
    }

    /// What a page is called, folded.
    ///
    /// @param all title, aliases, tags and headings
    private record NameOfPage(Page page, List<String> title, List<String> all) {
        static final double TITLE = 0.6;

        private static final double ELSEWHERE = 0.3;

        static NameOfPage of(Garden garden, Page page) {
            List<String> title =
                    words(Stream.concat(Stream.of(page.title()), page.aliases().stream()));
            Stream<String> headings =
                    garden.facts(page.path()).stream()
                            .flatMap(facts -> facts.headings().stream())
                            .map(Facts.Heading::text);
            List<String> all = new ArrayList<>(title);
            all.addAll(words(garden.tagsOf(page.path()).stream().map(Tag::text)));
            all.addAll(words(headings));
            return new NameOfPage(page, title, List.copyOf(all));
        }

        /// More is better, nothing is none.
        double rank(QueryText text) {
            double best = 0;
            for (List<Term> choice : text.choices()) {
                if (choice.stream().allMatch(Term::excluded)) {
                    continue;
                }
                if (choice.stream().allMatch(term -> term.excluded() != isIn(title, term))
                        && choice.stream().noneMatch(term -> term.excluded() && isIn(all, term))) {
                    best = Math.max(best, TITLE);
                } else if (choice.stream().allMatch(term -> term.excluded() != isIn(all, term))) {
                    best = Math.max(best, ELSEWHERE);
                }
            }
            return best;
        }

        private static List<String> words(Stream<String> texts) {
            return texts.flatMap(text -> Words.of(text).stream()).map(Words.Word::text).toList();
        }
    }
}
