package croft.chat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The beginning of a text in HTML, as Markdown.
class ExcerptTest {
    private static final URI BASE = URI.create("https://blog.example.net/1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <p>One</p><p>Two</p>                        | One\\nTwo
                    a <b>bold</b> and <em> slanted </em>word    | a **bold** and _slanted_ word
                    <a href="/x">there</a>                      | [there](https://blog.example.net/x)
                    <a href="javascript:x()">there</a>          | there
                    <script>x</script>y<style>z</style>         | y
                    5 * 3 = _x_ <code>a`b</code>                | 5 \\* 3 = \\_x\\_ `a'b`
                    @all [x](http://y)                          | @\u200Ball \\[x\\](http://y)
                    <ul><li>a<li>b</ul>                         | • a\\n• b
                    <b></b><i> </i>x                            | x
                    """)
    void isMarkdown(String html, String markdown) {
        assertThat(Excerpt.of(html, BASE, 200))
                .isEqualTo(markdown.replace("\\n", "\n").replace("\\\\", "\\"));
    }

    @Test
    void isCutBetweenCharactersAndClosed() {
        assertThat(Excerpt.of("<b>123😀567</b> rest", BASE, 4)).isEqualTo("**123…**");
    }

    @Test
    @Timeout(5)
    void isMadeOfWhateverIsNestedHoweverDeep() {
        assertThat(Excerpt.of("x" + "<b><i>".repeat(100_000) + "y", BASE, 100)).startsWith("x");
        assertThat(Excerpt.of("<div>".repeat(20_000) + "y", BASE, 100).length()).isLessThan(100);
    }
}
