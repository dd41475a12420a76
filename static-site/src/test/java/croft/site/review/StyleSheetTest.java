package croft.site.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a style sheet loads.
class StyleSheetTest {
    @Test
    void findsUrlsAndImportsWithTheirLines() {
        assertThat(
                        found(
                                """
                                @charset "utf-8";
                                @import "a.css" screen;
                                @IMPORT url(b.css);
                                .x { background: url( "c d.png" ) , URL('e\\'f.png') }
                                .y { src: url(g.woff2) format("woff2"),
                                          url(h.woff) }
                                """))
                .containsExactly(
                        "2 a.css", "3 b.css", "4 c d.png", "4 e'f.png", "5 g.woff2", "6 h.woff");
    }

    @Test
    void looksIntoNoCommentAndNoString() {
        assertThat(
                        found(
                                """
                                /* url(a.png) @import "b.css"; */
                                .x::after { content: "url(c.png)" 'url(d.png)' }
                                .curl(e.png) { color: red }
                                /* url(f.png)
                                """))
                .isEmpty();
    }

    @Test
    void undoesEscapes() {
        assertThat(found(".x { background: url(a\\29 b\\20.png) }")).containsExactly("1 a)b .png");
        assertThat(found(".x { background: url(\"a\\\"b\\26 c\") }")).containsExactly("1 a\"b&c");
    }

    @Test
    void endsWhereTheSheetBreaksOff() {
        assertThat(found("@import")).isEmpty();
        assertThat(found("x { a: url(")).isEmpty();
        assertThat(found("x { a: url(b")).isEmpty();
        assertThat(found("x { a: url(\"b")).containsExactly("1 b");
        assertThat(found("x { a: \"b\\")).isEmpty();
    }

    private static List<String> found(String css) {
        List<String> found = new ArrayList<>();
        StyleSheet.read(css, 1, (url, line) -> found.add(line + " " + url));
        return found;
    }
}
