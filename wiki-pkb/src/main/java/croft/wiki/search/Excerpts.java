package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.platform.journal.Sql;
import croft.wiki.page.FilePath;
import croft.wiki.search.Hit.Piece;
import croft.wiki.search.Words.Word;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The texts of a page of hits, to quote from. PostgreSQL's `ts_headline` would split words in its
/// own way; so words are found here, and PostgreSQL only says what the stems of the likely ones
/// are.
final class Excerpts {
    /// Of a longer text, what is quoted comes from its first part.
    private static final int MOST_CHARACTERS = 60_000;

    private static final String TEXTS =
            """
            select path, stamp, configuration, left(body, ?) as body, left(code, ?) as code
            from wiki.indexed_page where host = ? and path = any (?)
            """;

    private static final String STEMS =
            """
            select c.name, w.word, tsvector_to_array(to_tsvector(c.name::regconfig, w.word)) as stems
            from unnest(?) as c (name) cross join unnest(?) as w (word)
            """;

    private final Matching matching;
    private final Map<String, Text> texts;
    private final Map<String, Set<String>> marked = new HashMap<>();

    private Excerpts(Matching matching, Map<String, Text> texts) {
        this.matching = matching;
        this.texts = texts;
    }

    /// Reads what is quoted of some pages.
    static Excerpts read(Sql sql, HostName site, Matching matching, List<FilePath> paths)
            throws SQLException {
        Map<String, Text> texts =
                sql
                        .all(
                                TEXTS,
                                Text::of,
                                MOST_CHARACTERS,
                                MOST_CHARACTERS,
                                site.value(),
                                paths.stream().map(FilePath::text).toArray(String[]::new))
                        .stream()
                        .collect(Collectors.toMap(Text::path, text -> text));
        Excerpts excerpts = new Excerpts(matching, texts);
        excerpts.readStems(sql);
        return excerpts;
    }

    /// What is quoted of a page.
    ///
    /// @param stamp of the page as its reader may know it; of another version nothing is quoted
    /// @param instead what is shown of a page that has none of the words in its text
    List<Piece> of(FilePath path, Digest stamp, Optional<String> instead) {
        Text text = texts.get(path.text());
        if (text == null || !text.stamp().equals(stamp)) {
            return Quotation.beginning(instead.orElse(""), _ -> false);
        }
        Predicate<String> wanted = wanted(text.configuration());
        return Quotation.best(text.body(), text.bodyWords(), wanted)
                .or(() -> Quotation.best(text.code(), text.codeWords(), wanted))
                .orElseGet(() -> Quotation.beginning(instead.orElse(text.body()), wanted));
    }

    private Predicate<String> wanted(String configuration) {
        Set<String> stemmed = marked.getOrDefault(configuration, Set.of());
        Optional<String> beginning = matching.beginning();
        return word -> stemmed.contains(word) || beginning.filter(word::startsWith).isPresent();
    }

    private void readStems(Sql sql) throws SQLException {
        Set<String> beginnings =
                matching.wanted().stream().map(Quotation::beginning).collect(Collectors.toSet());
        Set<String> words =
                Quotation.worthAsking(
                        texts.values().stream()
                                .flatMap(text ->
                                        List.of(text.bodyWords(), text.codeWords()).stream())
                                .toList(),
                        beginnings);
        if (words.isEmpty()) {
            return;
        }
        Set<String> configurations =
                texts.values().stream().map(Text::configuration).collect(Collectors.toSet());
        sql.all(
                STEMS,
                row -> {
                    String configuration = row.text("name");
                    return Arrays.stream(row.texts("stems"))
                                    .anyMatch(stem -> matching.isWanted(configuration, stem))
                            && marked.computeIfAbsent(configuration, _ -> new HashSet<>())
                                    .add(row.text("word"));
                },
                configurations.toArray(String[]::new),
                words.toArray(String[]::new));
    }

    /// A page's texts and their words.
    private record Text(
            String path,
            Digest stamp,
            String configuration,
            String body,
            List<Word> bodyWords,
            String code,
            List<Word> codeWords) {
        static Text of(Sql.Row row) throws SQLException {
            String body = row.text("body");
            String code = row.text("code");
            return new Text(
                    row.text("path"),
                    new Digest(row.octets("stamp")),
                    row.text("configuration"),
                    body,
                    Words.of(body),
                    code,
                    Words.of(code));
        }
    }
}
