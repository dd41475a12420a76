package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that nobody means well with.
@Timeout(60)
class HostileRequestTest extends WikiTest {
    @BeforeEach
    void fill() throws IOException {
        wiki.write("home.md", "top");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET http://notes.test/ HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | GET * HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | OPTIONS * HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | CONNECT notes.test:443 HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | GET /# HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | GET /\u00e9 HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | GET /%zz HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "400 | GET /a% HTTP/1.1\\r\\nHost: notes.test\\r\\n\\r\\n",
                "417 | GET / HTTP/1.1\\r\\nHost: notes.test\\r\\nExpect: 100-continue\\r\\nContent-Length: 1\\r\\n\\r\\n",
            })
    void thatAreNoneGetOneAnswerAndTheEndOfTheConnection(int status, String octets)
            throws IOException {
        try (Wire wire = wiki.connect()) {
            wire.send(octets.translateEscapes());
            wire.send(ServedWiki.request("GET", "/"));
            Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/home%00.md",
                "/../home",
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/a%2F..%2Fhome",
                "/..%5c..%5cetc",
                "/%c0%ae%c0%ae/etc",
                "/%FF%FE",
                "/.git/config",
                "/.obsidian/workspace.json",
                "/home.md/x",
                "/home/home",
                "/-",
                "/-/../style.css",
                "/-/raw/../../etc/passwd",
                "/-/raw",
                "/-/live",
                "/tags/%00",
                "/tags/%20",
                "/tags/a%2F..",
                "/CON",
                "/con.md",
                "/home.md::$DATA",
                "/~root",
                "/%F0%9F%98%80",
                "/$%7Bjndi:ldap:%7D",
                "/<script>alert(1)</script>",
                "/%3Cscript%3Ealert(1)%3C/script%3E",
                "/'%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
                "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z",
            })
    void forWhatIsNotThereGetAPageThatSaysSo(String target) throws IOException {
        Reply reply = wiki.get(target);
        assertThat(reply.status()).describedAs(target).isEqualTo(404);
        assertThat(reply.text())
                .contains("Page Not Found")
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(reply.field("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(wiki.get("/").status()).isEqualTo(200);
    }

    @Test
    void forLongNamesAndDeepFoldersGetTheSame() throws IOException {
        assertThat(wiki.get("/" + "a".repeat(4000)).status()).isEqualTo(404);
        assertThat(wiki.get("/" + "a/".repeat(1000) + "a").status()).isEqualTo(404);
        assertThat(wiki.get("/" + "%41".repeat(1000)).status()).isEqualTo(404);
        assertThat(wiki.get("/tags/" + "a/".repeat(1000) + "a").status()).isEqualTo(404);
        assertThat(wiki.get("/" + "/".repeat(4000)).status()).isEqualTo(308);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search?q=%00",
                "/search?q=%zz",
                "/search?q=%FF%FE",
                "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/search?q='%20or%201=1--",
                "/search?q=%28%28%28%26%7C!",
                "/search?tag=%3Cb%3E&q=x",
                "/search?page=-1&q=x",
                "/search?page=99999999999&q=x",
                "/search?page=0&q=x",
                "/search?&&&==&q",
                "/search?part=nonsense",
            })
    void forAnythingFindNothingBad(String target) throws IOException {
        Reply reply = wiki.get(target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("<script>alert").doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO", "get"})
    void thatAreNotForReadingAreToldSo(String method) throws IOException {
        Reply reply = wiki.ask(method, "/");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.field("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void forOtherWikisAreNotForUs() throws IOException {
        try (Wire wire = wiki.connect()) {
            wire.send("GET / HTTP/1.1\r\nHost: other.test\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(421);
            wire.send(ServedWiki.request("GET", "/"));
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void cannotPutMarkupIntoPagesByTheNamesOfFiles() throws IOException {
        wiki.write("<img src=x onerror=alert(1)>.md", "Text. #<b>");
        wiki.write("\"><script>alert(1)<.md", "---\ntags: ['<script>', '\"x']\n---\n[[x]]");
        wiki.write("a.md", "---\ntitle: '<script>alert(1)</script>'\nlang: '\"><b>'\n---\nText.");
        for (String target : new String[] {"/pages", "/tags", "/a", "/feed.xml", "/sitemap.xml"}) {
            assertThat(wiki.get(target).text())
                    .describedAs(target)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x");
        }
    }
}
