package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What lies beside the pages.
class FilesTest extends WikiTest {
    @Test
    void areSentByTheirNames() throws IOException {
        wiki.write("notes/plan B.pdf", "%PDF-1.7");
        Reply reply = wiki.get("/notes/plan%20B.pdf");
        assertThat(reply.text()).isEqualTo("%PDF-1.7");
        assertThat(reply.field("Content-Type")).isEqualTo("application/pdf");
        assertThat(reply.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.field("Accept-Ranges")).isEqualTo("bytes");
        assertThat(reply.field("Surrogate-Key"))
                .contains("wiki:notes.test/file:notes/plan%20B.pdf");
        assertThat(wiki.ask("HEAD", "/notes/plan%20B.pdf").field("Content-Length")).isEqualTo("8");
    }

    @Test
    void areSentInPartsToo() throws IOException {
        wiki.write("film.mp4", "0123456789");
        Reply part = wiki.get("/film.mp4", "Range: bytes=2-4");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.field("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(wiki.get("/film.mp4", "Range: bytes=0-1,2-3").text()).isEqualTo("0123");
        Reply none = wiki.get("/film.mp4", "Range: bytes=10-");
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.field("Content-Range")).isEqualTo("bytes */10");
        assertThat(wiki.get("/film.mp4", "Range: bytes=2-4", "If-Range: \"other\"").status())
                .isEqualTo(200);
        assertThat(
                        wiki.get("/film.mp4", "Range: bytes=2-4", "If-Range: " + part.field("ETag"))
                                .status())
                .isEqualTo(206);
        assertThat(wiki.get("/film.mp4", "If-None-Match: " + part.field("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void runNothingAsIfTheyWereThisSite() throws IOException {
        for (String name :
                new String[] {"a.html", "a.htm", "a.xhtml", "a.svg", "a.xml", "a.HTML"}) {
            wiki.write(name, "<script>alert(1)</script>");
            assertThat(wiki.get("/" + name).field("Content-Security-Policy"))
                    .describedAs(name)
                    .startsWith("sandbox; default-src 'none'");
        }
        wiki.write("a.bin", "<script>alert(1)</script>");
        assertThat(wiki.get("/a.bin").field("Content-Type")).isEqualTo("application/octet-stream");
        try (ServedWiki trusted = ServedWiki.of(terms().trusted(), folder)) {
            assertThat(trusted.get("/a.html").fields())
                    .doesNotContainKey("Content-Security-Policy");
        }
    }

    @Test
    void givePicturesOnPagesTheirSize() throws IOException {
        wiki.write("a.md", "![[plan.svg]]");
        wiki.write("plan.svg", "<svg width=\"640\" height=\"260\" viewBox=\"0 0 640 260\"></svg>");
        assertThat(wiki.get("/a").text()).contains("width=\"640\" height=\"260\"");
        wiki.write("plan.svg", "<svg width=\"64\" height=\"26\" viewBox=\"0 0 640 260\"></svg> ");
        assertThat(wiki.get("/a").text()).contains("width=\"64\" height=\"26\"");
    }

    @Test
    void thatVanishAreMissing() throws IOException {
        wiki.write("a.txt", "here");
        java.nio.file.Files.delete(folder.resolve("a.txt"));
        assertThat(wiki.get("/a.txt").status()).isEqualTo(404);
    }
}
