package croft.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What Markdown looks like in IRC, and the other way round. In the tables, IRC's codes are written
/// as letters in braces: `{b}` bold, `{i}` italic, `{u}` underline, `{s}` strike, `{m}` monospace,
/// `{o}` reset, `{c}` colour.
class IrcFormatTest {
    private static final int OCTETS = 400;

    @ParameterizedTest
    @MethodSource
    void writesMarkdownForIrc(String markdown, String irc) {
        assertThat(String.join("\n", IrcText.write(Markdown.lines(markdown), OCTETS)))
                .isEqualTo(codes(irc));
    }

    static Stream<Arguments> writesMarkdownForIrc() {
        return Stream.of(
                Arguments.of("plain", "plain"),
                Arguments.of(
                        "**bold** and *italic*",
                        "{b}bold{b} and {i}italic{i}".replaceAll("\\{i}$", "")),
                Arguments.of("a __bold__ _italic_ b", "a {b}bold{b} {i}italic{i} b"),
                Arguments.of("***both*** x", "{b}{i}both{b}{i} x"),
                Arguments.of("~~gone~~ `code` x", "{s}gone{s} {m}code{m} x"),
                Arguments.of("~one tilde~", "~one tilde~"),
                Arguments.of("first\nsecond  \nthird", "first\nsecond\nthird"),
                Arguments.of("one\n\ntwo", "one\ntwo"),
                Arguments.of("# Heading\ntext", "{b}Heading\ntext"),
                Arguments.of("> quoted\n> more\n\nsaid", "> quoted\n> more\nsaid"),
                Arguments.of("- a\n- b\n  - c\n    d", "• a\n• b\n  • c\n    d"),
                Arguments.of("3. c\n4. d", "3. c\n4. d"),
                Arguments.of("- \n- b", "• \n• b".replace("• \n", "•\n")),
                Arguments.of("```java\nint a;\n\n  int b;\n```", "{m}int a;\n \n{m}  int b;"),
                Arguments.of("    indented *code*", "{m}indented *code*"),
                Arguments.of("[text](https://a.example/b_c_d)", "text (https://a.example/b_c_d)"),
                Arguments.of(
                        "[**bold** text](https://a.example)",
                        "{b}bold{b} text (https://a.example)"),
                Arguments.of("[https://a.example](https://a.example)", "https://a.example"),
                Arguments.of("<https://a.example/x>", "https://a.example/x"),
                Arguments.of("see https://a.example/a_b_c, ok", "see https://a.example/a_b_c, ok"),
                Arguments.of(
                        "![a cat](https://a.example/cat.png)", "a cat (https://a.example/cat.png)"),
                Arguments.of("![](https://a.example/cat.png)", "https://a.example/cat.png"),
                Arguments.of("[a]: https://a.example", "[a]: https://a.example"),
                Arguments.of("a <b>tag</b> &amp; \\*stars\\*", "a <b>tag</b> & *stars*"),
                Arguments.of("<div>\n*x* y\n</div>", "<div>\n{i}x{i} y\n</div>"),
                Arguments.of("---", "---"),
                Arguments.of(
                        ":tada: :no_such_emoji::+1: `:tada:`", "🎉 :no_such_emoji:👍 {m}:tada:"),
                Arguments.of("at 12:30:45 :", "at 12:30:45 :"),
                Arguments.of("@alice ~town-square", "@alice ~town-square"),
                Arguments.of("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource
    void writesIrcAsMarkdown(String irc, String markdown) {
        assertThat(Markdown.of(IrcText.read(codes(irc)))).isEqualTo(markdown);
    }

    static Stream<Arguments> writesIrcAsMarkdown() {
        return Stream.of(
                Arguments.of("plain", "plain"),
                Arguments.of(
                        "{b}bold{b} {i}italic{i} {s}gone{s} {m}code",
                        "**bold** *italic* ~~gone~~ `code`"),
                Arguments.of("{b}a{i}b{o}c", "**a*b***c"),
                Arguments.of("{b} spaced {b}out", "**spaced** out"),
                Arguments.of("{u}underlined{u}", "underlined"),
                Arguments.of("{c}04,12red{c} {c}3green{o} {c}x", "red green x"),
                Arguments.of("{c}1,x", ",x"),
                Arguments.of("{m}a ` b{m}", "``a ` b``"),
                Arguments.of("{m}`{m}", "`` ` ``"),
                Arguments.of(
                        "*not* _bold_ `or` ~~this~~",
                        "\\*not\\* \\_bold\\_ \\`or\\` \\~\\~this\\~\\~"),
                Arguments.of("snake_case_name", "snake_case_name"),
                Arguments.of("# not a heading", "\\# not a heading"),
                Arguments.of("#rust is a channel", "#rust is a channel"),
                Arguments.of("> not a quote", "\\> not a quote"),
                Arguments.of("- not a list", "\\- not a list"),
                Arguments.of("-> an arrow", "-> an arrow"),
                Arguments.of("---", "\\---"),
                Arguments.of("1. not a list", "1\\. not a list"),
                Arguments.of("2) nor this", "2\\) nor this"),
                Arguments.of("3.5 is a number", "3.5 is a number"),
                Arguments.of("[12:30] <alice> hi", "[12:30] <alice> hi"),
                Arguments.of("<b title=x>", "&lt;b title=x>"),
                Arguments.of("[a](https://b.example)", "\\[a](https://b.example)"),
                Arguments.of("a &amp; b & c", "a &amp;amp; b & c"),
                Arguments.of("C:\\dir\\*", "C:\\dir\\\\\\*"),
                Arguments.of(
                        "https://a.example/b_c/_d_/*e*", "https://a.example/b_c/%5Fd%5F/%2Ae%2A"),
                Arguments.of("~town", "\\~town"),
                Arguments.of("    four spaces", "four spaces"),
                Arguments.of("{b}{b}", ""));
    }

    static String codes(String text) {
        return text.replace("{b}", "\2")
                .replace("{i}", "\35")
                .replace("{u}", "\37")
                .replace("{s}", "\36")
                .replace("{m}", "\21")
                .replace("{o}", "\17")
                .replace("{c}", "\3");
    }
}
