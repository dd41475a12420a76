package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts that make renderers slow, deep or large: each ends in time that grows with its length.
///
/// The bound is far above what they take. Those that grew by squares before this renderer cut them
/// into pieces are long enough that they would exceed it again.
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PathologicalTest {
    private static final int MANY = 10_000;
    private static final int MORE = 100_000;
    private static final int MEBIBYTE = 1024 * 1024;

    /// @param name for reports
    record Input(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Input> repeated() {
        return Stream.of(
                        "*a **a ",
                        "a**b",
                        "*a_ ",
                        "a_ ",
                        "**x [a*b**c*](d) ",
                        "[",
                        "]",
                        "[a](b",
                        "[a](<b",
                        "![[]()",
                        "[[",
                        "![[",
                        "]]",
                        "[[a]",
                        "[[a]]",
                        "![[a]] ",
                        "[[a|",
                        "[a][b] ",
                        "[^1]",
                        "[^1] ",
                        "^[a ",
                        "^[a] ",
                        "![",
                        "&",
                        "&amp;",
                        "`",
                        "`a``b",
                        "<",
                        "<>",
                        "<a ",
                        "<!--",
                        "<?",
                        "<!A ",
                        "<![CDATA[",
                        "\\[",
                        "\\",
                        "$",
                        "$ ",
                        "$$",
                        "$$ a",
                        "$a ",
                        "$a$ ",
                        "%%",
                        "%% ",
                        "%%a",
                        "% ",
                        "==",
                        "==a ",
                        "==a==",
                        "~~a ",
                        "~",
                        "#",
                        "#a",
                        "#a ",
                        "#a/",
                        "# #",
                        "^",
                        "^a ",
                        "a ^",
                        "|",
                        "| ",
                        "|a",
                        "www.a ",
                        "http://a.b/( ",
                        "a@b ",
                        "_a@b_ ",
                        ":",
                        "{",
                        "\u00A0",
                        "\u200B",
                        "\uD83D\uDE00",
                        "e\u0301",
                        "\0",
                        "\uFFFD",
                        "<div>",
                        "</div>",
                        "<b>",
                        "<b><i>",
                        "<p>",
                        "<a href=x>",
                        "<table><tr><td>",
                        "<details>",
                        "<math>",
                        "<svg>",
                        "<script>",
                        "<select>",
                        "<h1>")
                .map(unit -> new Input(unit, unit.repeat(MANY)));
    }

    static Stream<Input> lines() {
        return Stream.of(
                        "> ",
                        ">",
                        "- ",
                        "-",
                        "1. ",
                        "* * ",
                        "# ",
                        "```",
                        "~~~",
                        "---",
                        "===",
                        "$$",
                        "%%",
                        "|-|",
                        "| a | b |",
                        "|a|b|\n|-|-|",
                        "a|b\n-|-",
                        "[a]: b",
                        "[^a]: b",
                        "[^a]: [^b]",
                        "<div>",
                        "<!--",
                        "> [!note]",
                        "> [!note]-",
                        "- [ ] a",
                        "a ^b",
                        "^b",
                        "    a",
                        "\t",
                        "[a]: <",
                        "[a]: b '",
                        "- a\n\n  b")
                .map(line -> new Input(line, (line + "\n").repeat(MANY)));
    }

    static Stream<Input> shaped() {
        return Stream.of(
                new Input("brackets that close", "[".repeat(MANY) + "a" + "]".repeat(MANY)),
                new Input("wikilinks that close", "[[".repeat(MANY) + "a" + "]]".repeat(MANY)),
                new Input("embeds that close", "![[".repeat(MANY) + "a" + "]]".repeat(MANY)),
                new Input("pictures that close", "![".repeat(MANY) + "a" + "](u)".repeat(MANY)),
                new Input("notes that close", "^[".repeat(MANY) + "a" + "]".repeat(MANY)),
                new Input("strong that closes", "**".repeat(MANY) + "a" + "**".repeat(MANY)),
                new Input("emphasis by turns", "*a ".repeat(MANY) + "b" + " a*".repeat(MANY)),
                new Input("marks that close", "==a ".repeat(MANY) + "b" + " a==".repeat(MANY)),
                new Input("code of all lengths", ticks()),
                new Input("quotes in a line", "> ".repeat(MANY) + "a"),
                new Input("lists in a line", "- ".repeat(MANY) + "a"),
                new Input("quotes and lists", "> - ".repeat(MANY) + "a"),
                new Input("callouts in a line", "> ".repeat(MANY) + "[!note] a"),
                new Input("deeper with every line", indented()),
                new Input("a wide table", wide()),
                new Input(
                        "a table of empty cells",
                        "|a".repeat(5_000)
                                + "\n"
                                + "|-".repeat(5_000)
                                + "\n"
                                + "|\n|b\n".repeat(5_000)),
                new Input("many references", references()),
                new Input("many headings of one text", "# a\n".repeat(MANY)),
                new Input("many links to headings", "# a\n\n" + "[[#b]] ".repeat(MANY)),
                new Input(
                        "headings and links to them",
                        "# a\n".repeat(2_000) + "\n" + "[[#b]] ".repeat(2_000)),
                new Input("many names of blocks", "a ^b\n\n".repeat(MANY)),
                new Input("HTML that is never closed", "<div><span>".repeat(MANY) + "a"),
                new Input("HTML attributes", "<a " + "b=c ".repeat(MANY) + ">"),
                new Input("HTML styles", "<a style='" + "color:red;".repeat(MANY) + "'>a</a>"),
                new Input("HTML classes", "<a class='" + "tag ".repeat(MANY) + "'>a</a>"),
                new Input("misnested HTML", "<b><i></b>".repeat(5_000)),
                new Input("formulas", "$" + "{".repeat(MANY) + "$"));
    }

    static Stream<Input> veryMany() {
        return Stream.of(
                        "[[a]]",
                        "![[a]] ",
                        "![[]()",
                        "$$\n",
                        "%%\n",
                        "# a\n",
                        "a\n===\n",
                        "<h1>",
                        "|a|b|\n|-|-|\n",
                        "| a | b |\n",
                        "> [!note]\n",
                        "[[#a]] ")
                .map(unit -> new Input("very many " + unit.strip(), unit.repeat(MORE)));
    }

    static Stream<Input> veryLong() {
        Stream<Input> ten =
                Stream.of("a", " ", "\n", "a ", "word and word\n", "\t", "é", "*")
                        .map(unit -> Map.entry(unit, 10))
                        .map(PathologicalTest::ofLength);
        Stream<Input> one =
                Stream.of("a\n\n", "\"", "x^")
                        .map(unit -> Map.entry(unit, 1))
                        .map(PathologicalTest::ofLength);
        return Stream.concat(ten, one);
    }

    private static Input ofLength(Map.Entry<String, Integer> unit) {
        return new Input(
                unit.getValue() + " MiB of \"" + unit.getKey().strip() + "\"",
                unit.getKey().repeat(unit.getValue() * MEBIBYTE / unit.getKey().length()));
    }

    @ParameterizedTest
    @MethodSource({"repeated", "lines", "shaped"})
    void endsInTime(Input input) {
        for (Dialect dialect : Dialect.values()) {
            Renderer renderer = Markdown.of(dialect, HtmlPolicy.SANITIZED);
            Rendered rendered =
                    renderer.render(SmallWiki.here(), input.text(), RenderingTest.wiki());
            assertThat(rendered.html()).isNotNull();
            Facts facts = renderer.facts(SmallWiki.here(), input.text());
            assertThat(facts.links()).hasSizeLessThanOrEqualTo(5_000);
            assertThat(facts.summary().orElse("").length()).isLessThanOrEqualTo(200);
            assertThat(renderer.searchText(SmallWiki.here(), input.text())).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource({"veryMany", "veryLong"})
    void endsInTimeWhenLong(Input input) {
        for (Dialect dialect : Dialect.values()) {
            Renderer renderer = Markdown.of(dialect, HtmlPolicy.SANITIZED);
            assertThat(renderer.render(SmallWiki.here(), input.text(), RenderingTest.wiki()).html())
                    .isNotNull();
        }
    }

    @Test
    void pagesInPagesEndThoughEachHoldsTheNextManyTimes() {
        SmallWiki wiki = new SmallWiki();
        for (int i = 0; i < 10; i++) {
            wiki.page("P" + i + ".md", ("![[P" + (i + 1) + "]]\n\n").repeat(20) + "end");
        }
        String html =
                Markdown.of(Dialect.GARDEN, HtmlPolicy.SANITIZED)
                        .render(SmallWiki.here(), "![[P0]]", wiki)
                        .html();
        assertThat(html)
                .contains("too many pages stand inside each other")
                .contains("too much is shown inside this page")
                .hasSizeLessThan(1_000_000);
    }

    @Test
    void embeddedTextIsBounded() {
        SmallWiki wiki = new SmallWiki().page("Large.md", "word ".repeat(100_000));
        String html =
                Markdown.of(Dialect.GARDEN, HtmlPolicy.SANITIZED)
                        .render(SmallWiki.here(), "![[Large]]\n\n".repeat(50), wiki)
                        .html();
        assertThat(html).contains("too much is shown inside this page").hasSizeLessThan(2_500_000);
    }

    private static String ticks() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < 1_000; i++) {
            text.append("e").append("`".repeat(i));
        }
        return text.toString();
    }

    private static String indented() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("  ".repeat(i)).append("- a\n");
        }
        return text.toString();
    }

    private static String wide() {
        return "|a".repeat(MANY) + "\n" + "|-".repeat(MANY) + "\n" + "|b\n".repeat(100);
    }

    private static String references() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            text.append("[a").append(i).append("]: u\n");
        }
        return text.append("[a] ".repeat(MANY)).toString();
    }
}
