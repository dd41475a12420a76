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

/// A folder's own `_redirects` and `_headers` are applied, and anew when they change.
class RuledSiteTest extends FolderTest {
    @BeforeEach
    void fill() throws IOException {
        site.write("index.html", "top");
        site.write("page.html", "page");
        site.write("deep/index.html", "deep");
        site.write("gone.html", "gone");
        site.write("404.html", "missing");
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "/old, 301, /page",
        "/old?a=1, 301, /page?a=1",
        "/blog/2026/x, 302, /news/2026/x",
        "/elsewhere, 307, https://other.example/",
        "/page, 200, page",
        "/rewritten, 200, page",
        "/rewritten-name, 200, page",
        "/rewritten-folder, 200, deep",
        "/rewritten-nowhere, 404, missing",
        "/taken/away, 410, gone",
        "/nothing, 404, missing",
        "/_redirects, 404, missing",
    })
    void isAnsweredAsTheRulesSay(String target, int status, String expected) throws IOException {
        site.write(
                "_redirects",
                """
                /old /page
                /blog/* /news/:splat 302
                /elsewhere https://other.example/ 307
                /page /index.html 301
                /rewritten /page 200
                /rewritten-name /page.html 200
                /rewritten-folder /deep 200
                /rewritten-nowhere /nowhere 200
                /taken/* /gone.html 410
                /asked q=:q /page?r=:q 302
                """);
        Reply reply = site.get(target);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(status / 100 == 3 ? reply.field("Location") : reply.text()).isEqualTo(expected);
    }

    @Test
    void tellsApartQueriesAndLanguagesWhereRulesDo() throws IOException {
        site.write(
                "_redirects",
                """
                /asked q=:q /found/:q 302
                /hello /hallo 302 Language=de
                """);
        assertThat(site.get("/asked?q=7").field("Location")).startsWith("/found/7");
        Reply other = site.get("/asked?r=7");
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.head()).doesNotContainKey("No-Vary-Search");
        Reply german = site.get("/hello", "Accept-Language: de, en;q=0.5");
        assertThat(german.field("Location")).isEqualTo("/hallo");
        assertThat(german.field("Vary")).isEqualTo("Accept-Language");
        Reply english = site.get("/hello", "Accept-Language: en");
        assertThat(english.status()).isEqualTo(404);
        assertThat(english.field("Vary")).isEqualTo("Accept-Language");
        assertThat(site.get("/page").field("No-Vary-Search")).isEqualTo("params");
    }

    @Test
    void redirectsWhateverTheMethodAndRewritesOnlyWhatIsRead() throws IOException {
        site.write("_redirects", "/old /page 308\n/other /page 200\n");
        try (Wire wire = site.connect()) {
            Reply moved = wire.send(ServedFolder.request("POST", "/old")).reply();
            assertThat(moved.status()).isEqualTo(308);
            wire.send(ServedFolder.request("POST", "/other"));
            assertThat(wire.reply().status()).isEqualTo(405);
        }
        assertThat(site.head("/other").status()).isEqualTo(200);
    }

    @Test
    void carriesTheKeysOfAllThatHadAPart() throws IOException {
        site.write("_redirects", "/old /page 301\n/rewritten /page 200 \n/x z=1 /y 302\n");
        assertThat(site.get("/old").field("Surrogate-Key"))
                .isEqualTo(
                        "site:site.test file:site.test/old file:site.test/old.html"
                                + " file:site.test/old/index.html");
        assertThat(site.get("/rewritten").field("Surrogate-Key"))
                .contains(" file:site.test/rewritten ", " file:site.test/page.html ");
    }

    @Test
    void sendsTheFieldsThatTheOwnerWants() throws IOException {
        site.write("style.css", "body {}");
        site.write(
                "_headers",
                """
                /*
                  X-Frame-Options: DENY
                  Cache-Control: public, max-age=600
                /style.css
                  Access-Control-Allow-Origin: *
                """);
        Reply page = site.get("/page");
        assertThat(page.field("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.field("Cache-Control")).isEqualTo("public, max-age=600");
        assertThat(page.field("Edge-Cache-Control"))
                .isEqualTo("max-age=3600, stale-while-revalidate=86400");
        assertThat(page.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.field("Surrogate-Key")).startsWith("site:site.test ");
        assertThat(site.get("/style.css").field("Access-Control-Allow-Origin")).isEqualTo("*");
        Reply known = site.get("/page", "If-None-Match: " + page.field("ETag"));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.field("X-Frame-Options")).isEqualTo("DENY");
        Reply missing = site.get("/nothing");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.field("X-Frame-Options")).isEqualTo("DENY");
        assertThat(missing.field("Cache-Control")).isEqualTo("public, max-age=0, must-revalidate");
    }

    @Test
    void readsTheRulesAnewWhenTheyChange() throws IOException {
        assertThat(site.get("/old").status()).isEqualTo(404);
        site.write("_redirects", "/old /page 301\n");
        assertThat(site.get("/old").status()).isEqualTo(301);
        site.write("_redirects", "/old /page 302\n");
        assertThat(site.get("/old").status()).isEqualTo(302);
        Files.delete(folder.resolve("_redirects"));
        assertThat(site.get("/old").status()).isEqualTo(404);
    }

    @Test
    void doesNotShowWhatWasToBeBehindAPassword() throws IOException {
        site.write("private/page.html", "secret");
        site.write("403.html", "closed");
        site.write("_headers", "/private/*\n  Basic-Auth: me:secret\n");
        Reply reply = site.get("/private/page");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).isEqualTo("closed");
    }

    @Test
    void goesOnWithoutTheRulesThatAreWrong() throws IOException {
        site.write("_redirects", "nonsense\n/old /page 301\n/x\n");
        assertThat(site.get("/old").status()).isEqualTo(301);
        assertThat(site.get("/page").text()).isEqualTo("page");
    }
}
