package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever an author writes, a sanitised page has nothing in it that a browser would run, send or
/// fetch as a document, and nothing that covers the rest of the site.
class HostileHtmlTest {
    /// What a browser runs, loads, sends, or reads by rules of its own.
    private static final Set<String> FORBIDDEN =
            Set.of(
                    "script",
                    "style",
                    "iframe",
                    "object",
                    "embed",
                    "applet",
                    "form",
                    "button",
                    "select",
                    "textarea",
                    "base",
                    "meta",
                    "link",
                    "svg",
                    "foreignobject",
                    "frame",
                    "frameset",
                    "template",
                    "noscript",
                    "noembed",
                    "noframes",
                    "xmp",
                    "plaintext",
                    "title",
                    "marquee",
                    "dialog",
                    "portal",
                    "param",
                    "annotation-xml",
                    "mglyph",
                    "maction",
                    "slot",
                    "head",
                    "isindex");

    /// Attributes that name something to be fetched or followed.
    private static final Set<String> ADDRESSES =
            Set.of(
                    "href",
                    "src",
                    "poster",
                    "cite",
                    "action",
                    "formaction",
                    "data",
                    "background",
                    "srcset",
                    "xlink:href",
                    "ping",
                    "longdesc",
                    "dynsrc",
                    "lowsrc",
                    "srcdoc");

    static List<String> vectors() {
        String text = Cases.text("hostile.txt");
        return text.substring(text.indexOf("\n\n") + 2)
                .lines()
                .map(line -> line.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0"))
                .toList();
    }

    /// Each alone, in the middle of words, and in places where browsers read otherwise.
    static Stream<String> texts() {
        return vectors().stream()
                .flatMap(vector ->
                        Stream.of(
                                vector,
                                "words " + vector + " words",
                                "<div>\n\n" + vector + "\n\n</div>",
                                "<table><td>" + vector,
                                "<p title='" + vector + "'>" + vector,
                                "> [!note] " + vector + "\n> - " + vector));
    }

    @Test
    void thereAreManyVectors() {
        assertThat(vectors()).hasSizeGreaterThan(120).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingIsExecutableInAGarden(String text) {
        harmless(render(Dialect.GARDEN, text));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingIsExecutableInStrictMarkdown(String text) {
        harmless(render(Dialect.STRICT, text));
    }

    @Test
    void aHostilePageThatIsEmbeddedIsHarmlessToo() {
        for (String vector : vectors()) {
            SmallWiki wiki = RenderingTest.wiki().page("Bad.md", vector + "\n\n" + vector);
            harmless(
                    Markdown.of(Dialect.GARDEN, HtmlPolicy.SANITIZED)
                            .render(SmallWiki.here(), "![[Bad]]", wiki)
                            .html());
        }
    }

    @Test
    void allOfThemTogetherAreHarmless() {
        harmless(render(Dialect.GARDEN, String.join("\n\n", vectors())));
        harmless(render(Dialect.GARDEN, String.join("", vectors())));
        harmless(render(Dialect.STRICT, String.join("\n\n", vectors())));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void trustedHtmlStaysAsItIs(Dialect dialect) {
        String html =
                Markdown.of(dialect, HtmlPolicy.TRUSTED)
                        .render(
                                SmallWiki.here(),
                                "<script>go()</script>\n\n<form id=\"_x\" onsubmit=\"go()\"></form>",
                                RenderingTest.wiki())
                        .html();
        assertThat(html)
                .contains("<script>go()</script>")
                .contains("<form id=\"_x\" onsubmit=\"go()\"></form>");
    }

    @Test
    void idsThatBelongToThePageAroundAreTaken() {
        String html =
                render(Dialect.GARDEN, "<p id='_main'>a</p><p id='mine'>b</p><p id='mine'>c</p>");
        assertThat(html).contains("<p>a</p><p id=\"mine\">b</p><p>c</p>");
    }

    @Test
    void stylesKeepToLetters() {
        assertThat(
                        render(
                                        Dialect.GARDEN,
                                        "<p style='color:#123; TEXT-ALIGN : center;float:left;margin:-9em'>a</p>")
                                .strip())
                .isEqualTo("<p style=\"color:#123;text-align:center\">a</p>");
    }

    private static String render(Dialect dialect, String text) {
        return Markdown.of(dialect, HtmlPolicy.SANITIZED)
                .render(SmallWiki.here(), text, RenderingTest.wiki())
                .html();
    }

    /// Looks at the tree that a browser would make, as a fragment and inside of a page. Both must
    /// be the same, or something reached out of its place.
    private static void harmless(String html) {
        Element fragment = SafeHtml.balanced(html);
        check(fragment, html);
        Document page = Jsoup.parse("<!DOCTYPE html><main><article>" + html + "</article><footer>");
        check(page.body(), html);
        Element article = page.selectFirst("main > article");
        assertThat(article).as(html).isNotNull();
        assertThat(page.select("article").size()).isEqualTo(1 + fragment.select("article").size());
        assertThat(page.select("main > footer")).as(html).hasSize(1);
    }

    private static void check(Element content, String html) {
        content.forEachNode(node -> {
            if (node instanceof Element element) {
                assertThat(FORBIDDEN).as(html).doesNotContain(element.normalName());
            }
            assertThat(node.nodeName()).as(html).isNotIn("#comment", "#data", "#declaration");
            attributes(node, html);
        });
    }

    private static void attributes(Node node, String html) {
        if (!(node instanceof Element)) {
            return;
        }
        for (Attribute attribute : node.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue();
            assertThat(key).as(html).doesNotStartWith("on").isNotIn("srcdoc", "target", "is");
            if (ADDRESSES.contains(key)) {
                String plain = value.replaceAll("[\\x00-\\x20\\x7F]", "").toLowerCase(Locale.ROOT);
                assertThat(plain)
                        .as(html)
                        .doesNotStartWith("javascript:")
                        .doesNotStartWith("vbscript:")
                        .doesNotStartWith("blob:")
                        .doesNotStartWith("file:");
                if (plain.startsWith("data:")) {
                    assertThat(plain).as(html).startsWith("data:image/").doesNotContain("svg");
                }
            }
            if (key.equals("style")) {
                assertThat(value)
                        .as(html)
                        .matches("([a-z-]+:[a-zA-Z0-9#%., ()/-]+;?)*")
                        .doesNotContain("url", "position", "expression", "var(");
            }
            if (key.equals("type") && node.nodeName().equals("input")) {
                assertThat(value).as(html).isEqualToIgnoringCase("checkbox");
                assertThat(node.hasAttr("disabled")).as(html).isTrue();
            }
        }
    }
}
