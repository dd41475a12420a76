package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.page.Tag;
import croft.wiki.search.QueryText.Term;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One query against the index of one wiki: in the stems of every language that its pages have.
///
/// The last word may be half a word, and a stem is not always the beginning of what one types on
/// the way to it: `connecti` is on the way to `connection`, whose stem is `connect`. So the list of
/// words is asked what half a word may become, and the stems of these are looked for as well.
final class Matching {
    /// More candidates than anybody turns over; the rest is counted as "more".
    static final int MOST_CANDIDATES = Query.MOST_PAGES * Results.HITS_OF_A_PAGE;

    /// What half a word may become: the words that most pages have.
    private static final int MOST_COMPLETIONS = 20;

    private static final String STEMS =
            """
            select c.name, t.nr::int as nr,
                   phraseto_tsquery(c.name::regconfig, t.folded)::text as query,
                   numnode(phraseto_tsquery(c.name::regconfig, t.raw)) = 0 as empty,
                   tsvector_to_array(to_tsvector(c.name::regconfig, t.folded)) as stems
            from unnest(?) as c (name)
            cross join unnest(?, ?) with ordinality as t (folded, raw, nr)
            """;

    private static final String COMPLETIONS =
            """
            select word from wiki.indexed_word
            where host = ? and word > ? and word < ? order by pages desc, word limit ?
            """;

    /// The candidates of one configuration, those with the words in their names first.
    private static final String FOUND =
            """
            (select path, words, names @@ ?::tsquery as named, ?::tsquery as query, modified_at
             from wiki.indexed_page
             where host = ? and configuration = ? and tags @> ? and %s
             order by named desc, modified_at desc limit ?)
            """;

    private static final String BY_WORDS = FOUND.formatted("words @@ ?::tsquery");

    /// Words that say nothing are in no text, and one letter begins words of every text; there are
    /// pages that are called so.
    private static final String BY_NAMES_TOO =
            FOUND.formatted("(words @@ ?::tsquery or names @@ ?::tsquery)");

    /// 1: by the logarithm of the length; 32: below 1.
    private static final String RANKED =
            """
            select path, named, ts_rank_cd('{0.1, 0.3, 0.6, 1.0}', words, query, 1 | 32) as rank
            from found
            """;

    private final Sql sql;
    private final HostName site;
    private final List<String> configurations;
    private final List<Term> terms;
    private final QueryText text;
    private final Map<String, Stems> stems = new HashMap<>();

    Matching(Sql sql, HostName site, List<String> configurations, QueryText text)
            throws SQLException {
        this.sql = sql;
        this.site = site;
        this.configurations = configurations;
        this.text = text;
        terms = text.terms();
        readStems();
        readCompletions();
    }

    /// A page that was found.
    ///
    /// @param named whether all words are in its title and aliases
    record Candidate(String path, boolean named, double rank) {}

    /// What a configuration makes of the terms.
    private static final class Stems {
        private final List<String> queries = new ArrayList<>();
        private final List<Boolean> empty = new ArrayList<>();
        private final Set<String> completions = new HashSet<>();
        private final Set<String> wanted = new HashSet<>();
    }

    /// The best of those that match, in no order, and at most one more than are wanted.
    List<Candidate> candidates(Optional<Tag> tag) throws SQLException {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        String[] tags =
                tag.stream().map(Tag::text).map(IndexedPage::storable).toArray(String[]::new);
        for (String configuration : configurations) {
            boolean says = saysSomething(configuration);
            String query = query(configuration, Form.STEMMED);
            String named = query(configuration, says ? Form.EITHER : Form.WRITTEN);
            boolean byNames = !says || terms.stream().anyMatch(Matching::isOneLetter);
            if (named.isEmpty()) {
                continue;
            }
            values.addAll(
                    List.of(
                            named,
                            positive(configuration),
                            site.value(),
                            configuration,
                            tags,
                            query));
            if (byNames) {
                values.add(named);
            }
            values.add(MOST_CANDIDATES + 1);
            parts.add(byNames ? BY_NAMES_TOO : BY_WORDS);
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        return sql.all(
                "with found as materialized (" + String.join(" union all ", parts) + ") " + RANKED,
                row -> new Candidate(row.text("path"), row.flag("named"), row.real("rank")),
                values.toArray());
    }

    /// Whether a word of a text is one that was looked for, by its stems.
    boolean isWanted(String configuration, String stem) {
        Stems known = stems.get(configuration);
        return known != null && known.wanted.contains(stem);
    }

    /// What words of texts begin with that are to be marked although they are not complete.
    Optional<String> beginning() {
        return terms.stream()
                .filter(term -> term.open() && !term.excluded() && !isOneLetter(term))
                .map(term -> term.words().getLast())
                .findFirst();
    }

    /// The beginnings that words of texts must have to be looked for.
    Set<String> wanted() {
        Set<String> all = new HashSet<>();
        stems.values().forEach(known -> all.addAll(known.wanted));
        return all;
    }

    private void readStems() throws SQLException {
        configurations.forEach(configuration -> stems.put(configuration, new Stems()));
        sql.all(
                STEMS + "order by c.name, t.nr",
                row -> {
                    Stems of = stems.get(row.text("name"));
                    if (of != null) {
                        of.queries.add(row.text("query"));
                        of.empty.add(row.flag("empty"));
                        if (!terms.get(row.integer("nr") - 1).excluded()) {
                            of.wanted.addAll(List.of(row.texts("stems")));
                        }
                    }
                    return row;
                },
                configurations.toArray(String[]::new),
                terms.stream().map(Term::text).toArray(String[]::new),
                terms.stream().map(Term::raw).toArray(String[]::new));
    }

    private void readCompletions() throws SQLException {
        Optional<String> open =
                terms.stream()
                        .filter(term -> term.open() && !term.excluded() && term.isOneWord())
                        .map(Term::text)
                        .filter(word -> word.length() > 2)
                        .findFirst();
        if (open.isEmpty()) {
            return;
        }
        List<String> words =
                sql.all(
                        COMPLETIONS,
                        row -> row.text("word"),
                        site.value(),
                        open.get(),
                        open.get() + Character.toString(Character.MAX_CODE_POINT),
                        MOST_COMPLETIONS);
        if (words.isEmpty()) {
            return;
        }
        sql.all(
                """
                select c.name, tsvector_to_array(to_tsvector(c.name::regconfig, w.word)) as stems
                from unnest(?) as c (name) cross join unnest(?) as w (word)
                """,
                row -> {
                    Stems of = stems.get(row.text("name"));
                    if (of != null) {
                        of.completions.addAll(List.of(row.texts("stems")));
                        of.wanted.addAll(List.of(row.texts("stems")));
                    }
                    return row;
                },
                configurations.toArray(String[]::new),
                words.toArray(String[]::new));
    }

    /// How words are looked for.
    private enum Form {
        /// In texts: by their stems.
        STEMMED,
        /// In names, which have every word also as it is written.
        EITHER,
        /// In names, where all words are such that texts are not found by.
        WRITTEN
    }

    /// The whole query in the syntax of a tsquery; empty if no word of it says anything.
    private String query(String configuration, Form form) {
        return joined(
                text.choices().stream().map(choice -> all(choice, configuration, form)).toList());
    }

    /// Whether any word that is wanted is one that texts are found by.
    private boolean saysSomething(String configuration) {
        Stems of = stems.getOrDefault(configuration, new Stems());
        for (int i = 0; i < of.empty.size(); i++) {
            if (!of.empty.get(i) && !terms.get(i).excluded()) {
                return true;
            }
        }
        return false;
    }

    private String positive(String configuration) {
        return joined(
                terms.stream()
                        .filter(term -> !term.excluded())
                        .map(term -> stemmed(term, configuration, false))
                        .toList());
    }

    private String all(List<Term> choice, String configuration, Form form) {
        List<Term> wanted = choice.stream().filter(term -> !term.excluded()).toList();
        List<String> parts = new ArrayList<>();
        for (Term term : wanted) {
            String stemmed = stemmed(term, configuration, wanted.size() == 1);
            String part =
                    switch (form) {
                        case STEMMED -> stemmed;
                        case EITHER ->
                                stemmed.isEmpty() ? "" : joined(List.of(stemmed, written(term)));
                        case WRITTEN -> written(term);
                    };
            if (!part.isEmpty()) {
                parts.add("(" + part + ")");
            }
        }
        if (parts.isEmpty()) {
            return "";
        }
        if (form == Form.STEMMED) {
            choice.stream()
                    .filter(Term::excluded)
                    .map(term -> stemmed(term, configuration, false))
                    .filter(part -> !part.isEmpty())
                    .forEach(part -> parts.add("!(" + part + ")"));
        }
        return String.join(" & ", parts);
    }

    /// One character of a script without spaces is no letter, and says a lot.
    private static boolean isOneLetter(Term term) {
        return term.open() && term.text().length() == 1 && term.text().charAt(0) < 0xE00;
    }

    private static String joined(List<String> alternatives) {
        return alternatives.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> "(" + part + ")")
                .collect(Collectors.joining(" | "));
    }

    /// @param alone whether nothing else is wanted, so that also a word that says nothing counts as
    ///   the beginning of one that does
    private String stemmed(Term term, String configuration, boolean alone) {
        Stems of = stems.get(configuration);
        int nr = terms.indexOf(term);
        if (of == null || nr < 0 || nr >= of.queries.size()) {
            return "";
        }
        boolean stop = of.empty.get(nr);
        String whole = stop ? "" : of.queries.get(nr);
        if (!term.open() || (stop && !alone) || isOneLetter(term)) {
            return whole;
        }
        if (!term.isOneWord()) {
            return joined(List.of(whole, written(term)));
        }
        List<String> alternatives = new ArrayList<>();
        String word = term.text();
        alternatives.add(whole);
        alternatives.add(quoted(word) + ":*");
        of.completions.stream()
                .filter(stem -> !stem.startsWith(word))
                .sorted()
                .forEach(stem -> alternatives.add(quoted(stem)));
        return joined(alternatives);
    }

    private static String written(Term term) {
        return term.words().stream()
                .map(Matching::quoted)
                .collect(Collectors.joining(" <-> ", "", term.open() ? ":*" : ""));
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
