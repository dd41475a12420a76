package croft.wiki.feed;

import static croft.wiki.Handmade.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.wiki.Handmade;
import croft.wiki.graph.Reading;
import croft.wiki.page.Facet;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Which addresses search engines are told of, and in which words.
class SiteMapTest {
    private static final HostName SITE = new HostName("notes.example.net");

    private static final Masthead MASTHEAD =
            new Masthead(
                    "https://notes.example.net",
                    "Notes",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "en");

    /// The four pages that pkb's own tests have.
    @Test
    void ofAStrictWikiIsThatOfPkb() {
        Handmade wikis = new Handmade(Dialect.STRICT);
        wikis.put(
                SITE,
                page("empty.md", "Empty", ""),
                page("hidden.md", "Hidden page", "Hidden page").seen(Visibility.UNLISTED),
                page("no-metadata.md", "No-Metadata", "Page without metadata block"),
                page("sample-page.md", "Sample Page", "This is a sample page.").tags("sample"));
        assertThat(lines(wikis))
                .containsExactly(
                        "/no-metadata 2026-03-01T10:00:00Z weekly 1.0",
                        "/sample-page 2026-03-01T10:00:00Z weekly 1.0",
                        "/tags/sample 2026-03-01T10:00:00Z weekly 0.6");
    }

    @Test
    void ofAStrictWikiWithAHomePageHasItTwice() {
        Handmade wikis = new Handmade(Dialect.STRICT);
        wikis.put(
                SITE,
                page("home.md", "Home", "x").modified(Instant.parse("2026-01-01T00:00:00.5Z")),
                page("My Notes.md", "My Notes", "x"));
        assertThat(lines(wikis))
                .containsExactly(
                        "/ 2026-03-01T10:00:00Z weekly 0.9",
                        "/My%20Notes 2026-03-01T10:00:00Z weekly 1.0",
                        "/home 2026-01-01T00:00:00Z weekly 1.0",
                        "/pages 2026-03-01T10:00:00Z weekly 0.9",
                        "/tags 2026-03-01T10:00:00Z weekly 0.6");
    }

    @Test
    void ofAGardenHasAddressesAndTimes() {
        Handmade wikis = new Handmade(Dialect.GARDEN);
        wikis.put(
                SITE,
                page("home.md", "Home", "x"),
                page("a/b.md", "B", "text with #x/y"),
                page("draft.md", "Draft", "x #secret").seen(Visibility.PRIVATE));
        assertThat(lines(wikis))
                .containsExactly(
                        "/ 2026-03-01T10:00:00Z",
                        "/a/b 2026-03-01T10:00:00Z",
                        "/pages 2026-03-01T10:00:00Z",
                        "/tags 2026-03-01T10:00:00Z",
                        "/tags/x 2026-03-01T10:00:00Z",
                        "/tags/x/y 2026-03-01T10:00:00Z");
        Reading reading = reading(wikis);
        SiteMap.write(MASTHEAD, reading);
        assertThat(reading.facets()).contains(Facet.LISTING, Facet.TAGS);
    }

    @Test
    void robotsAreToldWhereItIs() {
        assertThat(Robots.write(MASTHEAD))
                .isEqualTo(
                        "User-Agent: *\nDisallow: \nSitemap:"
                                + " https://notes.example.net/sitemap.xml\n");
    }

    private static Reading reading(Handmade wikis) {
        return wikis.now(SITE).orElseThrow().reading(_ -> Optional.empty(), _ -> Optional.empty());
    }

    private static List<String> lines(Handmade wikis) {
        String xml = new String(SiteMap.write(MASTHEAD, reading(wikis)), UTF_8);
        Matcher urls = Pattern.compile("<url>(.*?)</url>", Pattern.DOTALL).matcher(xml);
        return urls.results()
                .map(url -> url.group(1).strip().replaceAll("\\s*<[^>]+>\\s*", " ").strip())
                .map(line -> line.replace("https://notes.example.net", "").replaceAll(" +", " "))
                .toList();
    }
}
