package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Gardens;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import croft.wiki.search.Matching.Candidate;
import croft.wiki.search.Results.Suggestion;
import croft.wiki.search.Spelling.Correction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// Search in the index, and by titles alone while that is out of reach.
///
/// The index finds; the garden decides what of it a reader may see, and what it is called. So a
/// page that ceased to be listed a moment ago is not found, also if the index does not know it yet,
/// and nothing is quoted from an older version of a text.
public final class DatabaseSearch implements Search {
    /// With so few results it is looked whether something else was meant.
    private static final int FEW = 3;

    /// Links back decide among the best alone.
    private static final int COMPARED_BY_LINKS = 60;

    private final Gardens gardens;
    private final Corpus corpus;
    private final InstantSource clock;
    private final Door door;
    private final Search titles;
    private final Stemming stemming = new Stemming();
    private final Map<HostName, Languages> languages = new ConcurrentHashMap<>();

    /// @param database with a pool of at least three connections, of which two are used at most
    public DatabaseSearch(
            DataSource database, Gardens gardens, Corpus corpus, InstantSource clock) {
        this.gardens = gardens;
        this.corpus = corpus;
        this.clock = clock;
        door = new Door(database, clock);
        titles = new TitleSearch(gardens, clock);
    }

    @Override
    public Results search(HostName site, Query query) {
        Optional<Garden> garden = gardens.now(site);
        QueryText text = QueryText.of(query.text());
        if (garden.isEmpty() || text.isEmpty()) {
            return titles.search(site, query);
        }
        return door.ask(sql -> new Lookup(sql, site, garden.get(), query).results())
                .flatMap(found -> found)
                .orElseGet(() -> titles.search(site, query));
    }

    private List<String> languagesOf(HostName site, Garden garden) {
        Languages known = languages.get(site);
        if (known == null || !known.isOf(garden)) {
            known = Languages.of(garden, corpus.language(site));
            languages.put(site, known);
        }
        return known.tags();
    }

    /// The languages of a garden's pages.
    private record Languages(Garden garden, List<String> tags) {
        static Languages of(Garden garden, String otherwise) {
            return new Languages(
                    garden,
                    garden.listed().stream()
                            .map(page -> page.language().orElse(otherwise))
                            .distinct()
                            .toList());
        }

        @SuppressWarnings("ReferenceEquality") // a garden is its own version
        boolean isOf(Garden other) {
            return garden == other;
        }
    }

    /// One query being answered.
    private final class Lookup {
        private final Sql sql;
        private final HostName site;
        private final Garden garden;
        private final Query query;
        private final Instant now = clock.instant();
        private final List<String> configurations;

        Lookup(Sql sql, HostName site, Garden garden, Query query) throws SQLException {
            this.sql = sql;
            this.site = site;
            this.garden = garden;
            this.query = query;
            configurations = stemming.of(languagesOf(site, garden).stream(), sql);
        }

        /// @return empty if nothing of the wiki is in the index
        Optional<Results> results() throws SQLException {
            if (configurations.isEmpty() || !isIndexed()) {
                return Optional.empty();
            }
            Found found = find(query.text());
            if (found.ranked().size() >= FEW || query.page() > 1) {
                return Optional.of(found.results(Optional.empty()));
            }
            Optional<Correction> meant =
                    new Spelling(sql, site).corrected(query.text(), QueryText.of(query.text()));
            if (meant.isEmpty() || !areListed(meant.get().words())) {
                return Optional.of(found.results(Optional.empty()));
            }
            String text = meant.get().text();
            Found better = find(text);
            if (better.ranked().size() <= found.ranked().size()) {
                return Optional.of(found.results(Optional.empty()));
            }
            boolean taken = found.ranked().isEmpty();
            return Optional.of(
                    (taken ? better : found).results(Optional.of(new Suggestion(text, taken))));
        }

        /// Whether each word is in a page that is listed, also if the index is behind the garden:
        /// to suggest a word is to say that it is there.
        private boolean areListed(Collection<String> words) throws SQLException {
            for (String word : words) {
                if (find("\"" + word + "\"").ranked().isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        private boolean isIndexed() throws SQLException {
            return !sql.all(
                            "select 1 as one from wiki.indexed_page where host = ? limit 1",
                            row -> row.integer("one"),
                            site.value())
                    .isEmpty();
        }

        private Found find(String text) throws SQLException {
            QueryText understood = QueryText.of(text);
            Matching matching = new Matching(sql, site, configurations, understood);
            List<Candidate> candidates = matching.candidates(query.tag());
            Standing standing = Standing.of(garden, now, understood);
            List<Ranked> ranked = new ArrayList<>();
            for (Candidate candidate : candidates) {
                Optional<Page> page =
                        garden.page(new FilePath(candidate.path())).filter(Page::isListed);
                page.ifPresent(it ->
                        ranked.add(
                                new Ranked(
                                        it,
                                        candidate.rank() + standing.of(it, candidate.named()))));
            }
            ranked.sort(Ranked.BEST_FIRST);
            List<Ranked> top = ranked.subList(0, Math.min(ranked.size(), COMPARED_BY_LINKS));
            top.replaceAll(it -> new Ranked(it.page(), it.score() + standing.ofLinks(it.page())));
            top.sort(Ranked.BEST_FIRST);
            boolean more = candidates.size() > Matching.MOST_CANDIDATES;
            return new Found(
                    matching,
                    ranked.subList(0, Math.min(ranked.size(), Matching.MOST_CANDIDATES)),
                    more);
        }

        /// A listed page that was found.
        private record Ranked(Page page, double score) {
            private static final Comparator<Ranked> BEST_FIRST =
                    Comparator.comparingDouble(Ranked::score)
                            .reversed()
                            .thenComparing(ranked -> ranked.page().path());
        }

        /// What a text finds, the best first.
        private final class Found {
            private final Matching matching;
            private final List<Ranked> ranked;
            private final boolean more;

            Found(Matching matching, List<Ranked> ranked, boolean more) {
                this.matching = matching;
                this.ranked = ranked;
                this.more = more;
            }

            List<Ranked> ranked() {
                return ranked;
            }

            Results results(Optional<Suggestion> suggestion) throws SQLException {
                List<Page> pages =
                        ranked.stream()
                                .skip((query.page() - 1L) * Results.HITS_OF_A_PAGE)
                                .limit(Results.HITS_OF_A_PAGE)
                                .map(Ranked::page)
                                .toList();
                Excerpts excerpts =
                        Excerpts.read(sql, site, matching, pages.stream().map(Page::path).toList());
                List<Hit> hits = new ArrayList<>();
                for (Page page : pages) {
                    hits.add(hit(page, excerpts));
                }
                return new Results(ranked.size(), more, hits, suggestion, false);
            }

            private Hit hit(Page page, Excerpts excerpts) throws SQLException {
                Optional<Facts> facts = garden.facts(page.path());
                String language = page.language().orElseGet(() -> corpus.language(site));
                Digest stamp = IndexedPage.stamp(page, facts, stemming.of(language, sql));
                List<Tag> tags = garden.tagsOf(page.path());
                return new Hit(
                        page.path(),
                        page.title(),
                        page.address(),
                        excerpts.of(
                                page.path(),
                                stamp,
                                page.description().or(() -> facts.flatMap(Facts::summary))),
                        tags,
                        page.modified());
            }
        }
    }
}
