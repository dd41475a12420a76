package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a browser may go on without asking.
class FreshnessTest extends FolderTest {
    private static final String ASKED_EACH_TIME = "public, max-age=0, must-revalidate";
    private static final String FOR_A_WHILE = "public, max-age=60, stale-while-revalidate=600";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "feed.xml", "data.json", "notes.txt", "calendar.ics"})
    void asksEachTimeForWhatIsRead(String name) throws IOException {
        assertThat(freshness(name, "abc")).isEqualTo(ASKED_EACH_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"style.css", "app.js", "photo.jpg", "logo.svg", "font.woff2", "x.bin"})
    void keepsThePartsOfPagesForAWhile(String name) throws IOException {
        assertThat(freshness(name, "abc")).isEqualTo(FOR_A_WHILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.ba7816bf.js", "ba7816bf8f01cfea.html", "f.a9993e364706.woff2"})
    void keepsForEverWhatHasItsHashInItsName(String name) throws IOException {
        assertThat(freshness(name, "abc")).isEqualTo(FOR_EVER);
        assertThat(freshness(name, "abd")).isNotEqualTo(FOR_EVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.3f2a9c1b.js", "main-BX3kf09a.css"})
    void takesNoNameForAHashByItsLooks(String name) throws IOException {
        assertThat(freshness(name, "abc")).isEqualTo(FOR_A_WHILE);
    }

    @Test
    void knowsTheNameOfALargeFileOnceItHasBeenRead() throws IOException {
        site.write("app.dbf2adc09f3ca2b1.js", new byte[1 << 20]);
        site.write(
                "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58.bin",
                new byte[1 << 20]);
        String name = "/30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58.bin";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String freshness = site.get(name).field("Cache-Control");
        while (!freshness.equals(FOR_EVER) && System.nanoTime() < deadline) {
            freshness = site.get(name).field("Cache-Control");
        }
        assertThat(freshness).isEqualTo(FOR_EVER);
        assertThat(site.get("/app.dbf2adc09f3ca2b1.js").field("Cache-Control"))
                .isEqualTo(FOR_A_WHILE);
    }

    @Test
    void saysTheSameToTheEdgeWhateverBrowsersAreTold() throws IOException {
        site.write("app.ba7816bf.js", "abc");
        assertThat(site.get("/app.ba7816bf.js").field("Edge-Cache-Control"))
                .isEqualTo("max-age=3600, stale-while-revalidate=86400");
    }

    private String freshness(String name, String content) throws IOException {
        site.write(name, content);
        return site.get("/" + name).field("Cache-Control");
    }
}
