package croft.wiki.search;

import static croft.wiki.Handmade.page;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.page.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The index follows the gardens.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexTest {
    private static final HostName OTHER = new HostName("other.example.net");

    private static final String WORDS_AS_COUNTED =
            "select coalesce(string_agg(word || pages, ' ' order by word), '') from wiki.indexed_word";

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

    @Test
    void followsWhatChanges() {
        wikis.put(page("a.md", "Alpha", "apple"), page("b.md", "Beta", "banana"));
        assertThat(wikis.find("apple")).containsExactly("a.md");

        wikis.put(page("a.md", "Alpha", "apricot"));
        assertThat(wikis.find("apple")).isEmpty();
        assertThat(wikis.find("apricot")).containsExactly("a.md");

        wikis.wikis.remove(SearchedWikis.SITE, "a.md");
        wikis.awaitIndex();
        assertThat(wikis.find("apricot")).isEmpty();
        assertThat(wikis.find("banana")).containsExactly("b.md");
        assertThat(database.query(WORDS_AS_COUNTED)).isEqualTo("banana1 beta1");
    }

    @Test
    void countsWordsAsIfBuiltAtOnce() {
        Random random = new Random(3);
        List<String> words = List.of("one", "two", "three", "four", "five", "six", "seven");
        for (int i = 0; i < 40; i++) {
            String path = "p" + random.nextInt(8) + ".md";
            if (random.nextInt(4) == 0) {
                wikis.wikis.remove(SearchedWikis.SITE, path);
            } else {
                String text = words.get(random.nextInt(7)) + " " + words.get(random.nextInt(7));
                wikis.put(
                        page(path, words.get(random.nextInt(7)), text)
                                .seen(
                                        random.nextInt(4) == 0
                                                ? Visibility.PRIVATE
                                                : Visibility.PUBLIC));
            }
        }
        wikis.awaitIndex();
        String counted = database.query(WORDS_AS_COUNTED);
        assertThat(counted).isNotEmpty();

        wikis.stopIndex();
        database.execute("delete from wiki.indexed_site");
        wikis.startIndex();
        wikis.awaitIndex();
        assertThat(database.query(WORDS_AS_COUNTED)).isEqualTo(counted);
    }

    @Test
    void readsOnlyWhatChangedMeanwhile() {
        wikis.put(page("a.md", "Alpha", "apple"), page("b.md", "Beta", "banana"));
        wikis.stopIndex();
        wikis.wikis.put(
                SearchedWikis.SITE,
                page("b.md", "Beta", "blueberry")
                        .modified(Handmade.TIME.plus(Duration.ofMinutes(1))));
        wikis.wikis.put(SearchedWikis.SITE, page("c.md", "Gamma", "cherry"));
        int before = wikis.textsRead.get();
        wikis.startIndex();
        wikis.awaitIndex();
        assertThat(wikis.textsRead.get() - before).isEqualTo(2);
        assertThat(wikis.find("blueberry")).containsExactly("b.md");
        assertThat(wikis.find("cherry")).containsExactly("c.md");
    }

    @Test
    void doesNotWriteWhatIsTheSame() {
        wikis.put(page("a.md", "Alpha", "apple"));
        String before = database.query("select xmin from wiki.indexed_page");
        wikis.put(page("a.md", "Alpha", "apple"));
        assertThat(database.query("select xmin from wiki.indexed_page")).isEqualTo(before);
    }

    @Test
    void startsWithoutADatabaseAndBuildsWhenItComes() throws IOException {
        database.stop();
        wikis.wikis.put(SearchedWikis.SITE, page("a.md", "Alpha", "apple"));
        Index index = wikis.startIndex();
        SearchedWikis.await(() -> index.trouble().isPresent());
        Results results = wikis.search("alph");
        assertThat(results.byTitlesOnly()).isTrue();
        assertThat(results.hits()).extracting(Hit::title).containsExactly("Alpha");

        database.restart();
        wikis.awaitIndex();
        assertThat(index.trouble()).isEmpty();
        SearchedWikis.await(() -> !wikis.search("apple").byTitlesOnly());
        assertThat(wikis.find("apple")).containsExactly("a.md");
    }

    @Test
    void goesOnWhereTheDatabaseWentAway() throws IOException {
        wikis.put(page("a.md", "Alpha", "apple"));
        database.stop();
        wikis.wikis.put(SearchedWikis.SITE, page("b.md", "Beta", "banana"));
        SearchedWikis.await(() -> wikis.search("beta").byTitlesOnly());
        assertThat(wikis.search("beta").hits()).extracting(Hit::title).containsExactly("Beta");
        database.restart();
        wikis.awaitIndex();
        SearchedWikis.await(() -> !wikis.search("banana").byTitlesOnly());
        assertThat(wikis.find("banana")).containsExactly("b.md");
    }

    @Test
    void keepsWikisApart() {
        wikis.put(page("a.md", "Alpha", "apple"));
        wikis.wikis.put(OTHER, page("o.md", "Other", "apple orange"));
        wikis.awaitIndex();
        assertThat(wikis.find("apple")).containsExactly("a.md");
        assertThat(wikis.find("orange")).isEmpty();
        assertThat(wikis.search(OTHER, "apple").hits())
                .extracting(hit -> hit.path().text())
                .containsExactly("o.md");
        assertThat(wikis.search("oranje").suggestion()).isEmpty();
        assertThat(wikis.search(OTHER, "oranje").suggestion())
                .contains(new Results.Suggestion("orange", true));
    }

    @Test
    void forgetsWikisThatAreDeclaredNoMore() {
        wikis.put(page("a.md", "Alpha", "apple"));
        database.execute(
                "insert into wiki.indexed_site (host, version) values ('gone.example.net', 1)");
        wikis.stopIndex();
        wikis.startIndex();
        wikis.awaitIndex();
        assertThat(database.query("select string_agg(host, ' ') from wiki.indexed_site"))
                .isEqualTo("notes.example.net");
    }

    @Test
    void isBuiltAnewByOtherRules() {
        wikis.put(page("a.md", "Alpha", "apple"));
        database.execute("update wiki.indexed_site set version = 0");
        wikis.stopIndex();
        wikis.startIndex();
        wikis.awaitIndex();
        assertThat(wikis.find("apple")).containsExactly("a.md");
        assertThat(database.query("select version from wiki.indexed_site"))
                .isEqualTo(Integer.toString(IndexedPage.VERSION));
        assertThat(database.query(WORDS_AS_COUNTED)).isEqualTo("alpha1 apple1");
    }

    @Test
    void severalProcessesDoNoHarm() {
        try (Index other =
                Index.start(database.pool(), wikis.wikis, wikis, InstantSource.system())) {
            wikis.startIndex();
            for (int i = 0; i < 30; i++) {
                wikis.wikis.put(
                        SearchedWikis.SITE,
                        page("a" + i % 3 + ".md", "Alpha " + i, "apple number" + i));
            }
            wikis.awaitIndex();
            SearchedWikis.await(other::isInStep);
            assertThat(other.trouble()).isEmpty();
            assertThat(wikis.find("apple")).hasSize(3);
            assertThat(database.query("select pages from wiki.indexed_word where word = 'apple'"))
                    .isEqualTo("3");
        }
    }

    @Test
    void onePageThatCannotBeStoredKeepsNoOthersOut() {
        wikis.put(page("seed.md", "Seed", "seed"));
        database.execute(
                "alter table wiki.indexed_page add constraint mine check (body not like '%poison%')");
        wikis.put(
                page("a.md", "Alpha", "apple"),
                page("bad.md", "Bad", "poison"),
                page("z.md", "Zeta", "zucchini"));
        assertThat(wikis.find("apple")).containsExactly("a.md");
        assertThat(wikis.find("zucchini")).containsExactly("z.md");
        assertThat(wikis.find("poison")).isEmpty();
        database.execute("alter table wiki.indexed_page drop constraint mine");
    }

    @Test
    void takesTextsOfAnyKind() {
        StringBuilder different = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            different.append(Integer.toString(i, 36)).append(' ');
        }
        wikis.put(
                page("nul.md", "A \u0000 title \uD800", "nul \u0000 and half \uDC00 of a pair"),
                page("large.md", "Large", "beginning " + different),
                page("one-word.md", "One word", "x".repeat(2_000_000)),
                page("many.md", "Many", "mountain ".repeat(500_000)),
                page("marks.md", "Marks", "a\u0301".repeat(100_000)),
                page("dense.md", "Dense", "漢字".repeat(200_000)),
                page("empty.md", "Empty", ""),
                page("signs.md", "' \" \\ :* & | ! ( ) <->", "' \\ :*A & | ! ( ) <-> %_"));
        assertThat(wikis.find("beginning")).containsExactly("large.md");
        assertThat(wikis.find("half pair")).containsExactly("nul.md");
        assertThat(wikis.find("mountain")).containsExactly("many.md");
        assertThat(wikis.find("字漢")).containsExactly("dense.md");
        assertThat(wikis.find("empty")).isEmpty();
        assertThat(wikis.find("one-word")).containsExactly("one-word.md");
    }

    @Test
    void stemsByTheLanguageOfThePageOrOfTheWiki() {
        wikis.languages.put(SearchedWikis.SITE, "de-AT");
        wikis.put(
                page("de.md", "Deutsch", "Verbindungen"),
                page("fr.md", "Français", "les maisons").language("fr"),
                page("xx.md", "Klingon", "maisons").language("tlh"));
        assertThat(
                        database.query(
                                "select string_agg(path || configuration, ' ' order by path)"
                                        + " from wiki.indexed_page"))
                .isEqualTo("de.mdgerman fr.mdfrench xx.mdsimple");
        assertThat(wikis.find("Verbindung")).containsExactly("de.md");
        assertThat(wikis.find("\"maison\"")).containsExactly("fr.md");
    }
}
