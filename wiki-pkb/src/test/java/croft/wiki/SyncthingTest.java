package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is written on a laptop, as a true pair of Syncthings carries it into a published wiki.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncthingTest {
    private KeptWikis wikis;
    private SyncthingDevice laptop;
    private SyncthingDevice server;

    @BeforeAll
    void pair(@TempDir Path home) throws Exception {
        wikis = new KeptWikis(home).withDatabase();
        laptop = new SyncthingDevice("laptop", home.resolve("laptop"), home.resolve("vault"));
        server = new SyncthingDevice("server", home.resolve("server"), wikis.folder());
        Files.writeString(laptop.folder().resolve("home.md"), "# Welcome");
        Files.createDirectories(laptop.folder().resolve(".obsidian"));
        Files.writeString(laptop.folder().resolve(".obsidian/workspace.json"), "{}");
        server.start(laptop);
        laptop.start(server);
        wikis.begin();
        KeptWikis.await("the first page", () -> wikis.get("/").body().contains("Welcome"));
    }

    @AfterAll
    void part() throws Exception {
        laptop.close();
        server.close();
        wikis.close();
    }

    @Test
    void anEditIsPublished() throws Exception {
        laptop.write("plan.md", "the first plan");
        KeptWikis.await("the page", () -> wikis.get("/plan").body().contains("the first plan"));
        laptop.write("plan.md", "the second plan");
        KeptWikis.await("the edit", () -> wikis.get("/plan").body().contains("the second plan"));
        KeptWikis.await(
                "its event",
                () -> wikis.events().getLast().contains("wiki:notes.localhost/text:plan.md"));
        assertThat(wikis.get("/pages").body()).doesNotContain("syncthing").doesNotContain("~");
        assertThat(wikis.get("/.obsidian/workspace.json").status()).isEqualTo(404);
    }

    @Test
    void aRenameIsARedirect() throws Exception {
        laptop.write("draft of a letter.md", "Dear reader");
        KeptWikis.await("the page", () -> wikis.get("/draft%20of%20a%20letter").status() == 200);
        Path old = laptop.folder().resolve("draft of a letter.md");
        Files.createDirectories(laptop.folder().resolve("letters"));
        Files.move(old, laptop.folder().resolve("letters/To a reader.md"));
        laptop.scan();
        KeptWikis.await(
                "the redirect", () -> wikis.get("/draft%20of%20a%20letter").status() == 308);
        assertThat(wikis.get("/draft%20of%20a%20letter").field("Location"))
                .endsWith("/letters/To%20a%20reader");
        assertThat(wikis.get("/letters/To%20a%20reader").body()).contains("Dear reader");
    }

    /// As it goes where the laptop's own watcher sends it: first the new name, later that the old
    /// one is gone.
    @Test
    void aRenameThatComesInTwoPartsIsARedirectToo() throws Exception {
        laptop.write("before.md", "a text of its own");
        KeptWikis.await("the page", () -> wikis.get("/before").status() == 200);
        laptop.write("after.md", "a text of its own");
        KeptWikis.await("both", () -> wikis.get("/after").status() == 200);
        assertThat(wikis.get("/before").status()).isEqualTo(200);
        Files.delete(laptop.folder().resolve("before.md"));
        laptop.scan();
        KeptWikis.await("the redirect", () -> wikis.get("/before").status() == 308);
        assertThat(wikis.get("/before").field("Location")).endsWith("/after");
    }

    @Test
    void aConflictIsNoPageAndIsShownToTheOwner() throws Exception {
        laptop.write("shared.md", "one\ntwo\nthree\n");
        KeptWikis.await("the page", () -> wikis.get("/shared").status() == 200);
        laptop.pause();
        KeptWikis.await("that they are apart", () -> !server.isConnectedTo(laptop));
        server.write("shared.md", "one\nof the server\nthree\n");
        Files.writeString(laptop.folder().resolve("shared.md"), "one\nof the laptop\nthree\n");
        Files.setLastModifiedTime(
                laptop.folder().resolve("shared.md"),
                FileTime.from(Instant.parse("2026-01-01T12:00:00Z"))); // the older one loses
        laptop.scan();
        laptop.resume();
        KeptWikis.await(
                "the conflict",
                () -> wikis.control("/notes.localhost/conflicts").contains("sync-conflict"));
        String conflicts = wikis.control("/notes.localhost/conflicts");
        assertThat(conflicts)
                .contains("\"of\":\"shared.md\"")
                .contains("-of the server")
                .contains("+of the laptop");
        assertThat(wikis.get("/shared").body()).contains("of the server");
        assertThat(wikis.get("/pages").body()).doesNotContain("conflict");
        String copy = conflicts.replaceAll("(?s).*\"path\":\"([^\"]*)\\.md\".*", "$1");
        assertThat(copy).startsWith("shared.sync-conflict-");
        assertThat(wikis.get("/" + copy).status()).isEqualTo(404);
        assertThat(wikis.get("/" + copy + ".md").status()).isEqualTo(404);
        KeptWikis.await(
                "the copy on the laptop",
                () -> Files.exists(laptop.folder().resolve(copy + ".md")));
        Files.delete(laptop.folder().resolve(copy + ".md"));
        laptop.scan();
        KeptWikis.await(
                "that it is settled",
                () -> wikis.control("/notes.localhost/conflicts").equals("{\"conflicts\":[]}"));
    }

    @Test
    void aDeletionIsPublished() throws Exception {
        laptop.write("regret.md", "better not");
        KeptWikis.await("the page", () -> wikis.get("/regret").status() == 200);
        Files.delete(laptop.folder().resolve("regret.md"));
        laptop.scan();
        KeptWikis.await("that it is gone", () -> wikis.get("/regret").status() == 404);
    }
}
