package croft.wiki.feed;

import static croft.wiki.Handmade.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.thaiopensource.relaxng.jaxp.CompactSyntaxSchemaFactory;
import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.graph.Reading;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// Feeds are Atom as RFC 4287 has it, with everything that a reader of feeds shows and nothing that
/// a visitor may not see.
class FeedTest {
    private static final HostName SITE = new HostName("notes.example.net");

    private static final Masthead MASTHEAD =
            new Masthead(
                    "https://notes.example.net",
                    "Notes & <more>",
                    Optional.of("Thoughts"),
                    Optional.of("Ann Author"),
                    Optional.of("https://ann.example.net/"),
                    "en");

    private final Handmade wikis = new Handmade(Dialect.GARDEN);

    @Test
    void saysWhatEachPageIs() {
        wikis.put(
                SITE,
                page("a/Plum cake.md", "Plum & <cake>", "Cut *the* plums.\n\n![x](x.png)")
                        .tags("recipes/cake")
                        .language("en-GB"),
                page("old.md", "Old", "text").modified(Handmade.TIME.minus(Duration.ofDays(1))));
        Document feed = all(reading());
        Element entry = (Element) feed.getElementsByTagName("entry").item(0);
        assertThat(text(feed.getDocumentElement(), "title")).isEqualTo("Notes & <more>");
        assertThat(text(feed.getDocumentElement(), "updated")).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(text(entry, "title")).isEqualTo("Plum & <cake>");
        assertThat(text(entry, "id")).isEqualTo("https://notes.example.net/a/Plum%20cake");
        assertThat(text(entry, "summary")).startsWith("Cut the plums.");
        assertThat(entry.getAttribute("xml:lang")).isEqualTo("en-GB");
        assertThat(((Element) entry.getElementsByTagName("category").item(0)).getAttribute("term"))
                .isEqualTo("recipes/cake");
        assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(2);
    }

    @Test
    void makesEveryUrlWhole() {
        wikis.put(SITE, page("a/b.md", "B", "text"));
        byte[] feed =
                Atom.ofAll(
                        MASTHEAD,
                        reading(),
                        _ ->
                                Optional.of(
                                        """
                                        <a href="#top">1</a><a href="c">2</a><a href="/d?x=1&amp;y=2">3</a>\
                                        <a href="https://else.example/">4</a><a href="mailto:a@b.c">5</a>\
                                        <img src="../p.png" srcset="p.png 1x, /q.png 2x" onerror="x()">\
                                        <script>alert(1)</script>\
                                        """));
        assertThat(text(parsed(feed).getDocumentElement(), "content"))
                .isEqualTo(
                        """
                        <a href="https://notes.example.net/a/b#top">1</a>\
                        <a href="https://notes.example.net/a/c">2</a>\
                        <a href="https://notes.example.net/d?x=1&amp;y=2">3</a>\
                        <a href="https://else.example/">4</a><a href="mailto:a@b.c">5</a>\
                        <img src="https://notes.example.net/p.png" \
                        srcset="https://notes.example.net/a/p.png 1x, https://notes.example.net/q.png 2x">\
                        """);
    }

    @Test
    void isValidWhateverPagesHold() {
        wikis.put(
                SITE,
                page("odd \"'<>&é漢.md", "\u0000\u0007\uFFFE \uD800 ]]> &amp;", "\u0001 ]]> <b>x")
                        .tags("a\nb", "<&>")
                        .language("not a language"),
                page("🦄/unicorn.md", "🦄", "🦄"));
        Document feed = all(reading());
        assertThat(text((Element) feed.getElementsByTagName("entry").item(0), "title"))
                .contains("]]> &amp;");
        assertThat(
                        parsed(
                                new String(
                                                Atom.ofAll(
                                                        bare(), reading(), _ -> Optional.empty()),
                                                UTF_8)
                                        .getBytes(UTF_8)))
                .isNotNull();
    }

    @Test
    void isValidWhereThereIsNothing() {
        wikis.put(SITE, page("hidden.md", "Hidden", "x").seen(Visibility.UNLISTED));
        Document feed = all(reading());
        assertThat(feed.getElementsByTagName("entry").getLength()).isZero();
        assertThat(text(feed.getDocumentElement(), "updated")).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void ofATagHasItsPagesTheNewestFirst() {
        wikis.put(
                SITE,
                page("a.md", "A", "x").tags("x/y").modified(Handmade.TIME.minusSeconds(5)),
                page("b.md", "B", "x #x"),
                page("c.md", "C", "x"));
        Reading reading = reading();
        Document feed =
                parsed(Atom.of(new Tag("x"), MASTHEAD, reading, _ -> Optional.of("<p>x</p>")));
        assertThat(titles(feed)).containsExactly("#x · Notes & <more>", "B", "A");
        assertThat(text(feed.getDocumentElement(), "id"))
                .isEqualTo("https://notes.example.net/tags/x/feed.xml");
        assertThat(reading.facets())
                .contains(
                        Facet.tag(new Tag("x")),
                        Facet.text(new FilePath("a.md")),
                        Facet.text(new FilePath("b.md")))
                .doesNotContain(Facet.text(new FilePath("c.md")));
    }

    @Test
    void hasTheNewestTwentyAndNoEndlessTexts() {
        Handmade.Draft[] pages = new Handmade.Draft[25];
        for (int i = 0; i < pages.length; i++) {
            pages[i] =
                    page("p%02d.md".formatted(i), "P" + i, "short")
                            .modified(Handmade.TIME.plusSeconds(i));
        }
        wikis.put(SITE, pages);
        Document feed =
                parsed(
                        Atom.ofAll(
                                MASTHEAD,
                                reading(),
                                page ->
                                        Optional.of(
                                                page.title().equals("P24")
                                                        ? "x".repeat(300_000)
                                                        : "text")));
        assertThat(titles(feed)).hasSize(21).contains("P24", "P5").doesNotContain("P4");
        assertThat(feed.getElementsByTagName("content").getLength()).isEqualTo(19);
    }

    @Test
    void namesTheHomePageByItsShortAddress() {
        wikis.put(SITE, page("home.md", "Home", "x"));
        assertThat(text((Element) all(reading()).getElementsByTagName("entry").item(0), "id"))
                .isEqualTo("https://notes.example.net/");
    }

    private static Masthead bare() {
        return new Masthead(
                "https://notes.example.net:8443",
                "Notes",
                Optional.empty(),
                Optional.empty(),
                Optional.of("javascript:alert(1)"),
                "");
    }

    private Reading reading() {
        return wikis.now(SITE).orElseThrow().reading(_ -> Optional.empty(), _ -> Optional.empty());
    }

    private Document all(Reading reading) {
        return parsed(
                Atom.ofAll(
                        MASTHEAD,
                        reading,
                        page ->
                                wikis.text(SITE, page)
                                        .map(body ->
                                                wikis.renderer()
                                                        .render(page, body, reading)
                                                        .html())));
    }

    /// Validates it, too.
    private static Document parsed(byte[] feed) {
        try {
            new CompactSyntaxSchemaFactory()
                    .newSchema(FeedTest.class.getResource("/feed/atom.rnc"))
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(feed)));
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(feed));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(new String(feed, UTF_8), e);
        }
    }

    private static List<String> titles(Document feed) {
        List<String> titles = new ArrayList<>();
        NodeList all = feed.getElementsByTagName("title");
        for (int i = 0; i < all.getLength(); i++) {
            titles.add(all.item(i).getTextContent());
        }
        return titles;
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
