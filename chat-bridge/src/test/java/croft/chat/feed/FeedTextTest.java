package croft.chat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What servers send, read as a feed.
class FeedTextTest {
    private static final URI BASE = URI.create("https://blog.example.net/feeds/all.xml");

    @Test
    void readsRss2() throws NotAFeed {
        FeedDocument feed =
                read(
                        """
                        <?xml version="1.0"?>
                        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                             xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
                        <channel><title>A blog</title><atom:link rel="self" href="https://blog.example.net/self"/>
                        <image><title>not this</title></image>
                        <item><title>Tom &amp;amp; Jerry</title><link>/posts/1</link>
                          <guid isPermaLink="false">abc</guid><pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate>
                          <media:title>wrong</media:title>
                          <description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>
                        <item><guid>https://blog.example.net/2</guid><description>No title</description></item>
                        </channel></rss>
                        """);
        assertThat(feed.title()).isEqualTo("A blog");
        assertThat(feed.entries())
                .containsExactly(
                        new Entry(
                                Optional.of("abc"),
                                Optional.of(URI.create("https://blog.example.net/posts/1")),
                                "Tom & Jerry",
                                Optional.of(Instant.parse("2026-11-02T09:00:00Z")),
                                "Short"),
                        new Entry(
                                Optional.of("https://blog.example.net/2"),
                                Optional.of(URI.create("https://blog.example.net/2")),
                                "",
                                Optional.empty(),
                                "No title"));
    }

    @Test
    void readsRss1() throws NotAFeed {
        FeedDocument feed =
                read(
                        """
                        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                                 xmlns:dc="http://purl.org/dc/elements/1.1/">
                        <channel rdf:about="x"><title>Old</title></channel>
                        <item rdf:about="https://old.example.net/1"><title>One</title>
                          <link>https://old.example.net/1</link><dc:date>2026-11-02T10:00+01:00</dc:date></item>
                        </rdf:RDF>
                        """);
        Entry entry = feed.entries().getFirst();
        assertThat(feed.title()).isEqualTo("Old");
        assertThat(entry.guid()).contains("https://old.example.net/1");
        assertThat(entry.at()).contains(Instant.parse("2026-11-02T09:00:00Z"));
    }

    @Test
    void readsAtomWithItsBaseAndXhtml() throws NotAFeed {
        FeedDocument feed =
                read(
                        """
                        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example.net/">
                        <title type="html">A &lt;b&gt;bold&lt;/b&gt; blog</title>
                        <entry><id>urn:1</id><title>One</title><link rel="self" href="self"/><link href="one"/>
                          <updated>2026-11-02T10:00:00.5Z</updated>
                          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">1 &lt; 2 <a href="/x">x</a></div></content>
                        </entry></feed>
                        """);
        Entry entry = feed.entries().getFirst();
        assertThat(feed.title()).isEqualTo("A bold blog");
        assertThat(entry.link()).contains(URI.create("https://other.example.net/one"));
        assertThat(Excerpt.of(entry.html(), BASE, 100))
                .isEqualTo("1 \\< 2 [x](https://blog.example.net/x)");
    }

    @Test
    void readsJsonFeed() throws NotAFeed {
        FeedDocument feed =
                read(
                        """
                        {"version": "https://jsonfeed.org/version/1.1", "title": "J <3", "authors": [{"name": "x"}],
                         "items": [{"id": 7, "url": "/7", "title": "Seven", "content_html": "<p>7</p>",
                                    "date_published": "2026-11-02T10:00:00Z", "tags": ["a", "b"]},
                                   {"id": "8", "content_text": "a < b"}, 9]}
                        """);
        assertThat(feed.title()).isEqualTo("J <3");
        assertThat(feed.entries()).hasSize(2);
        assertThat(feed.entries().getFirst().guid()).contains("7");
        assertThat(Excerpt.of(feed.entries().getLast().html(), BASE, 100)).isEqualTo("a \\< b");
    }

    @Test
    void readsEntitiesThatOnlyHtmlHas() throws NotAFeed {
        assertThat(item("<title>a&nbsp;b&mdash;c&unheardof;d</title>").title()).isEqualTo("a b—cd");
    }

    @Test
    void decodesWhatIsNotWhatItSays() throws NotAFeed {
        String feed =
                "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Grüße</title></item></channel></rss>";
        assertThat(
                        FeedText.read(
                                        feed.getBytes(StandardCharsets.ISO_8859_1),
                                        Optional.empty(),
                                        BASE)
                                .entries()
                                .getFirst()
                                .title())
                .isEqualTo("Grüße");
        assertThat(
                        FeedText.read(
                                        feed.replace("encoding='utf-8'", "")
                                                .getBytes(Charset.forName("Shift_JIS")),
                                        Optional.of("text/xml; charset=no-such-charset"),
                                        BASE)
                                .entries())
                .hasSize(1);
        assertThat(
                        FeedText.read(
                                        ("\uFEFF" + feed).getBytes(StandardCharsets.UTF_16LE),
                                        Optional.of("text/xml; charset=utf-8"),
                                        BASE)
                                .entries()
                                .getFirst()
                                .title())
                .isEqualTo("Grüße");
    }

    @Test
    void passesOverCharactersThatXmlForbids() throws NotAFeed {
        assertThat(item("<title>a\u0000\u000Bb</title>").title()).isEqualTo("ab");
    }

    @Test
    @Timeout(5)
    void expandsNoEntities() throws NotAFeed {
        FeedDocument feed =
                read(
                        """
                        <!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
                        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY passwd SYSTEM "file:///etc/passwd">]>
                        <rss><channel><item><title>x&c;&passwd;y</title></item></channel></rss>
                        """);
        assertThat(feed.entries().getFirst().title()).isEqualTo("xy");
    }

    @Test
    @Timeout(5)
    void refusesWhatIsNestedDeeply() {
        assertThatThrownBy(() -> read("<rss><channel>" + "<a>".repeat(1_000_000)))
                .isInstanceOf(NotAFeed.class)
                .hasMessageContaining("nested deeper than 64");
    }

    @Test
    @Timeout(10)
    void readsNoMoreThanTheNewestOfAnArchive() throws NotAFeed {
        FeedDocument feed = read("<rss><channel>" + "<item><title>x</title></item>".repeat(20_000));
        assertThat(feed.entries()).hasSize(FeedDocument.MOST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <html><body/></html>      | its root is <html>
                    <rss><channel>            | not well-formed
                    {"items": 3               | not JSON
                    {"a": 1}                  | JSON without items
                    hello                     | begins with neither
                    """)
    void saysWhyItIsNone(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(NotAFeed.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Mon, 02 Nov 2026 10:00:00 GMT    | 2026-11-02T10:00:00Z
                    2 Nov 26 10:00 EST               | 2026-11-02T15:00:00Z
                    Monday, 02-Nov-26 10:00:00 UTC   | 2026-11-02T10:00:00Z
                    Mon, 2 November 2026 10:00:00 +0530 | 2026-11-02T04:30:00Z
                    2026-11-02T10:00:00+0100         | 2026-11-02T09:00:00Z
                    2026-11-02 10:00:00              | 2026-11-02T10:00:00Z
                    2026-11-02                       | 2026-11-02T00:00:00Z
                    """)
    void readsDates(String text, Instant date) {
        assertThat(FeedTime.read(text)).contains(date);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "32 Nov 2026", "2026-13-01", "''", "0000000000000000000000000000"})
    void takesNoDateForNone(String text) {
        assertThat(FeedTime.read(text)).isEmpty();
    }

    @Test
    void boundsWhatOneFieldHolds() throws NotAFeed {
        Instant begun = Instant.now();
        assertThat(item("<description>" + "x".repeat(3_000_000) + "</description>").html())
                .hasSize(200_000);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    private static Entry item(String content) throws NotAFeed {
        return read("<rss><channel><item>" + content + "</item></channel></rss>")
                .entries()
                .getFirst();
    }

    private static FeedDocument read(String text) throws NotAFeed {
        return FeedText.read(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), BASE);
    }
}
