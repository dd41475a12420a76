package croft.wiki.search;

import static croft.wiki.Handmade.page;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found while the database is away.
class TitleSearchTest {
    private static final HostName SITE = new HostName("notes.example.net");

    private final Handmade wikis = new Handmade(Dialect.GARDEN);
    private final Search search = new TitleSearch(wikis, InstantSource.fixed(Handmade.TIME));

    TitleSearchTest() {
        wikis.put(
                SITE,
                page("plum.md", "Plum cake", "## Baking it\n\ntext").tags("recipes/cake"),
                page("cake.md", "Cake", "All cakes: [[plum]] [[apple]]").aliases("Kuchen"),
                page("apple.md", "Apple cake", "text").tags("recipes/cake"),
                page("tools.md", "Tools", "## Cake tins").tags("kitchen"),
                page("tokyo.md", "東京旅行", "text"),
                page("secret.md", "Secret cake", "text").seen(Visibility.PRIVATE),
                page("quiet.md", "Quiet cake", "text").seen(Visibility.UNLISTED));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cake | cake.md apple.md plum.md tools.md",
                "plum cake | plum.md",
                "ca | cake.md apple.md plum.md tools.md",
                "cake -apple | cake.md plum.md tools.md",
                "kuchen | cake.md",
                "recipes | apple.md plum.md",
                "baking | plum.md",
                "\"cake tins\" | tools.md",
                "apple or kitchen | apple.md tools.md",
                "東京 | tokyo.md",
                "京旅 | tokyo.md",
                "text |",
                "-cake |",
                "secret |",
                "quiet |"
            })
    void findsByTitlesAliasesTagsAndHeadings(String query, @Nullable String expected) {
        Results results = search.search(SITE, Query.of(query));
        assertThat(
                        results.hits().stream()
                                .map(hit -> hit.path().text())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(Objects.requireNonNullElse(expected, ""));
    }

    @Test
    void saysThatTextsWereNotLookedAt() {
        assertThat(search.search(SITE, Query.of("cake")).byTitlesOnly()).isTrue();
        assertThat(search.search(SITE, new Query("", Optional.of(new Tag("recipes")), 1)))
                .satisfies(results -> {
                    assertThat(results.byTitlesOnly()).isFalse();
                    assertThat(results.total()).isEqualTo(2);
                });
    }

    @Test
    void keepsToATag() {
        assertThat(
                        search.search(SITE, new Query("cake", Optional.of(new Tag("recipes")), 1))
                                .hits())
                .extracting(Hit::title)
                .containsExactly("Apple cake", "Plum cake");
    }
}
