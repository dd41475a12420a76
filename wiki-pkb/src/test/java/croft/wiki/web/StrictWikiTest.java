package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder of pkb's, at pkb's addresses.
class StrictWikiTest extends WikiTest {
    @Override
    ServedWiki.Terms terms() {
        return ServedWiki.Terms.STRICT;
    }

    @BeforeEach
    void fill() throws IOException {
        wiki.write("empty.md", "");
        wiki.write("hidden.md", "---\ntitle: Hidden page\nhidden: true\n---\nHidden page");
        wiki.write("no-metadata.md", "Page without metadata block");
        wiki.write(
                "sample-page.md",
                "---\ntitle: Sample Page\ntags: [sample]\n---\nThis is a sample page.");
        wiki.write("public/css/style.css", "b {}");
        wiki.write("public/docs/index.html", "<p>Docs</p>");
    }

    @Test
    void hasPkbsPages() throws IOException {
        Document page = page("/sample-page");
        assertThat(page.title()).isEqualTo("Sample Page - A small site");
        assertThat(page.expectFirst("h1 a").attr("href")).isEqualTo("/sample-page");
        assertThat(page.select(".text").html()).isEqualTo("<p>This is a sample page.</p>");
        assertThat(page.select("[rel=tag]").text()).isEqualTo("#sample");
        assertThat(page("/hidden").expectFirst("h1").text()).isEqualTo("Hidden page");
        assertThat(page("/no-metadata").expectFirst("h1").text()).isEqualTo("No-Metadata");
        assertThat(wiki.get("/empty").status()).isEqualTo(200);
        assertThat(wiki.get("/").status()).isEqualTo(404);
        wiki.write("home.md", "Welcome.");
        assertThat(page("/").expectFirst("h1 a").attr("href")).isEqualTo("/home");
        assertThat(page("/home").select(".text").text()).isEqualTo("Welcome.");
    }

    @Test
    void hasPkbsLists() throws IOException {
        Document index = page("/pages");
        assertThat(index.title()).isEqualTo("Index - A small site");
        assertThat(index.select(".pages a").eachText())
                .containsExactly("No-Metadata", "Sample Page");
        Document tags = page("/tags");
        assertThat(tags.select(".all-tags a").eachText()).containsExactly("sample");
        assertThat(tags.select(".all-tags .note").eachText()).containsExactly("1");
        assertThat(page("/tags/sample").select(".pages a").eachText())
                .containsExactly("Sample Page");
        assertThat(wiki.get("/tags/Sample").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sample-page.md",
                "/sample-page.html",
                "/sample-page.x.y",
                "/anything/sample-page",
                "/sample-page%3Fx"
            })
    void findsAPageAsPkbDoes(String target) throws IOException {
        assertThat(page(target).expectFirst("h1").text()).isEqualTo("Sample Page");
    }

    @Test
    void tellsCaseApart() throws IOException {
        assertThat(wiki.get("/Sample-Page").status()).isEqualTo(404);
    }

    @Test
    void servesWhatLiesInPublic() throws IOException {
        assertThat(wiki.get("/public/css/style.css").field("Content-Type"))
                .isEqualTo("text/css; charset=utf-8");
        assertThat(wiki.get("/public/docs").text()).isEqualTo("<p>Docs</p>");
        assertThat(wiki.get("/public/docs/").text()).isEqualTo("<p>Docs</p>");
        assertThat(wiki.get("/public/nothing").status()).isEqualTo(404);
    }

    @Test
    void givesOurOwnAddressesToPagesOfTheirName() throws IOException {
        assertThat(wiki.get("/search").text()).contains("Type what you look for");
        assertThat(wiki.get("/feed.xml").field("Content-Type")).startsWith("application/atom+xml");
        wiki.write("search.md", "Our search.");
        wiki.write("feed.md", "Our feed.");
        assertThat(page("/search").select(".text").text()).isEqualTo("Our search.");
        assertThat(page("/feed.xml").select(".text").text()).isEqualTo("Our feed.");
        assertThat(wiki.get("/search?q=x").text()).doesNotContain("Our search.");
    }

    @Test
    void neverNegotiates() throws IOException {
        Reply reply = wiki.get("/sample-page", "Accept: text/markdown");
        assertThat(reply.field("Content-Type")).startsWith("text/html");
        assertThat(reply.fields()).doesNotContainKey("Vary");
    }

    private Document page(String target) throws IOException {
        Reply reply = wiki.get(target);
        assertThat(reply.status()).describedAs(target).isEqualTo(200);
        return Jsoup.parse(reply.text());
    }
}
