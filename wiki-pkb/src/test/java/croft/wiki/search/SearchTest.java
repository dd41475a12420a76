package croft.wiki.search;

import static croft.wiki.Handmade.page;
import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.Handmade;
import croft.wiki.page.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// What a reader who types something finds. `queries.csv` has a query and the pages it finds, in
/// their order where that matters.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private SearchDatabase database;
    private SearchedWikis wikis;

    @BeforeAll
    void write(@TempDir Path data) throws IOException {
        database = new SearchDatabase(data);
        wikis = new SearchedWikis(database);
        wikis.put(
                page(
                        "nginx.md",
                        "Running nginx",
                        """
                        Connections are many. The file is `/etc/nginx/nginx.conf`.

                        ## Certificates and keys

                        Renewing a certificate reloads the server.

                        ```sh
                        systemctl reload nginx
                        ```
                        """),
                page(
                        "varnish.md",
                        "Varnish",
                        "A cache in front of nginx. Its connections are pooled, nginx's are not."),
                page(
                                "kuchen.md",
                                "Pflaumenkuchen",
                                "Häuser voller Kuchen. Das Rezept ist für ein Blech. Ångström.")
                        .language("de")
                        .tags("rezepte/kuchen"),
                page("plum.md", "Plum cake", "Cut the plums. See [[kuchen]].")
                        .tags("recipes/cake", "autumn")
                        .aliases("Zwetschgen"),
                page("apple.md", "Apple cake", "Cut the apples, not the plums.")
                        .tags("recipes/cake"),
                page("bread.md", "Bread", "Flour and water. Nothing to cut.").tags("recipes"),
                page("tokyo.md", "旅行", "東京都に行きました。スーパーで買い物。한국어도 배웁니다.").language("ja"),
                page("who.md", "The Who", "Loud."),
                page("cpp.md", "Languages", "C++ and C# are not C. Neither is F#."),
                page(
                        "phrase.md",
                        "Order",
                        "The quick brown fox. Later a fox that is brown is quick."),
                page("reverse.md", "Reverse", "A fox, brown. Quick."),
                page("russian.md", "Погода", "Ёлка зелёная, мой дом большой.").language("ru"),
                page("hostile.md", "<b>Marks</b>", "A <script>alert('zebra')</script> & \"zebra\""),
                page(
                        "long.md",
                        "Long",
                        "filler ".repeat(300) + "needle in it " + "hay ".repeat(300)));
    }

    @AfterAll
    void close() throws IOException {
        wikis.close();
        database.close();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvFileSource(
            resources = "/search/queries.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            quoteCharacter = '\u0001')
    void findsWhatItShould(String query, @Nullable String pages) {
        assertThat(String.join(" ", wikis.find(query)))
                .isEqualTo(Objects.requireNonNullElse(pages, ""));
    }

    @Test
    void marksWhatWasLookedFor() {
        assertThat(snippet("connection -pooled")).contains("[Connections] are many");
        assertThat(snippet("東京")).startsWith("[東京]都に");
        assertThat(snippet("systemctl")).contains("[systemctl] reload");
        assertThat(snippet("certif")).contains("a [certificate] reloads");
        assertThat(snippet("angstrom")).contains("[Ångström]");
    }

    @Test
    void quotesTheMiddleOfALongText() {
        assertThat(snippet("needle")).startsWith("… ").contains("[needle] in it").endsWith(" …");
        assertThat(snippet("needle").length()).isLessThan(240);
    }

    @Test
    void givesPlainTextInPieces() {
        Hit hit = wikis.search("zebra").hits().getFirst();
        assertThat(hit.title()).isEqualTo("<b>Marks</b>");
        assertThat(hit.snippet())
                .filteredOn(Hit.Piece::marked)
                .allSatisfy(piece -> assertThat(piece.text()).isEqualTo("zebra"));
        assertThat(hit.snippet()).anyMatch(piece -> piece.text().contains("&"));
    }

    @Test
    void findsWhatWasMeantWhereNothingIsThere() {
        Results results = wikis.search("ngnix certifcate");
        assertThat(results.suggestion())
                .contains(new Results.Suggestion("nginx certificate", true));
        assertThat(results.hits()).extracting(hit -> hit.path().text()).containsExactly("nginx.md");
    }

    @Test
    void suggestsWithoutTakingWhereLittleIsThere() {
        wikis.put(
                page("a1.md", "One", "colour"),
                page("a2.md", "Two", "colour"),
                page("a3.md", "Three", "colour"),
                page("a4.md", "Four", "color"));
        Results results = wikis.search("colours");
        assertThat(results.suggestion()).isEmpty();
        assertThat(wikis.search("coloour").suggestion())
                .contains(new Results.Suggestion("colour", true));
    }

    @Test
    void keepsToATagAndThoseBelowIt() {
        assertThat(paths(new Query("cut", tag("recipes"), 1)))
                .containsExactlyInAnyOrder("plum.md", "apple.md", "bread.md");
        assertThat(paths(new Query("cut", tag("recipes/cake"), 1)))
                .containsExactlyInAnyOrder("plum.md", "apple.md");
        assertThat(paths(new Query("cut", tag("recip"), 1))).isEmpty();
        assertThat(paths(new Query("", tag("recipes"), 1)))
                .containsExactlyInAnyOrder("plum.md", "apple.md", "bread.md");
    }

    @Test
    void turnsPages() {
        Handmade.Draft[] many = new Handmade.Draft[23];
        for (int i = 0; i < many.length; i++) {
            many[i] =
                    page("many/%02d.md".formatted(i), "Many " + i, "pagination")
                            .modified(Handmade.TIME.minus(Duration.ofDays(i)));
        }
        wikis.put(many);
        Results first = wikis.search("pagination");
        assertThat(first.total()).isEqualTo(23);
        assertThat(first.more()).isFalse();
        assertThat(first.hits()).hasSize(10);
        assertThat(first.hasNext(1)).isTrue();
        Results last = wikis.search(new Query("pagination", Optional.empty(), 3));
        assertThat(last.hits())
                .extracting(hit -> hit.path().text())
                .containsExactly("many/20.md", "many/21.md", "many/22.md");
        assertThat(last.hasNext(3)).isFalse();
        assertThat(wikis.search(new Query("pagination", Optional.empty(), 4)).hits()).isEmpty();
    }

    private List<String> paths(Query query) {
        return wikis.search(query).hits().stream().map(hit -> hit.path().text()).toList();
    }

    private static Optional<Tag> tag(String text) {
        return Optional.of(new Tag(text));
    }

    private String snippet(String query) {
        return wikis.search(query).hits().getFirst().snippet().stream()
                .map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }
}
