package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was answered a moment ago is answered again without a look, until a change is known.
@Timeout(120)
class RecollectionTest {
    @TempDir Path home;
    private ServedFolder site;

    @BeforeEach
    void serve() throws IOException {
        site =
                new ServedFolder(
                        Files.createDirectories(home.resolve("site")),
                        ServingLimits.DEFAULT.remembering(Duration.ofHours(1)),
                        InstantSource.system());
        site.write("page.html", "first");
        site.write("page.html.br", "dense first");
        assertThat(site.get("/page").text()).isEqualTo("first");
        site.write("page.html", "other");
        site.write("page.html.br", "dense other");
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void givesTheSameAnswerForAMoment() throws IOException {
        Reply again = site.get("/page");
        assertThat(again.text()).isEqualTo("first");
        assertThat(again.head()).containsKeys("ETag", "Surrogate-Key");
    }

    @Test
    void looksAgainOnceAChangeIsKnown() throws IOException {
        site.forget();
        assertThat(site.get("/page").text()).isEqualTo("other");
    }

    @Test
    void looksForEverybodyWhoAsksForSomethingElse() throws IOException {
        assertThat(site.get("/page", "Accept-Encoding: br").text()).isEqualTo("dense other");
        assertThat(site.get("/page", "Range: bytes=0-2").text()).isEqualTo("oth");
        assertThat(site.get("/page", "If-None-Match: \"x\"").text()).isEqualTo("other");
        assertThat(site.get("/page?").text()).isEqualTo("other");
        try (Wire wire = site.connect()) {
            wire.send("GET /page HTTP/1.1\r\nHost: a.many.test\r\n\r\n");
            assertThat(wire.reply().text()).isEqualTo("other");
        }
        assertThat(site.head("/page").field("Content-Length")).isEqualTo("5");
        assertThat(site.get("/page").text()).isEqualTo("first");
    }

    @Test
    void remembersNothingOfWhatIsMissing() throws IOException {
        assertThat(site.get("/new").status()).isEqualTo(404);
        site.write("new.html", "new");
        assertThat(site.get("/new").text()).isEqualTo("new");
    }

    @Test
    void keepsItsBounds() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            assertThat(site.get("/page?" + i).text()).isEqualTo("other");
        }
        assertThat(site.get("/page").status()).isEqualTo(200);
    }
}
