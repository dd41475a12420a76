package croft.wiki.search;

import static croft.wiki.Handmade.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.Handmade;
import croft.wiki.feed.Atom;
import croft.wiki.feed.Masthead;
import croft.wiki.feed.Preview;
import croft.wiki.feed.SiteMap;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Reading;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.SearchText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing of a page that is not listed is in what lists and machines get: not its title, its text,
/// its tags, its aliases or its address. Its words all begin with `zq`.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityTest {
    private static final Masthead MASTHEAD =
            new Masthead(
                    "https://notes.example.net",
                    "Notes",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "en");

    private static final List<String> QUERIES =
            List.of(
                    "zqtitle",
                    "zqt",
                    "zq",
                    "z",
                    "zqtext",
                    "zqtxet",
                    "zqtag",
                    "zqalias",
                    "zqhead",
                    "zqheadnig",
                    "zqcode",
                    "zqpath",
                    "public zqtext",
                    "zqtext or public",
                    "\"zqtext here\"",
                    "public -zqtext",
                    "pulbic",
                    "zqatg",
                    "zqtxet or pulbic",
                    "zqtxet pulbic");

    private SearchDatabase database;
    private SearchedWikis wikis;

    @BeforeAll
    void startDatabase(@TempDir Path data) throws IOException {
        database = new SearchDatabase(data);
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void start() {
        wikis = new SearchedWikis(database);
    }

    @AfterEach
    void close() {
        wikis.close();
    }

    private static Handmade.Draft hidden(Visibility visibility) {
        return page(
                        "zqpath/zqname.md",
                        "Zqtitle",
                        """
                        zqtext here, public too, #zqinline

                        ## zqheading

                        [[page]]

                            zqcode
                        """)
                .tags("zqtag/zqsub", "public")
                .aliases("zqalias")
                .seen(visibility);
    }

    private static Handmade.Draft shown() {
        return page("page.md", "Public", "A public page, by itself.").tags("public");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUBLIC")
    void nothingLeaks(Visibility visibility) {
        wikis.put(shown(), hidden(visibility));
        check();
        assertThat(database.query("select count(*) from wiki.indexed_page")).isEqualTo("1");
        assertThat(database.query("select string_agg(word, ' ') from wiki.indexed_word"))
                .doesNotContain("zq");
        assertThat(database.query("select string_agg(p::text, ' ') from wiki.indexed_page p"))
                .doesNotContainIgnoringCase("zq");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUBLIC")
    void nothingLeaksThatWasPublicBefore(Visibility visibility) {
        wikis.put(shown(), hidden(Visibility.PUBLIC));
        assertThat(wikis.find("zqtext")).isNotEmpty();
        wikis.put(hidden(visibility));
        check();
        assertThat(database.query("select string_agg(word, ' ') from wiki.indexed_word"))
                .doesNotContain("zq");
    }

    /// What is read of the index is looked up in the garden.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PUBLIC")
    void nothingLeaksBeforeTheIndexKnowsIt(Visibility visibility) {
        wikis.put(shown(), hidden(Visibility.PUBLIC));
        wikis.stopIndex();
        wikis.wikis.put(SearchedWikis.SITE, hidden(visibility));
        assertThat(database.query("select count(*) from wiki.indexed_page")).isEqualTo("2");
        check();
    }

    @Test
    void nothingIsQuotedFromAnOlderVersion() {
        wikis.put(shown(), page("edited.md", "Edited", "An old zqsecret and a word that stays."));
        wikis.stopIndex();
        wikis.wikis.put(
                SearchedWikis.SITE,
                page("edited.md", "Edited", "A word that stays.")
                        .modified(Handmade.TIME.plusSeconds(1)));
        assertThat(output(wikis.search("stays"))).contains("Edited").doesNotContain("zq");
    }

    @Test
    void nothingLeaksWhileTheDatabaseIsAway() {
        wikis.wikis.put(SearchedWikis.SITE, shown(), hidden(Visibility.PRIVATE));
        Search titles = new TitleSearch(wikis.wikis, InstantSource.system());
        for (String query : QUERIES) {
            assertThat(output(titles.search(SearchedWikis.SITE, Query.of(query))))
                    .doesNotContainIgnoringCase("zq");
        }
    }

    private void check() {
        List<String> outputs = new ArrayList<>();
        for (String query : QUERIES) {
            outputs.add(output(wikis.search(query), query));
            Query tagged = new Query(query, Optional.of(new Tag("public")), 1);
            outputs.add(output(wikis.search(tagged), query));
        }
        outputs.add(output(wikis.search(new Query("", Optional.of(new Tag("zqtag")), 1))));
        outputs.add(output(wikis.search(new Query("", Optional.of(new Tag("public")), 1))));

        Garden garden = wikis.wikis.now(SearchedWikis.SITE).orElseThrow();
        Reading reading = garden.reading(_ -> Optional.empty(), _ -> Optional.empty());
        Atom.Texts texts = page -> wikis.text(SearchedWikis.SITE, page).map(SearchText::body);
        outputs.add(new String(Atom.ofAll(MASTHEAD, reading, texts), UTF_8));
        outputs.add(new String(Atom.of(new Tag("public"), MASTHEAD, reading, texts), UTF_8));
        outputs.add(new String(SiteMap.write(MASTHEAD, reading), UTF_8));
        Page page = garden.page(new FilePath("page.md")).orElseThrow();
        outputs.add(Preview.of(page, MASTHEAD, garden).toString());

        assertThat(outputs).allSatisfy(it -> assertThat(it).doesNotContainIgnoringCase("zq"));
        assertThat(String.join("", outputs)).contains("A public page");
    }

    private static String output(Results results) {
        return output(results, "");
    }

    /// All that a reader can see, but for the words that the reader typed, which a suggestion
    /// repeats.
    private static String output(Results results, String typed) {
        StringBuilder text = new StringBuilder();
        results.suggestion()
                .ifPresent(suggestion ->
                        Arrays.stream(suggestion.text().split(" ", -1))
                                .filter(word -> !typed.contains(word))
                                .forEach(text::append));
        text.append(results.total()).append('\n');
        for (Hit hit : results.hits()) {
            text.append(hit.path()).append(hit.title()).append(hit.address()).append(hit.tags());
            hit.snippet().forEach(piece -> text.append(piece.text()));
            text.append('\n');
        }
        return text.toString();
    }
}
