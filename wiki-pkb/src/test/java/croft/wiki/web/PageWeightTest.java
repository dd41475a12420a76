package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a page of the sample weighs on its way to a reader.
class PageWeightTest {
    private static final Path SAMPLE = Path.of("../compose/sample/pages");
    private static final int MOST = 20 * 1024;
    private static final int MOST_OF_A_SCRIPT = 1024;

    private static ServedWiki wiki;

    @BeforeAll
    static void serve() {
        wiki = ServedWiki.of(ServedWiki.Terms.GARDEN, SAMPLE);
    }

    @AfterAll
    static void stop() {
        wiki.close();
    }

    @Test
    void isLittle() throws IOException {
        for (String target : allPages()) {
            Document page = Jsoup.parse(wiki.get(target).text());
            int weight = compressed(wiki.get(target));
            List<String> requests = new ArrayList<>(List.of(target));
            for (Element style : page.select("link[rel=stylesheet]")) {
                requests.add(style.attr("href"));
                weight += compressed(wiki.get(style.attr("href")));
            }
            page.select("script[src], iframe, object").forEach(it -> requests.add(it.toString()));
            page.select("img:not([loading=lazy])").forEach(it -> requests.add(it.toString()));
            assertThat(weight).describedAs(target).isLessThanOrEqualTo(MOST);
            if (page.select(".mermaid").isEmpty()) {
                assertThat(requests).describedAs(target).hasSizeLessThanOrEqualTo(3);
                assertThat(page.select("script")).describedAs(target).isEmpty();
            }
        }
    }

    @Test
    void setsNoCookiesAndAsksNobodyElse() throws IOException {
        for (String target : allPages()) {
            Reply reply = wiki.get(target);
            assertThat(reply.fields()).doesNotContainKey("Set-Cookie");
            Document page = Jsoup.parse(reply.text());
            assertThat(page.select("[src^=http], link[rel=stylesheet][href^=http]")).isEmpty();
            assertThat(page.select("style, [style], [onclick], script:not([src])")).isEmpty();
        }
    }

    @Test
    void isLittleForScriptsToo() throws IOException {
        Document search = Jsoup.parse(wiki.get("/search?q=x").text());
        assertThat(wiki.get(search.select("script").attr("src")).octets().length())
                .isLessThanOrEqualTo(MOST_OF_A_SCRIPT);
        try (ServedWiki live = ServedWiki.of(ServedWiki.Terms.GARDEN.alive(), SAMPLE)) {
            Document page = Jsoup.parse(live.get("/Sync").text());
            assertThat(live.get(page.select("script").attr("src")).octets().length())
                    .isLessThanOrEqualTo(MOST_OF_A_SCRIPT);
        }
    }

    /// Every page that the index names, and the lists.
    private static List<String> allPages() throws IOException {
        List<String> all = new ArrayList<>(List.of("/", "/pages", "/tags", "/tags/basics"));
        Jsoup.parse(wiki.get("/pages").text())
                .select(".pages a")
                .forEach(link -> all.add(link.attr("href")));
        assertThat(all).hasSizeGreaterThan(14);
        return all;
    }

    private static int compressed(Reply reply) throws IOException {
        assertThat(reply.status()).isEqualTo(200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(reply.body());
        }
        return out.size();
    }
}
