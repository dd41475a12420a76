package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No request leaves the folder or shows what is hidden in it.
class EscapeTest extends FolderTest {
    private static final String SECRET = "TOP-SECRET";

    @BeforeEach
    void hide() throws IOException {
        site.write("index.html", "top");
        site.write("docs/page.html", "page");
        for (String name : new String[] {".env", ".git/config", "docs/.hidden", "_headers"}) {
            site.write(name, SECRET);
        }
        site.write(".well-known/security.txt", "Contact: mailto:a@b.test");
        site.write(".well-known/.secret", SECRET);
        Files.writeString(home.resolve("secret"), SECRET);
        Files.writeString(
                Files.createDirectories(home.resolve("site-2")).resolve("secret"), SECRET);
        Files.createSymbolicLink(folder.resolve("link"), home.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("shown"), Path.of(".env"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/docs/../../secret",
                "/..%2fsecret",
                "/..%2Fsecret",
                "/%2e%2e/secret",
                "/%2e%2e%2fsecret",
                "/.%2e/secret",
                "/%2E./secret",
                "/docs/%2e%2e/%2e%2e/secret",
                "/..%5csecret",
                "/..\\secret",
                "/%5c..%5csecret",
                "/..;/secret",
                "/%252e%252e/secret",
                "/%252e%252e%252fsecret",
                "/%c0%ae%c0%ae/secret",
                "/%c0%ae%c0%ae%c0%afsecret",
                "/%e0%80%ae%e0%80%ae/secret",
                "/..%c0%afsecret",
                "/..%ef%bc%8fsecret",
                "/%ef%bc%8e%ef%bc%8e/secret",
                "/..%00/secret",
                "/index.html%00",
                "/../site-2/secret",
                "/%2e%2e/site-2/secret",
                "//secret",
                "///etc/passwd",
                "/docs//../secret",
                "/./../secret",
                "/link",
                "/up/secret",
                "/shown",
                "/.env",
                "/.git/config",
                "/.git/",
                "/.git",
                "/%2egit/config",
                "/docs/.hidden",
                "/docs/%2ehidden",
                "/docs/../.env",
                "/_headers",
                "/.well-known/.secret",
                "/.well-known/../.env",
                "/index.html/",
                "/index.html/.",
                "/index.html/..",
                "/index.html/../index.html"
            })
    void isNotFound(String target) throws IOException {
        Reply reply = site.get(target);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).doesNotContain(SECRET);
    }

    @Test
    void showsWhatIsWellKnown() throws IOException {
        assertThat(site.get("/.well-known/security.txt").status()).isEqualTo(200);
    }

    @Test
    void survivesTenThousandRandomTargets() throws IOException {
        String[] parts = {
            "/",
            "/",
            "/",
            "..",
            ".",
            "%2e",
            "%2f",
            "%5c",
            "\\",
            "%00",
            "%c0%ae",
            "%",
            "%2",
            "docs",
            "page",
            ".html",
            "secret",
            "link",
            "up",
            "index",
            "site",
            ".git",
            ".env",
            "?",
            "&",
            "=",
            "a",
            "%41",
            "%ff",
            "%e2%82%ac",
            ";",
            ":",
            "@",
            "//",
            "~",
            "%25",
            "%0a",
            "*",
            "|",
            "%7f",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "404.html"
        };
        Random random = new Random(20261122);
        Wire wire = site.connect();
        for (int i = 0; i < 10_000; i++) {
            StringBuilder target = new StringBuilder("/");
            for (int n = random.nextInt(12); n > 0; n--) {
                if (random.nextInt(20) == 0) {
                    target.append((char) (0x21 + random.nextInt(0x5e)));
                } else {
                    target.append(parts[random.nextInt(parts.length)]);
                }
            }
            Reply reply = wire.send(ServedFolder.request("GET", target.toString())).reply();
            assertThat(reply.status()).as(target.toString()).isIn(200, 308, 400, 404);
            assertThat(reply.text()).as(target.toString()).doesNotContain(SECRET);
            assertThat(reply.field("Location")).as(target.toString()).doesNotStartWith("//");
            if (reply.field("Connection").equals("close")) {
                wire.close();
                wire = site.connect();
            }
        }
        wire.close();
    }
}
