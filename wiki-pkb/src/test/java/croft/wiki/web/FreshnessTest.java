package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.platform.traffic.HttpDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What caches and browsers are told, and what they get when they ask again.
class FreshnessTest extends WikiTest {
    @Test
    void tellsTheEdgeByWhichKeysAPageBecomesStale() throws IOException {
        wiki.write("a.md", "[[b]] ![[c]]");
        wiki.write("c.md", "Shown inside.");
        Reply reply = wiki.get("/a");
        assertThat(reply.field("Surrogate-Key").split(" "))
                .contains(
                        "wiki:notes.test/wiki",
                        "wiki:notes.test/text:a.md",
                        "wiki:notes.test/head:a.md",
                        "wiki:notes.test/back:a.md",
                        "wiki:notes.test/name:b",
                        "wiki:notes.test/text:c.md");
        assertThat(reply.field("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
        assertThat(reply.field("Edge-Cache-Control"))
                .isEqualTo("max-age=3600, stale-while-revalidate=86400");
        assertThat(reply.field("No-Vary-Search")).isEqualTo("params");
    }

    @Test
    void saysAnyPageInPlaceOfHundreds() throws IOException {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            links.append("[[page number ").append(i).append("]] ");
        }
        wiki.write("a.md", links.toString());
        assertThat(wiki.get("/a").field("Surrogate-Key").split(" "))
                .contains("wiki:notes.test/any", "wiki:notes.test/text:a.md")
                .hasSizeLessThan(10);
    }

    @Test
    void sendsNothingAnewThatIsCurrent() throws IOException {
        wiki.write("a.md", "Text.");
        for (String target : new String[] {"/a", "/pages", "/tags", "/feed.xml", "/sitemap.xml"}) {
            Reply first = wiki.get(target);
            String tag = first.field("ETag");
            assertThat(tag).describedAs(target).matches("\"[A-Za-z0-9_-]+\"");
            Reply again = wiki.get(target, "If-None-Match: \"other\", W/" + tag);
            assertThat(again.status()).describedAs(target).isEqualTo(304);
            assertThat(again.field("ETag")).isEqualTo(tag);
            assertThat(again.field("Surrogate-Key")).isEqualTo(first.field("Surrogate-Key"));
            assertThat(
                            wiki.get(target, "If-Modified-Since: " + first.field("Last-Modified"))
                                    .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void believesTheTagMoreThanTheDate() throws IOException {
        wiki.write("a.md", "Text.");
        String date = wiki.get("/a").field("Last-Modified");
        assertThat(wiki.get("/a", "If-None-Match: \"x\"", "If-Modified-Since: " + date).status())
                .isEqualTo(200);
        assertThat(wiki.get("/a", "If-Modified-Since: yesterday").status()).isEqualTo(200);
    }

    @Test
    void hasADateInWholeSecondsThatIsNeverAhead() throws IOException {
        wiki.write("a.md", "Text.");
        Files.setLastModifiedTime(
                folder.resolve("a.md"), FileTime.from(Instant.parse("2099-01-01T00:00:00.7Z")));
        wiki.readAnew();
        Reply reply = wiki.get("/a");
        assertThat(HttpDate.read(reply.field("Last-Modified")).orElseThrow())
                .isBeforeOrEqualTo(HttpDate.read(reply.field("Date")).orElseThrow());
    }

    @Test
    void makesAnewWhatAChangeTouches() throws IOException {
        wiki.write("a.md", "To [[b]].");
        wiki.write("c.md", "Of its own.");
        String a = wiki.get("/a").field("ETag");
        String c = wiki.get("/c").field("ETag");
        assertThat(wiki.get("/b").status()).isEqualTo(404);
        wiki.write("b.md", "Here.");
        assertThat(wiki.get("/a").field("ETag")).isNotEqualTo(a);
        assertThat(wiki.get("/a").text()).contains("href=\"/b\"");
        assertThat(wiki.get("/c").field("ETag")).isEqualTo(c);
        assertThat(wiki.get("/b").text()).contains("Here.");
        wiki.delete("b.md");
        assertThat(wiki.get("/a").field("ETag")).isEqualTo(a);
    }

    @Test
    void isNotTakenForOldByDateAloneWhenAnotherPageChangedIt() throws IOException {
        wiki.write("a.md", "To [[b]].");
        Files.setLastModifiedTime(
                folder.resolve("a.md"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        wiki.readAnew();
        String date = wiki.get("/a").field("Last-Modified");
        wiki.write("b.md", "Here.");
        assertThat(wiki.get("/a", "If-Modified-Since: " + date).text()).contains("href=\"/b\"");
    }

    @Test
    void letsWhatIsNotThereBeKeptUntilItIs() throws IOException {
        Reply reply = wiki.get("/new%20page");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("Surrogate-Key").split(" "))
                .contains(
                        "wiki:notes.test/head:new%20page.md",
                        "wiki:notes.test/file:new%20page", "wiki:notes.test/listing");
    }

    @Test
    void keepsOurOwnFilesForEver() throws IOException {
        wiki.write("a.md", "Text.");
        String page = wiki.get("/a").text();
        String style = page.replaceAll("(?s).*rel=\"stylesheet\" href=\"([^\"]+)\".*", "$1");
        Reply reply = wiki.get(style);
        assertThat(reply.field("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(reply.field("Content-Type")).isEqualTo("text/css; charset=utf-8");
        Reply former = wiki.get("/-/style.AAAAAAAAAAAAAAAA.css");
        assertThat(former.text()).isEqualTo(reply.text());
        assertThat(former.field("Cache-Control")).isEqualTo("no-store");
        assertThat(wiki.get("/-/nothing.css").status()).isEqualTo(404);
        assertThat(wiki.get("/-/media-types.txt").status()).isEqualTo(404);
    }
}
