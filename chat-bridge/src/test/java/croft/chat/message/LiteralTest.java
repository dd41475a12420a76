package croft.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text of others in Markdown.
class LiteralTest {
    private static final List<Extension> EXTENSIONS =
            List.of(StrikethroughExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# no heading",
                "- no list",
                "---",
                "+ no list",
                "12. no list",
                "12) no list",
                "**not bold** _not slanted_ ~~not struck~~ `no code`",
                "[no link](javascript:x) ![no picture](y) <b>",
                "> no quotation",
                "a \\* b",
                "| no | table |",
                "127.0.0.1"
            })
    void standsForItself(String text) {
        String html = HTML.render(PARSER.parse(Literal.of(text)));
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertThat(html).isEqualTo("<p>" + escaped + "</p>\n");
    }

    @Test
    void staysOnItsLineAndMentionsNobody() {
        assertThat(Literal.of("a\r\n# b\u2028c \u202Ed @all")).isEqualTo("a # b c  d @\u200Ball");
    }

    @Test
    void isCutBetweenCharacters() {
        assertThat(Literal.cut("ab😀cd", 3)).isEqualTo("ab…");
        assertThat(Literal.cut("ab😀cd", 4)).isEqualTo("ab😀…");
        assertThat(Literal.cut("abc", 3)).isEqualTo("abc");
    }

    @Test
    void isCodeThatNothingEnds() {
        assertThat(Literal.code("a`b\nc")).isEqualTo("`a'b c`");
        assertThat(Literal.code("")).isEqualTo("` `");
    }

    @Test
    void isALinkWhereItsAddressCanBeOne() {
        assertThat(Literal.link("a]b", "https://x.example/(y)"))
                .isEqualTo("[a\\]b](https://x.example/%28y%29)");
        assertThat(Literal.link("a", "javascript:x")).isEqualTo("a");
        assertThat(Literal.link("a", "https://x.example/ y")).isEqualTo("a");
    }
}
