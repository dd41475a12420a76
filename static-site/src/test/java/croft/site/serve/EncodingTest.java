package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files beside a file that hold it compressed are sent in its place to those who take them.
class EncodingTest extends FolderTest {
    @BeforeEach
    void fill() throws IOException {
        site.write("page.html", "plain");
        site.write("page.html.gz", gzip("plain"));
        site.write("page.html.br", "dense");
        site.write("alone.html", "alone");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, br, zstd | br | dense",
                "br;q=0.5 | br | dense",
                "zstd | | plain",
                "identity | | plain",
                "gzip;q=0 | | plain",
            })
    void sendsTheBestThatIsThereAndTaken(String accepted, String coding, String body)
            throws IOException {
        Reply reply = site.get("/page", "Accept-Encoding: " + accepted);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.fields().get("Content-Encoding")).isEqualTo(coding);
        assertThat(reply.field("Vary")).isEqualTo("Accept-Encoding");
        assertThat(reply.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.text()).isEqualTo(body);
    }

    @Test
    void sendsTheOctetsOfTheFileBeside() throws IOException {
        Reply reply = site.get("/page", "Accept-Encoding: gzip");
        assertThat(reply.field("Content-Encoding")).isEqualTo("gzip");
        assertThat(reply.body()).isEqualTo(gzip("plain"));
    }

    @Test
    void saysNothingOfCodingsWhereThereIsNoChoice() throws IOException {
        assertThat(site.get("/alone", "Accept-Encoding: br").head())
                .doesNotContainKeys("Vary", "Content-Encoding");
    }

    @Test
    void tagsEachCodingByItsOwnOctets() throws IOException {
        String plain = site.get("/page").field("ETag");
        String dense = site.get("/page", "Accept-Encoding: br").field("ETag");
        assertThat(plain).isNotEqualTo(dense);
        assertThat(site.get("/page", "If-None-Match: " + plain).status()).isEqualTo(304);
        Reply known = site.get("/page", "Accept-Encoding: br", "If-None-Match: " + dense);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.field("Vary")).isEqualTo("Accept-Encoding");
        assertThat(known.head()).doesNotContainKey("Content-Encoding");
        assertThat(site.get("/page", "Accept-Encoding: br", "If-None-Match: " + plain).status())
                .isEqualTo(200);
    }

    @Test
    void cutsRangesOutOfWhatIsChosen() throws IOException {
        Reply part = site.get("/page", "Accept-Encoding: br", "Range: bytes=1-3");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("ens");
        assertThat(part.field("Content-Encoding")).isEqualTo("br");
        String plain = site.get("/page").field("ETag");
        assertThat(
                        site.get(
                                        "/page",
                                        "Accept-Encoding: br",
                                        "Range: bytes=1-3",
                                        "If-Range: " + plain)
                                .text())
                .isEqualTo("dense");
    }

    @Test
    void carriesTheKeysOfTheFilesBeside() throws IOException {
        assertThat(site.get("/alone").field("Surrogate-Key"))
                .isEqualTo(
                        "site:site.test file:site.test/alone file:site.test/alone.html"
                                + " file:site.test/alone.html.br file:site.test/alone.html.zst"
                                + " file:site.test/alone.html.gz");
    }

    @Test
    void leavesAFileBesideThatIsOlder() throws IOException {
        Path page = site.write("page.html", "newer");
        Files.setLastModifiedTime(page, FileTime.from(ServedFolder.MODIFIED.plusSeconds(1)));
        Reply reply = site.get("/page", "Accept-Encoding: br");
        assertThat(reply.text()).isEqualTo("newer");
        assertThat(reply.head()).doesNotContainKeys("Vary", "Content-Encoding");
    }

    @Test
    void leavesALinkOutOfTheFolder() throws IOException {
        Path outside = Files.writeString(home.resolve("outside"), "secret");
        site.write("linked.html", "linked");
        Files.createSymbolicLink(folder.resolve("linked.html.br"), outside);
        Files.createDirectory(folder.resolve("linked.html.gz"));
        Reply reply = site.get("/linked", "Accept-Encoding: br, gzip");
        assertThat(reply.text()).isEqualTo("linked");
    }

    @Test
    void servesTheFileBesideUnderItsOwnNameAsWhatItIs() throws IOException {
        Reply reply = site.get("/page.html.gz", "Accept-Encoding: gzip");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("Content-Type")).isEqualTo("application/gzip");
        assertThat(reply.head()).doesNotContainKeys("Content-Encoding", "Vary");
        assertThat(reply.body()).isEqualTo(gzip("plain"));
    }

    @Test
    void compressesThePageForWhatIsMissingToo() throws IOException {
        site.write("404.html", "missing");
        site.write("404.html.br", "dense missing");
        Reply reply = site.get("/nothing", "Accept-Encoding: br");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("Content-Encoding")).isEqualTo("br");
        assertThat(reply.field("Vary")).isEqualTo("Accept-Encoding");
        assertThat(reply.text()).isEqualTo("dense missing");
        assertThat(site.get("/nothing").text()).isEqualTo("missing");
    }

    @Test
    void sendsALargeFileBesideFromTheDisk() throws IOException {
        byte[] large = new byte[300_000];
        site.write("large.js", new byte[900_000]);
        site.write("large.js.br", large);
        Reply reply = site.get("/large.js", "Accept-Encoding: br");
        assertThat(reply.field("Content-Encoding")).isEqualTo("br");
        assertThat(reply.body()).isEqualTo(large);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return octets.toByteArray();
    }
}
