package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.declaration.StaticPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an owner may decide about a site.
@Timeout(120)
class OwnerPolicyTest {
    @TempDir Path home;

    @Test
    void listsAFolderWithoutAnIndexPage() throws IOException {
        try (ServedFolder site = serve(Policies.listing())) {
            site.write("files/b <i>&.txt", "12345");
            site.write("files/a:b.txt", "x".repeat(12_345));
            site.write("files/c/deep.txt", "");
            site.write("files/.hidden", "");
            Reply page = site.get("/files/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.field("Vary")).isEqualTo("Accept");
            assertThat(page.field("Cache-Control")).isEqualTo("no-cache");
            assertThat(page.text())
                    .contains(
                            "<h1>files/</h1>",
                            "<a href=\"./a:b.txt\">a:b.txt</a>",
                            "<td>12 kB</td>",
                            "<a href=\"./b%20%3Ci%3E&amp;.txt\">b &lt;i&gt;&amp;.txt</a>",
                            "<td>5 B</td>",
                            "<a href=\"./c/\">c/</a>",
                            "2026-05-04 03:02",
                            "href=\"../\"")
                    .doesNotContain("hidden");
            assertThat(page.text().indexOf("a:b.txt")).isLessThan(page.text().indexOf("./b%20"));
            assertThat(site.get("/files/", "If-None-Match: " + page.field("ETag")).status())
                    .isEqualTo(304);
            site.write("files/d.txt", "");
            assertThat(site.get("/files/", "If-None-Match: " + page.field("ETag")).text())
                    .contains("./d.txt");
            assertThat(site.get("/files").field("Location")).isEqualTo("/files/");
            assertThat(site.head("/files/").field("Content-Type")).startsWith("text/html");
        }
    }

    @Test
    void listsAsJsonForWhoPrefersThat() throws IOException {
        try (ServedFolder site = serve(Policies.listing())) {
            site.write("x/a\"b.txt", "12345");
            Files.createDirectories(home.resolve("site/x/deep"));
            Reply json = site.get("/x/", "Accept: application/json");
            assertThat(json.field("Content-Type")).isEqualTo("application/json");
            assertThat(json.text())
                    .startsWith(
                            """
                            {"path":"/x/","complete":true,"items":[
                            {"name":"a\\"b.txt","kind":"file","size":5,"modified":"2026-05-04T03:02:01Z"},
                            {"name":"deep","kind":"folder","modified":"\
                            """);
            assertThat(site.get("/x/", "Accept: text/html, */*;q=0.1").text()).contains("<html");
            assertThat(site.get("/x/", "Accept: */*").text()).contains("<html");
            assertThat(site.get("/x/", "Accept: text/html;q=0.5, application/json").text())
                    .startsWith("{");
        }
    }

    @Test
    void saysThatAListIsNotWhole() throws IOException {
        try (ServedFolder site = serve(Policies.listing())) {
            for (int i = 0; i <= 5_000; i++) {
                Files.createFile(
                        Files.createDirectories(home.resolve("site/many")).resolve("f" + i));
            }
            assertThat(site.get("/many/").text()).contains("There are more than these 5000.");
            assertThat(site.get("/many/", "Accept: application/json").text())
                    .contains("\"complete\":false");
        }
    }

    @Test
    void listsNothingUnlessAskedTo() throws IOException {
        try (ServedFolder site = serve(StaticPolicy.DEFAULT)) {
            site.write("files/a.txt", "a");
            assertThat(site.get("/files/").status()).isEqualTo(404);
        }
    }

    @Test
    void fallsBackToThePageOfAnApplication() throws IOException {
        try (ServedFolder site = serve(Policies.fallback("/index.html"))) {
            site.write("index.html", "shell");
            site.write("404.html", "missing");
            Reply reply = site.get("/users/7?tab=2");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("shell");
            assertThat(reply.field("Surrogate-Key"))
                    .contains(" file:site.test/users/7 ", " file:site.test/index.html ");
            Reply script = site.get("/assets/app.3f2a9c1b7d.js");
            assertThat(script.status()).isEqualTo(404);
            assertThat(script.text()).isEqualTo("missing");
            try (Wire wire = site.connect()) {
                assertThat(wire.send(ServedFolder.request("POST", "/users/7")).reply().status())
                        .isEqualTo(405);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"utf-8, text/plain; charset=utf-8", "iso-8859-1, text/plain; charset=iso-8859-1"})
    void saysWhatTextIsWrittenIn(String charset, String type) throws IOException {
        try (ServedFolder site = serve(Policies.charset(Optional.of(charset)))) {
            site.write("a.txt", "a");
            site.write("a.png", "a");
            assertThat(site.get("/a.txt").field("Content-Type")).isEqualTo(type);
            assertThat(site.get("/a.png").field("Content-Type")).isEqualTo("image/png");
        }
    }

    @Test
    void saysNothingOfItIfToldSo() throws IOException {
        try (ServedFolder site = serve(Policies.charset(Optional.empty()))) {
            site.write("a.html", "a");
            assertThat(site.get("/a").field("Content-Type")).isEqualTo("text/html");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/link.txt", "/linked/a.txt"})
    void followsLinksInsideTheFolderUnlessToldNotTo(String target) throws IOException {
        Path folder = Files.createDirectories(home.resolve("site/real"));
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.createSymbolicLink(home.resolve("site/link.txt"), Path.of("real/a.txt"));
        Files.createSymbolicLink(home.resolve("site/linked"), Path.of("real"));
        try (ServedFolder site = serve(StaticPolicy.DEFAULT)) {
            assertThat(site.get(target).text()).isEqualTo("a");
        }
        try (ServedFolder site = serve(Policies.withoutLinks())) {
            assertThat(site.get(target).status()).isEqualTo(404);
            assertThat(site.get("/real/a.txt").text()).isEqualTo("a");
        }
    }

    @Test
    void showsTheHiddenNamesThatTheOwnerNames() throws IOException {
        try (ServedFolder site = serve(Policies.dotfiles(".nojekyll", ".x*"))) {
            site.write(".nojekyll", "yes");
            site.write(".xy/page.html", "page");
            site.write(".git/config", "no");
            assertThat(site.get("/.nojekyll").text()).isEqualTo("yes");
            assertThat(site.get("/.xy/page").text()).isEqualTo("page");
            assertThat(site.get("/.git/config").status()).isEqualTo(404);
            assertThat(site.get("/.xy/../.git/config").status()).isEqualTo(404);
        }
    }

    private ServedFolder serve(StaticPolicy policy) throws IOException {
        return new ServedFolder(Files.createDirectories(home.resolve("site")), policy);
    }
}
