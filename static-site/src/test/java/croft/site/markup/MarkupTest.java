package croft.site.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tags a page holds, and where.
class MarkupTest {
    private static final Set<String> WANTED =
            Set.of(
                    "alt",
                    "content",
                    "data",
                    "href",
                    "http-equiv",
                    "id",
                    "name",
                    "poster",
                    "rel",
                    "src",
                    "srcset",
                    "style",
                    "type");

    @Test
    void tellsTagsAttributesAndLines() {
        assertThat(
                        read(
                                """
                                <!DOCTYPE html>
                                <A HREF = 'one' title=x
                                   href=two>
                                <img
                                   src=three/four alt><br/>
                                <p id="five &amp; &#54;&#x37;">
                                """))
                .containsExactly(
                        "2 a {href=one@2}",
                        "4 img {alt=@5, src=three/four@5}",
                        "5 br {}",
                        "6 p {id=five & 67@6}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <a href=x> -->",
                "<!--> --> <!-- <a href=x> --!>",
                "<!-- <a href=x>",
                "<!doctype <a href=x>",
                "<? <a href=x>",
                "</ <a href=x>",
                "</p <a href=x>",
                "< a href=x>",
                "<a href=x",
                "<a href='x>",
                "a < b && c > d",
                "<",
                "</",
                "<!",
                "",
            })
    void findsNoLinkWhereThereIsNone(String html) {
        assertThat(read(html)).noneMatch(tag -> tag.contains("href"));
    }

    @Test
    void takesTheContentOfScriptsAndTheirLikeForText() {
        assertThat(
                        read(
                                "<script>'<a href=1>'</scripted><a href=2></script ><a href=3>"
                                        + "<textarea><a href=4></textarea><title><a href=5></TITLE>"
                                        + "<style>a{}</style><a href=6><script><a href=7>"))
                .filteredOn(tag -> tag.contains("href"))
                .containsExactly("1 a {href=3@1}", "1 a {href=6@1}");
    }

    @Test
    void readsGraphicsAsGraphics() {
        assertThat(
                        read(
                                "<svg><title/><script/><a href=1></a><![CDATA[<a href=2>]]></svg>"
                                        + "<a href=3><![CDATA[<a href=4>]]>"))
                .filteredOn(tag -> tag.contains("href"))
                .containsExactly("1 a {href=1@1}", "1 a {href=3@1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='?a=1&b=2'>",
                "<a href='?a=1&amp;b=2'>",
                "<a href='?a=1&amp=2'>",
                "<a href='?a&lt;b&gt;c&quot;d&apos;e&nbsp;f'>",
                "<a href='&#;&#x;&#47;&#x2F;&#X2f;'>x",
                "<a href='&unknown; & &; &'>",
                "<a href='&num;a&sol;b&colon;c&period;d'>",
                "<a =x href=y>",
                "<a/href=x/>",
                "<a href=x/y/>",
                "<a href=\"x\"id=y>",
                "<a href=>",
                "<a href id=y>",
                "<a href = x id = 'y' >",
                "<a\nhref\n=\nx\n>",
                "<IMG SRC=x ALT=y>",
            })
    void readsAttributesAsAnHtmlParserDoes(String html) {
        assertThat(attributes(html)).isEqualTo(expected(html));
    }

    /// What one reads and the other does not would be a link that is reported for nothing, or none
    /// that is.
    @Test
    void findsWhatAnHtmlParserFindsInTagSoup() {
        String[] parts = {
            "<a href=%d>",
            "</a>",
            "<p id=%d>",
            "<img src='%d' alt>",
            "<!-- ",
            "-->",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<b",
            ">",
            " x='",
            "'",
            "\"",
            "text &amp; ",
            "<br/>",
            "</p>",
            "<div class=\"<a>\">",
            "</div>",
            "<em>",
            "</em>",
            "<textarea>",
            "</textarea>",
        };
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder soup = new StringBuilder("<!doctype html><body>");
            for (int length = random.nextInt(25); length > 0; length--) {
                soup.append(parts[random.nextInt(parts.length)].replace("%d", "v" + length));
            }
            String html = soup.toString();
            if (!html.contains("<!-- ") || !html.contains("<script>")) { // see Markup
                assertThat(links(attributes(html))).as(html).isEqualTo(links(expected(html)));
            }
        }
    }

    private static List<Map<String, String>> links(List<Map<String, String>> tags) {
        return tags.stream()
                .filter(t -> t.containsKey("href") || t.containsKey("src"))
                .distinct()
                .toList();
    }

    private static List<Map<String, String>> attributes(String html) {
        List<Map<String, String>> tags = new ArrayList<>();
        Markup.read(
                html,
                WANTED,
                (name, attributes, line) -> {
                    Map<String, String> values = new TreeMap<>();
                    attributes.forEach((key, value) -> values.put(key, value.value()));
                    if (!values.isEmpty()) {
                        tags.add(values);
                    }
                });
        return tags;
    }

    private static List<Map<String, String>> expected(String html) {
        List<Map<String, String>> tags = new ArrayList<>();
        Document document = Jsoup.parse(html);
        for (Element element : document.getAllElements()) {
            Map<String, String> values = new TreeMap<>();
            element.attributes()
                    .forEach(attribute -> {
                        if (WANTED.contains(attribute.getKey())) {
                            values.put(attribute.getKey(), attribute.getValue());
                        }
                    });
            if (!values.isEmpty()) {
                tags.add(values);
            }
        }
        return tags;
    }

    private static List<String> read(String html) {
        List<String> tags = new ArrayList<>();
        Markup.read(
                html,
                WANTED,
                (name, attributes, line) -> {
                    Map<String, String> shown = new TreeMap<>();
                    attributes.forEach(
                            (key, value) -> shown.put(key, value.value() + "@" + value.line()));
                    tags.add(line + " " + name + " " + shown);
                });
        return tags;
    }
}
