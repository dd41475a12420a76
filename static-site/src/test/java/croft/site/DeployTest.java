package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.DeployedService.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A site of releases, from the first deploy over HTTP to the rollback.
@Timeout(120)
class DeployTest {
    @TempDir private Path home = Path.of("unset");

    private DeployedService site;

    @BeforeEach
    void start() throws Exception {
        site = new DeployedService(home);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void servesWhatWasDeployed() throws Exception {
        assertThat(site.get("/").status()).isEqualTo(404);

        Answer answer =
                site.deploy(
                        "PUT",
                        "",
                        new Tar().file("index.html", "one").file("a/b.css", "b{}").end(),
                        "Note",
                        "the first, über alles");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.text("state")).isEqualTo("current");
        assertThat(answer.body()).contains("\"files\" : 2").contains("\"added\" : 2");
        assertThat(site.get("/").body()).isEqualTo("one");
        assertThat(site.get("/a/b.css").head())
                .contains("200 OK")
                .contains("Content-Type: text/css")
                .contains("ETag: \"")
                .contains("Surrogate-Key: site:journal.localhost file:journal.localhost/a/b.css");
        assertThat(site.events("site.deployed"))
                .containsExactly(
                        "journal.localhost {site:journal.localhost} {\"project\": \"journal\","
                                + " \"release\": \""
                                + answer.text("release")
                                + "\"}");
        assertThat(site.deploy("GET", "/releases", new byte[0]).body())
                .contains("the first, über alles");
    }

    @Test
    void namesExactlyTheFilesThatChanged() throws Exception {
        String first = release("index.html", "one", "same.html", "same", "gone.html", "gone");
        String second = release("index.html", "two", "same.html", "same", "new page.html", "new");

        assertThat(site.events("site.deployed").getLast())
                .isEqualTo(
                        "journal.localhost {file:journal.localhost/gone.html,".replace(", ", ",")
                                + "file:journal.localhost/index.html,"
                                + "file:journal.localhost/new%20page.html} {\"project\":"
                                + " \"journal\", \"release\": \""
                                + second
                                + "\", \"previous\": \""
                                + first
                                + "\"}");
        assertThat(site.get("/gone").status()).isEqualTo(404);
    }

    @Test
    void dropsEverythingWhereRulesOrVeryManyFilesChanged() throws Exception {
        release("index.html", "one", "_redirects", "/a /b");
        release("index.html", "one", "_redirects", "/a /c");
        assertThat(site.events("site.deployed").getLast())
                .startsWith("journal.localhost {site:journal.localhost} ");

        Tar many = new Tar().file("_redirects", "/a /c").file("index.html", "one");
        for (int i = 0; i < 501; i++) {
            many.file("p" + i + ".html", "page " + i);
        }
        assertThat(site.deploy("PUT", "", many.end()).status()).isEqualTo(201);
        assertThat(site.events("site.deployed").getLast())
                .startsWith("journal.localhost {site:journal.localhost} ");
    }

    @Test
    void rollsBackFurtherEachTime() throws Exception {
        String one = release("index.html", "one");
        String two = release("index.html", "two");
        String three = release("index.html", "three");

        assertThat(rollback().text("release")).isEqualTo(two);
        assertThat(site.get("/").body()).isEqualTo("two");
        assertThat(rollback().text("release")).isEqualTo(one);
        assertThat(site.get("/").body()).isEqualTo("one");
        Answer end = rollback();
        assertThat(end.status()).isEqualTo(409);
        assertThat(end.text("error")).contains("no earlier release");

        assertThat(
                        site.deploy("POST", "/releases/" + three + "/promote", new byte[0])
                                .text("previous"))
                .isEqualTo(one);
        assertThat(site.get("/").body()).isEqualTo("three");
        assertThat(rollback().text("release")).isEqualTo(one);
    }

    @Test
    void showsAPreviewToWhoKnowsItsNameAndToNoSearchEngine() throws Exception {
        release("index.html", "one");
        Answer answer =
                site.deploy("PUT", "", new Tar().file("index.html", "two").end(), "Preview", "yes");
        assertThat(answer.text("state")).isEqualTo("preview");
        String label = answer.text("release");
        assertThat(answer.text("preview")).isEqualTo("https://" + label + ".journal.localhost/");

        assertThat(site.get("/").body()).isEqualTo("one");
        Answer preview = preview(label);
        assertThat(preview.body()).isEqualTo("two");
        assertThat(preview.head()).contains("X-Robots-Tag: noindex");
        assertThat(preview("0123456789ab").status()).isEqualTo(404);

        assertThat(
                        site.deploy("POST", "/releases/" + label + "/promote", new byte[0])
                                .text("state"))
                .isEqualTo("current");
        assertThat(site.get("/").body()).isEqualTo("two");
        assertThat(site.get("/").head()).doesNotContain("X-Robots-Tag");
    }

    @Test
    void keepsAsManyReleasesAsWereAskedForAndTheCurrentOne() throws Exception {
        String one = release("index.html", "one");
        String two = release("index.html", "two");
        String three = release("index.html", "three");
        String four = release("index.html", "four");

        String listed = site.deploy("GET", "/releases", new byte[0]).body();
        assertThat(listed).contains(four, three, two).doesNotContain(one);
        assertThat(preview(one).status()).isEqualTo(404);
        assertThat(site.events("site.withdrawn"))
                .containsExactly(
                        "*.journal.localhost {site:*.journal.localhost} {\"project\": \"journal\","
                                + " \"release\": \""
                                + four
                                + "\", \"previous\": \""
                                + three
                                + "\"}");
        assertThat(site.deploy("DELETE", "/releases/" + four, new byte[0]).text("error"))
                .contains("is current");
        assertThat(site.deploy("DELETE", "/releases/" + three, new byte[0]).text("state"))
                .isEqualTo("deleted");
        assertThat(rollback().text("release")).isEqualTo(two);
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        release("index.html", "one");
        Answer dry =
                site.deploy("PUT", "", new Tar().file("index.html", "two").end(), "Dry-Run", "yes");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.text("state")).isEqualTo("checked");
        assertThat(dry.body()).contains("\"changed\" : 1");
        assertThat(site.get("/").body()).isEqualTo("one");
        assertThat(site.query("select count(*) from site.release")).containsExactly("1");
    }

    @Test
    void saysThatTheSameFilesAreTheSameRelease() throws Exception {
        String one = release("index.html", "one");
        Answer again = site.deploy("PUT", "", new Tar().file("index.html", "one").end());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("state")).isEqualTo("unchanged");
        assertThat(again.text("release")).isEqualTo(one);
        assertThat(site.events("site.deployed")).hasSize(1);
    }

    @Test
    void takesAListOfFilesOnceTheyAreThere() throws Exception {
        byte[] page = "a page".getBytes(StandardCharsets.UTF_8);
        String list =
                "[{\"path\": \"index.html\", \"sha256\": \""
                        + sha256(page)
                        + "\", \"size\": 6}, {\"path\": \"copy.html\", \"sha256\": \""
                        + sha256(page)
                        + "\", \"size\": 6}]";

        Answer asked = site.deploy("POST", "/releases", bytes(list));
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.body()).contains("\"missing\" : [ \"" + sha256(page) + "\" ]");
        assertThat(site.deploy("PUT", "/blobs/" + sha256(page), page).status()).isEqualTo(201);
        Answer deployed = site.deploy("POST", "/releases", bytes(list));
        assertThat(deployed.status()).as(deployed.body()).isEqualTo(201);
        assertThat(site.get("/copy").body()).isEqualTo("a page");

        Answer archive =
                site.deploy(
                        "PUT",
                        "",
                        new Tar().file("index.html", page).file("copy.html", page).end());
        assertThat(archive.text("release")).isEqualTo(deployed.text("release"));

        Answer lie = site.deploy("POST", "/releases", bytes(list.replace("6}, ", "5}, ")));
        assertThat(lie.status()).isEqualTo(422);
        assertThat(lie.text("error"))
                .isEqualTo("index.html: a size of 5 (expected: 6, which what was uploaded has)");
    }

    @Test
    void takesFilesAndArchivesInPieces() throws Exception {
        byte[] page = new byte[100_000];
        String path = "/blobs/" + sha256(page);
        assertThat(site.deploy("HEAD", path, new byte[0]).head()).contains("Upload-Offset: 0\r\n");
        piece(path, page, 0, 60_000);
        Answer gap =
                site.deploy("PUT", path, new byte[10], "Content-Range", "bytes 70000-70009/100000");
        assertThat(gap.status()).isEqualTo(409);
        assertThat(gap.text("error")).contains("at octet 60000");
        assertThat(site.deploy("HEAD", path, new byte[0]).head())
                .contains("Upload-Offset: 60000\r\n");
        assertThat(piece(path, page, 60_000, 100_000).status()).isEqualTo(201);
        assertThat(site.deploy("HEAD", path, new byte[0]).head())
                .contains("Upload-Complete: ?1\r\n");

        byte[] archive = new Tar().file("index.html", "in pieces").file("p", page).end();
        piece("/uploads/mine", archive, 0, 50_000);
        assertThat(site.get("/").status()).isEqualTo(404);
        Answer last = piece("/uploads/mine", archive, 50_000, archive.length);
        assertThat(last.status()).as(last.body()).isEqualTo(201);
        assertThat(last.text("state")).isEqualTo("current");
        assertThat(site.get("/").body()).isEqualTo("in pieces");
    }

    @Test
    void explainsWhatCannotBeARelease() throws Exception {
        release("index.html", "one");
        Answer outside =
                site.deploy("PUT", "", new Tar().file("index.html", "x").file("../x", "x").end());
        assertThat(outside.status()).isEqualTo(422);
        assertThat(outside.body())
                .contains("../x: leads out of the site")
                .contains("expected: a name inside the site");
        assertThat(site.deploy("PUT", "", bytes("no archive")).status()).isEqualTo(422);
        assertThat(site.deploy("POST", "/releases", bytes("{")).text("error"))
                .contains("the list of files");
        assertThat(site.deploy("POST", "/releases", bytes("[{}]")).text("error"))
                .contains("file 1 of the list");
        assertThat(site.deploy("PUT", "", bytes("x"), "Dry-Run", "maybe").text("error"))
                .isEqualTo("dry-run: \\");
        assertThat(site.deploy("POST", "/nonsense", new byte[0]).status()).isEqualTo(404);
        assertThat(site.get("/").body()).isEqualTo("one");
    }

    @Test
    void startsAndServesWithoutTheDatabase() throws Exception {
        release("index.html", "one", "app.4f2d9a1c.js", "x");
        site.stopDatabase();
        assertThat(site.get("/").body()).isEqualTo("one");
        Answer refused = site.deploy("PUT", "", new Tar().file("index.html", "two").end());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("error")).contains("what is current goes on being served");
        site.restart();
        assertThat(site.get("/").body()).isEqualTo("one");
    }

    @Test
    void keepsOldFilesWithHashesInTheirNamesForOpenPages() throws Exception {
        release("index.html", "one", "app.4f2d9a1c.js", "old", "plain.js", "old");
        release("index.html", "two", "app.77aa0b1d.js", "new");

        Answer old = site.get("/app.4f2d9a1c.js");
        assertThat(old.status()).isEqualTo(200);
        assertThat(old.body()).isEqualTo("old");
        assertThat(old.head()).contains("X-Robots-Tag: noindex");
        assertThat(site.get("/plain.js").status()).isEqualTo(404);
        assertThat(site.get("/app.77aa0b1d.js").head()).doesNotContain("X-Robots-Tag");
        site.restart();
        assertThat(site.get("/app.4f2d9a1c.js").body()).isEqualTo("old");
        // and it is current again, for search engines too
        rollback();
        assertThat(site.get("/app.4f2d9a1c.js").head()).doesNotContain("X-Robots-Tag");
    }

    private String release(String... files) throws IOException {
        Tar tar = new Tar();
        for (int i = 0; i < files.length; i += 2) {
            tar.file(files[i], files[i + 1]);
        }
        Answer answer = site.deploy("PUT", "", tar.end());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.text("release");
    }

    private Answer rollback() throws IOException {
        return site.deploy("POST", "/rollback", new byte[0]);
    }

    private Answer preview(String label) throws IOException {
        return site.send("GET", label + ".journal.localhost", "/", Map.of(), new byte[0]);
    }

    private Answer piece(String path, byte[] whole, int from, int to) throws IOException {
        Answer answer =
                site.deploy(
                        "PUT",
                        path,
                        Arrays.copyOfRange(whole, from, to),
                        "Content-Range",
                        "bytes " + from + "-" + (to - 1) + "/" + whole.length);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }
}
