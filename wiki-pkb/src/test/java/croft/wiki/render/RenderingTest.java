package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both dialects by their specifications, which are pairs of Markdown and HTML.
class RenderingTest {
    static SmallWiki wiki() {
        return new SmallWiki()
                .page(
                        "Plum cake.md",
                        """
                        # Plum cake

                        Take plums.[^1]

                        ## Dough

                        Flour and [[#Oven|heat]].

                        ### Rest

                        An hour. ^rest

                        ## Oven

                        - warm
                        - hot, see [[Bread]] ^item

                        [^1]: Ripe ones.
                        """)
                .page("recipes/Bread.md", "Bread, and ![[Plum cake#Rest]] of [[#Crust]].\n")
                .page("Loop.md", "Round and ![[Loop]]\n")
                .page("notes/Here.md", "Never read.\n")
                .picture("pics/cat.png", 800, 600)
                .file("pics/odd.svg")
                .file("doc.pdf")
                .file("song.mp3")
                .file("film.mp4");
    }

    static Stream<Cases.Case> garden() {
        return Stream.of("links.txt", "embeds.txt", "inline.txt", "blocks.txt")
                .flatMap(file -> Cases.of(file).stream());
    }

    static List<Cases.Case> strict() {
        return Cases.of("strict.txt");
    }

    @ParameterizedTest
    @MethodSource("garden")
    void gardenRendersAsSpecified(Cases.Case one) {
        assertThat(html(Dialect.GARDEN, HtmlPolicy.SANITIZED, one.source()))
                .isEqualTo(one.expected());
    }

    @ParameterizedTest
    @MethodSource("strict")
    void strictRendersAsSpecified(Cases.Case one) {
        assertThat(html(Dialect.STRICT, HtmlPolicy.TRUSTED, one.source()))
                .isEqualTo(one.expected());
    }

    private static String html(Dialect dialect, HtmlPolicy policy, String source) {
        return Markdown.of(dialect, policy).render(SmallWiki.here(), source, wiki()).html().strip();
    }
}
