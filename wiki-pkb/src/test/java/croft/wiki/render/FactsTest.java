package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Tag;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a text says by itself: links with the words around them, headings, tags, a beginning, and
/// what the index gets.
class FactsTest {
    @Test
    void linksAreNamedAsTheyAreWrittenInTheirOrder() {
        Facts facts =
                garden(
                        """
                        See [[Plum cake#Dough|the dough]] and [bread](../recipes/Bread.md#crust).

                        ![[cat.png|300]] ![x](a%20b.png) [[#Own]] [site](https://example.net/) <me@example.net>
                        """);
        assertThat(facts.links())
                .extracting(
                        Facts.Link::target,
                        Facts.Link::heading,
                        Facts.Link::kind,
                        Facts.Link::embedded)
                .containsExactly(
                        tuple("Plum cake", "Dough", Facts.Kind.WIKI, false),
                        tuple("../recipes/Bread.md", "crust", Facts.Kind.MARKDOWN, false),
                        tuple("cat.png", null, Facts.Kind.WIKI, true),
                        tuple("a b.png", null, Facts.Kind.MARKDOWN, true),
                        tuple("", "Own", Facts.Kind.WIKI, false));
    }

    private static Tuple tuple(
            String target, @Nullable String heading, Facts.Kind kind, boolean embedded) {
        return Tuple.tuple(target, Optional.ofNullable(heading), kind, embedded);
    }

    @Test
    void contextIsTheWordsOfTheBlockThatALinkStandsIn() {
        Facts facts =
                garden(
                        """
                        First *paragraph* with [[A]].

                        - an item with [[B|b]]
                        - another

                        | x | y |
                        |---|---|
                        | [[C]] | `z` |

                        > [!note] Title of [[D]]
                        > body of [[E]]

                        Words^[a note on [[F]]] end.

                        ## About [[G]]
                        """);
        assertThat(facts.links())
                .extracting(Facts.Link::context)
                .containsExactly(
                        "First paragraph with A.",
                        "an item with b",
                        "C · z",
                        "Title of D",
                        "body of E",
                        "Words end.",
                        "About G");
    }

    @Test
    void longContextIsCutBetweenWordsOnBothSides() {
        String context =
                garden("before ".repeat(100) + "[[Here it is]] " + "after ".repeat(100))
                        .links()
                        .getFirst()
                        .context();
        assertThat(context)
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("…before before")
                .contains("before Here it is after")
                .endsWith("after…");
    }

    @Test
    void contextOfOneLongWordIsCutInsideIt() {
        String context =
                garden("😀".repeat(300) + "[[x]]" + "😀".repeat(300)).links().getFirst().context();
        assertThat(context).hasSizeLessThanOrEqualTo(200).contains("x").matches("…(😀)*x(😀)*…");
    }

    @Test
    void nothingIsLinkedFromCodeAndComments() {
        Facts facts = garden("`[[a]] #b` %%[[c]] #d%%\n\n```\n[[e]] #f\n```\n\n%%\n[[g]] #h\n%%\n");
        assertThat(facts.links()).isEmpty();
        assertThat(facts.tags()).isEmpty();
    }

    @Test
    void tagsAreEachNamedOnce() {
        assertThat(garden("#b #a/c #b\n\n# On #d\n\n- #e\n").tags())
                .containsExactly(new Tag("b"), new Tag("a/c"), new Tag("d"), new Tag("e"));
    }

    @Test
    void headingsHaveTheirFragments() {
        assertThat(garden("# One *two*\n\n## One two\n\n### [[A|b]] `c` $x$\n").headings())
                .containsExactly(
                        new Facts.Heading(1, "One two", "one-two"),
                        new Facts.Heading(2, "One two", "one-two-1"),
                        new Facts.Heading(3, "b c x", "b-c-x"));
    }

    @Test
    void strictHeadingsAreThoseOfHtmlTooAndShareFragments() {
        assertThat(strict("# One\n\n<h2>O<i>n</i>e</h2>\n").headings())
                .containsExactly(
                        new Facts.Heading(1, "One", "one"), new Facts.Heading(2, "One", "one"));
    }

    @Test
    void strictKnowsNeitherTagsNorNames() {
        Facts facts = strict("#tag [[Plum cake]] [x](y.md)\n");
        assertThat(facts.tags()).isEmpty();
        assertThat(facts.links())
                .containsExactly(
                        new Facts.Link(
                                "y.md",
                                Optional.empty(),
                                Facts.Kind.MARKDOWN,
                                false,
                                "#tag [[Plum cake]] x"));
    }

    @Test
    void theSummaryIsTheBeginningOfTheWords() {
        assertThat(garden("# Title\n\n```\ncode\n```\n\nThe *first* words.\n\nMore.\n").summary())
                .contains("The first words. More.");
        assertThat(garden("# Title only\n").summary()).isEmpty();
        assertThat(garden("word ".repeat(100)).summary().orElseThrow())
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("word…");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whoShowsWhatChangedLastSaysSo(Dialect dialect) {
        Renderer renderer = Markdown.of(dialect, HtmlPolicy.SANITIZED);
        assertThat(
                        List.of(
                                        "<recently-changed-list></recently-changed-list>",
                                        "a <RECENTLY-CHANGED-LIST/> b",
                                        "<div>\n<recently-changed-list>\n</div>",
                                        "`<recently-changed-list>`")
                                .stream()
                                .map(text -> renderer.facts(SmallWiki.here(), text).readsRecent()))
                .containsExactly(true, true, true, false);
    }

    @Test
    void theIndexGetsWordsHeadingsAndCodeApart() {
        SearchText text =
                Markdown.of(Dialect.GARDEN, HtmlPolicy.SANITIZED)
                        .searchText(
                                SmallWiki.here(),
                                """
                                # One *two*

                                Words with [[Plum cake|cake]], `inline` and <b>bold</b>. #tag ^name

                                ```js
                                let x
                                ```

                                | a | b |
                                |---|---|
                                | c | d |

                                <div>In <i>HTML</i><script>no()</script></div>

                                %%hidden%% end[^1]

                                [^1]: Note.
                                """);
        assertThat(text)
                .isEqualTo(
                        new SearchText(
                                "One two",
                                """
                                Words with cake, inline and bold. #tag
                                a · b
                                c · d
                                In HTML
                                end
                                Note.\
                                """,
                                "let x"));
    }

    private static Facts garden(String text) {
        return Markdown.of(Dialect.GARDEN, HtmlPolicy.SANITIZED).facts(SmallWiki.here(), text);
    }

    private static Facts strict(String text) {
        return Markdown.of(Dialect.STRICT, HtmlPolicy.TRUSTED).facts(SmallWiki.here(), text);
    }
}
