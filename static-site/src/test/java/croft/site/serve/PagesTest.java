package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a visitor gets for an address, with all its fields.
class PagesTest extends FolderTest {
    @BeforeEach
    void fill() throws IOException {
        site.write("index.html", "top");
        site.write("about.html", "about");
        site.write("docs/index.html", "docs");
        site.write("404.html", "missing");
        site.write("docs/404.html", "missing in docs");
        site.write("a b/ü.txt", "spaced");
        site.write("empty.txt", "");
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "/, 200, top",
        "/index.html, 200, top",
        "/index, 308, /",
        "/index/, 308, /",
        "/about, 200, about",
        "/about?q=1, 200, about",
        "/about.html, 200, about",
        "/about.html?q=1, 200, about",
        "/about/?q=1, 308, /about?q=1",
        "/docs, 308, /docs/",
        "/docs?a=/b&c, 308, /docs/?a=/b&c",
        "/docs/, 200, docs",
        "/docs/index.html, 200, docs",
        "/docs/index, 308, /docs/",
        "/docs/index/, 308, /docs/",
        "/docs/x, 404, missing in docs",
        "/docs/x/y/, 404, missing in docs",
        "/x.css, 404, missing",
        "/404, 200, missing",
        "/a%20b/%C3%BC.txt, 200, spaced",
        "/%61bout, 200, about",
        "/a%20b/%c3%bc, 404, missing",
        "/empty.txt, 200, ''",
    })
    void answers(String target, int status, String expected) throws IOException {
        Reply reply = site.get(target);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(status == 308 ? reply.field("Location") : reply.text()).isEqualTo(expected);
    }

    @Test
    void sendsEverythingACacheAndABrowserNeed() throws IOException {
        Reply reply = site.get("/about");
        assertThat(reply.head())
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Content-Length", "5")
                .containsEntry("Last-Modified", "Mon, 04 May 2026 03:02:01 GMT")
                .containsEntry("Accept-Ranges", "bytes")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "public, max-age=0, must-revalidate")
                .containsEntry("Edge-Cache-Control", "max-age=3600, stale-while-revalidate=86400")
                .containsEntry(
                        "Surrogate-Key",
                        "site:site.test file:site.test/about file:site.test/about.html"
                                + " file:site.test/about.html.br file:site.test/about.html.zst"
                                + " file:site.test/about.html.gz")
                .containsKey("ETag");
        assertThat(reply.field("Date")).endsWith(" GMT");
        assertThat(reply.field("ETag")).matches("\"[A-Za-z0-9_-]{24}\"");
    }

    @Test
    void saysBeforehandWhatAPageWillNeed() throws IOException {
        site.write(
                "rich.html",
                "<head><link rel=stylesheet href=style.css><script src=/a.js></script></head>");
        String links = "<style.css>; rel=preload; as=style, </a.js>; rel=preload; as=script";
        assertThat(site.get("/rich").field("Link")).isEqualTo(links);
        assertThat(site.head("/rich").field("Link")).isEqualTo(links);
        assertThat(site.get("/about").head()).doesNotContainKey("Link");
    }

    @Test
    void tagsTheContentAndNotTheTime() throws IOException {
        String tag = site.get("/about").field("ETag");
        site.write("copy.html", "about");
        assertThat(site.get("/copy").field("ETag")).isEqualTo(tag);
        site.write("about.html", "other");
        assertThat(site.get("/about").field("ETag")).isNotEqualTo(tag);
    }

    @Test
    void saysInTheKeysOfAMissingPageWhatCouldMakeItAppear() throws IOException {
        assertThat(site.get("/docs/a%20b").field("Surrogate-Key"))
                .isEqualTo(
                        "site:site.test file:site.test/docs/a%20b file:site.test/docs/a%20b.html"
                                + " file:site.test/docs/a%20b/index.html"
                                + " file:site.test/docs/404.html file:site.test/docs/404.html.br"
                                + " file:site.test/docs/404.html.zst"
                                + " file:site.test/docs/404.html.gz");
    }

    @ParameterizedTest
    @CsvSource({"/about, 200", "/docs, 308", "/docs/x, 404", "/.hidden, 404"})
    void letsTheEdgeKeepWhatAnEventCanName(String target, int status) throws IOException {
        Reply reply = site.get(target);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.head())
                .containsKey("Surrogate-Key")
                .containsEntry("Edge-Cache-Control", "max-age=3600, stale-while-revalidate=86400");
    }

    @ParameterizedTest
    @CsvSource({"/%zz, 400", "/about, 405"})
    void letsNobodyKeepWhatNoEventCanName(String target, int status) throws IOException {
        try (Wire wire = site.connect()) {
            String method = status == 405 ? "DELETE" : "GET";
            Reply reply = wire.send(ServedFolder.request(method, target)).reply();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.head())
                    .containsEntry("Cache-Control", "no-store")
                    .doesNotContainKeys("Surrogate-Key", "Edge-Cache-Control", "No-Vary-Search");
        }
    }

    @ParameterizedTest
    @CsvSource({"/about?q=1, 200", "/docs/x?q=1, 404"})
    void saysThatTheQueryChangesNothing(String target, int status) throws IOException {
        Reply reply = site.get(target);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.field("No-Vary-Search")).isEqualTo("params");
    }

    @Test
    void doesNotSaySoOfARedirectThatRepeatsTheQuery() throws IOException {
        Reply reply = site.get("/docs?q=1");
        assertThat(reply.field("Location")).isEqualTo("/docs/?q=1");
        assertThat(reply.head()).doesNotContainKey("No-Vary-Search");
    }

    @Test
    void servesAWildcardHostUnderTheKeysOfItsDeclaration() throws IOException {
        try (Wire wire = site.connect()) {
            Reply reply =
                    wire.send("GET /about HTTP/1.1\r\nHost: A.many.TEST:8080\r\n\r\n").reply();
            assertThat(reply.text()).isEqualTo("about");
            assertThat(reply.field("Surrogate-Key")).startsWith("site:*.many.test ");
        }
    }

    @ParameterizedTest
    @CsvSource({"other.test", "many.test", "a.b.many.test", "www.site.test", "127.0.0.1", "[::1]"})
    void knowsNoOtherHost(String host) throws IOException {
        try (Wire wire = site.connect()) {
            wire.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(421);
            assertThat(wire.send(ServedFolder.request("GET", "/")).reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200",
        "/docs, 308",
        "/nothing, 404",
        "/../x, 404",
        "/%zz, 400",
        "/empty.txt, 200"
    })
    void answersHeadAsGetWithoutTheBody(String target, int status) throws IOException {
        Reply get = site.get(target);
        assertThat(get.status()).isEqualTo(status);
        try (Wire wire = site.connect()) {
            assertThat(wire.send(ServedFolder.request("HEAD", target)).headReply().head())
                    .isEqualTo(get.head());
            if (status != 400) {
                wire.send(ServedFolder.request("GET", "/"));
                assertThat(wire.reply().text()).isEqualTo("top");
            }
        }
    }

    @Test
    void headOfALargeFileIsThatOfGet() throws IOException {
        site.write("large.bin", new byte[200_000]);
        Reply get = site.get("/large.bin", "If-None-Match: \"x\"");
        assertThat(get.body()).hasSize(200_000);
        assertThat(site.head("/large.bin", "If-None-Match: \"x\"").head()).isEqualTo(get.head());
    }

    @ParameterizedTest
    @CsvSource({"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW"})
    void onlyReads(String method) throws IOException {
        try (Wire wire = site.connect()) {
            Reply reply = wire.send(ServedFolder.request(method, "/about")).reply();
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.field("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(wire.send(ServedFolder.request("GET", "/")).reply().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"/", "*", "/nothing"})
    void saysWhatCanBeDone(String target) throws IOException {
        try (Wire wire = site.connect()) {
            Reply reply = wire.send(ServedFolder.request("OPTIONS", target)).reply();
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.field("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(reply.fields()).doesNotContainKey("Content-Length");
        }
    }

    @Test
    void hasAPageOfItsOwnWhereTheSiteHasNone() throws IOException {
        Files.delete(folder.resolve("404.html"));
        Reply reply = site.get("/<script>");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.text())
                .contains("There is no page at this address")
                .doesNotContain("<script>");
    }
}
