package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/// What a reader of a garden finds at its addresses.
class PagesTest extends WikiTest {
    @Test
    void showsAPageWithWhatItSaysOfItself() throws IOException {
        wiki.write(
                "Plum cake.md",
                "---\ntags: [cake]\ndescription: A cake.\n---\nTake plums. #recipes/sweet\n");
        Document page = page("/Plum%20cake");
        assertThat(page.title()).isEqualTo("Plum Cake - A small site");
        assertThat(page.expectFirst("h1").text()).isEqualTo("Plum Cake");
        assertThat(page.select("main .text").text()).contains("Take plums.");
        assertThat(page.select(".about [rel=tag]").eachText())
                .containsExactly("#cake", "#recipes/sweet");
        assertThat(page.select(".about [rel=tag]").eachAttr("href"))
                .containsExactly("/tags/cake", "/tags/recipes/sweet");
        assertThat(page.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://notes.test/Plum%20cake");
        assertThat(page.select("meta[name=description]").attr("content")).isEqualTo("A cake.");
        assertThat(page.select("meta[property=og:title]").attr("content")).isEqualTo("Plum Cake");
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void speaksTheLanguageOfThePage() throws IOException {
        wiki.write("a.md", "---\nlang: de\n---\nGuten Tag.");
        assertThat(page("/a").select("html").attr("lang")).isEqualTo("de");
    }

    @Test
    void showsTheTextsOwnTitleInPlaceOfItsNames() throws IOException {
        wiki.write("a.md", "# The whole title\n\nText.");
        assertThat(page("/a").select("h1").eachText()).hasSize(1);
        assertThat(page("/a").select("h1").text()).startsWith("The whole title");
    }

    @Test
    void listsTheContentsOfALongPage() throws IOException {
        wiki.write("a.md", "## One\n\n### Below\n\n#### Deeper\n\n## Two\n\n## Three\n");
        wiki.write("b.md", "## One\n\n## Two\n");
        assertThat(page("/a").select(".contents a").eachText())
                .containsExactly("One", "Below", "Two", "Three");
        assertThat(page("/a").select(".contents a").eachAttr("href")).contains("#below");
        assertThat(page("/b").select(".contents")).isEmpty();
    }

    @Test
    void namesWhoLinksHereWithTheirWords() throws IOException {
        wiki.write("cake.md", "A cake.");
        wiki.write("party.md", "We had a [[cake]] with plums.");
        Document page = page("/cake");
        assertThat(page.select(".backlinks a").eachAttr("href")).containsExactly("/party");
        assertThat(page.select(".backlinks p").text()).contains("with plums");
    }

    @Test
    void leadsUpThroughFolders() throws IOException {
        wiki.write("a/b/c.md", "Text.");
        assertThat(page("/a/b/c").select(".crumbs a").eachAttr("href"))
                .containsExactly("/a", "/a/b");
        Document folder = page("/a");
        assertThat(folder.select(".pages a").eachAttr("href")).containsExactly("/a/b/c");
        assertThat(wiki.get("/a/nothing").status()).isEqualTo(404);
    }

    @Test
    void showsThePageOfAFolderInPlaceOfAList() throws IOException {
        wiki.write("a/index.md", "Of the folder.");
        wiki.write("a/b.md", "Text.");
        assertThat(page("/a").select(".text").text()).isEqualTo("Of the folder.");
    }

    @Test
    void listsAllPagesAndTags() throws IOException {
        wiki.write("b.md", "---\ntags: [x/y]\n---\n.");
        wiki.write("a.md", "---\ntags: [x]\n---\n.");
        assertThat(page("/pages").select(".pages a").eachText()).containsExactly("A", "B");
        Document tags = page("/tags");
        assertThat(tags.select(".all-tags a").eachAttr("href"))
                .containsExactly("/tags/x", "/tags/x/y");
        assertThat(tags.select(".all-tags .note").eachText()).containsExactly("2", "1");
        assertThat(page("/tags/x").select(".pages a").eachText()).containsExactly("A", "B");
        assertThat(page("/tags/x").title()).isEqualTo("Tags - A small site");
        assertThat(page("/tags/x").expectFirst("h1").text()).isEqualTo("x");
        assertThat(page("/tags/x/y").select(".pages a").eachText()).containsExactly("B");
        assertThat(wiki.get("/tags/z").status()).isEqualTo(404);
    }

    @Test
    void showsNothingOfWhatIsPrivate() throws IOException {
        wiki.write("secret.md", "---\nvisibility: private\ntags: [hush]\n---\nKey: 1234");
        wiki.write("closed/diary.md", "Dear diary");
        wiki.write("closed/photo.png", "png");
        wiki.write("a.md", "[[secret]] ![[secret]] [[diary]] ![[photo.png]]");
        for (String target :
                new String[] {
                    "/secret",
                    "/secret.md",
                    "/closed",
                    "/closed/diary",
                    "/closed/photo.png",
                    "/tags/hush",
                    "/-/raw/secret.md",
                    "/tags/hush/feed.xml"
                }) {
            Reply reply = wiki.get(target, "Accept: text/markdown");
            assertThat(reply.status()).describedAs(target).isEqualTo(404);
            assertThat(reply.text()).doesNotContain("1234").doesNotContain("Dear diary");
        }
        for (String target : new String[] {"/a", "/pages", "/tags", "/feed.xml", "/sitemap.xml"}) {
            assertThat(wiki.get(target).text())
                    .describedAs(target)
                    .doesNotContain("1234")
                    .doesNotContain("Dear diary")
                    .doesNotContain("href=\"/secret")
                    .doesNotContain("/closed/")
                    .doesNotContain("hush");
        }
    }

    @Test
    void showsWhatIsUnlistedToWhoeverKnowsItAndNamesItNowhere() throws IOException {
        wiki.write("hidden.md", "---\nhidden: true\n---\nHere.");
        wiki.write("a.md", "Text.");
        Reply reply = wiki.get("/hidden");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("X-Robots-Tag")).isEqualTo("noindex");
        assertThat(wiki.get("/a").fields()).doesNotContainKey("X-Robots-Tag");
        for (String target :
                new String[] {"/pages", "/tags", "/feed.xml", "/sitemap.xml", "/hiddem"}) {
            assertThat(wiki.get(target).text())
                    .describedAs(target)
                    .doesNotContain("href=\"/hidden\"");
        }
        assertThat(wiki.get("/hidden.md").status()).isEqualTo(308);
    }

    @Test
    void saysWhatWasPerhapsMeant() throws IOException {
        wiki.write("recipes/Plum cake.md", "Text.");
        Reply reply = wiki.get("/plum-cake-recipe");
        assertThat(reply.status()).isEqualTo(404);
        Document page = Jsoup.parse(reply.text());
        assertThat(page.title()).isEqualTo("Page Not Found - A small site");
        assertThat(page.select(".pages a").eachAttr("href"))
                .containsExactly("/recipes/Plum%20cake");
        assertThat(page.select("form[role=search]")).hasSize(1);
        assertThat(page.select("main a").eachAttr("href")).contains("/", "/pages", "/tags");
    }

    @Test
    void leadsToWhereAPageIsNow() throws IOException {
        wiki.write("new name.md", "Text.");
        wiki.move("/old%20name", "/new%20name");
        Reply reply = wiki.get("/old%20name");
        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.field("Location")).isEqualTo("/new%20name");
        assertThat(reply.field("Surrogate-Key")).contains("wiki:notes.test/head:old%20name.md");
        wiki.write("old name.md", "There again.");
        assertThat(wiki.get("/old%20name").status()).isEqualTo(200);
    }

    @Test
    void tidiesAddressesOnThisSiteOnly() throws IOException {
        wiki.write("a/b.md", "Text.");
        assertLeads("/a/b/", "/a/b");
        assertLeads("//a/b", "/a/b");
        assertLeads("//a//b//?x=y", "/a/b?x=y");
        assertLeads("//evil.example/", "/evil.example");
        assertLeads("//", "/");
    }

    private void assertLeads(String target, String location) throws IOException {
        Reply reply = wiki.get(target);
        assertThat(reply.status()).describedAs(target).isEqualTo(308);
        assertThat(reply.field("Location")).isEqualTo(location);
    }

    @Test
    void givesTheSourceAnAddressOfItsOwn() throws IOException {
        wiki.write("a.md", "---\ntags: [x]\n---\n# Text\n");
        Reply page = wiki.get("/a", "Accept: text/markdown");
        assertThat(page.field("Content-Type")).startsWith("text/html");
        assertThat(page.field("Link"))
                .isEqualTo("</a.md>; rel=\"alternate\"; type=\"text/markdown\"");
        assertThat(page.fields()).doesNotContainKey("Vary");
        Reply source = wiki.get("/a.md", "Accept: text/html,*/*;q=0.8");
        assertThat(source.text()).isEqualTo("# Text\n");
        assertThat(source.field("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
        assertThat(source.field("Link")).isEqualTo("<https://notes.test/a>; rel=\"canonical\"");
        assertThat(source.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(source.fields()).doesNotContainKey("Vary");
    }

    @Test
    void keepsCommentsToTheirWriter() throws IOException {
        wiki.write("a.md", "Seen. %%Not seen.%%");
        wiki.write("b.md", "Seen. <!-- Not seen. -->");
        for (String target : new String[] {"/a", "/b", "/a.md", "/b.md"}) {
            assertThat(wiki.get(target).text()).doesNotContain("Not seen");
        }
    }

    @Test
    void saysThatAPageIsTooLargeAndGivesItsFile() throws IOException {
        wiki.write("big.md", "x".repeat(11 << 20));
        Document page = page("/big");
        assertThat(page.select(".text").text()).contains("too large").contains("11 MB");
        Reply raw = wiki.get(page.select(".text a").attr("href"));
        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.octets().length()).isEqualTo(11 << 20);
        assertThat(raw.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        wiki.write("small.md", "x");
        assertThat(wiki.get("/-/raw/small.md").field("Location")).isEqualTo("/small");
    }

    @Test
    void asksForPatienceUntilTheFolderWasRead() throws IOException {
        wiki.unread();
        Reply reply = wiki.get("/");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.field("Retry-After")).isEqualTo("5");
        assertThat(reply.field("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void writesForMachinesToo() throws IOException {
        wiki.write("a.md", "Text.");
        assertThat(wiki.get("/robots.txt").text())
                .isEqualTo("User-Agent: *\nDisallow: \nSitemap: https://notes.test/sitemap.xml\n");
        assertThat(wiki.get("/sitemap.xml").text()).contains("https://notes.test/a");
        assertThat(wiki.get("/feed.xml").text()).contains("https://notes.test/a");
        assertThat(wiki.get("/feed.xml").field("Content-Type"))
                .isEqualTo("application/atom+xml; charset=utf-8");
    }

    @Test
    void searchesWithAPlainForm() throws IOException {
        wiki.write("a.md", "Take <b>plums</b>.");
        Document page = page("/search?q=plums");
        assertThat(page.select("#_q").attr("value")).isEqualTo("plums");
        assertThat(page.select(".hits h2 a").eachAttr("href")).containsExactly("/a");
        assertThat(page.select(".hits mark").text()).isEqualTo("plums");
        assertThat(page.select(".hits p").text()).contains("<b>");
        Reply part = wiki.get("/search?q=plums&part=results");
        assertThat(part.text()).doesNotContain("<html").contains("1 page.");
        assertThat(part.field("Cache-Control")).isEqualTo("no-store");
        assertThat(part.fields()).doesNotContainKey("No-Vary-Search");
        assertThat(page("/search?q=bakup").select("#_results a").attr("href"))
                .isEqualTo("/search?q=backup");
    }

    @Test
    void turnsThePagesOfResults() throws IOException {
        for (int i = 0; i < 25; i++) {
            wiki.write("plum " + i + ".md", "plum");
        }
        assertThat(page("/search?q=plum").select(".turn a").eachAttr("href"))
                .containsExactly("/search?q=plum&page=2");
        assertThat(page("/search?q=plum&page=2").select(".turn a").eachAttr("href"))
                .containsExactly("/search?q=plum", "/search?q=plum&page=3");
        assertThat(page("/search?q=plum&page=3").select(".turn a").eachAttr("href"))
                .containsExactly("/search?q=plum&page=2");
    }

    private Document page(String target) throws IOException {
        Reply reply = wiki.get(target);
        assertThat(reply.status()).describedAs(target).isEqualTo(200);
        return Jsoup.parse(reply.text());
    }
}
