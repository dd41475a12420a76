package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What can be wrong with a folder is told to its owner, and readers see a page or a proper 404.
/// All of it without a database.
@Timeout(180)
class FaultsTest {
    @TempDir Path home;
    private KeptWikis wikis;

    @BeforeEach
    void make() throws Exception {
        wikis = new KeptWikis(home);
        wikis.write("home.md", "---\ntitle: Home\n---\n# Welcome");
    }

    @AfterEach
    void stop() throws Exception {
        wikis.close();
    }

    @Test
    void aFolderThatVanishesIsServedAsItWasUntilItIsBack() throws Exception {
        wikis.begin();
        Path away = home.resolve("away");
        Files.move(wikis.folder(), away);
        KeptWikis.await("that it is said", () -> wikis.control("").contains("\"readable\":false"));
        assertThat(wikis.control("")).contains("notes does not exist (create it, or correct");
        assertThat(wikis.get("/pages").status()).isEqualTo(200);
        assertThat(wikis.get("/pages").body()).contains("Home");
        Files.writeString(away.resolve("written meanwhile.md"), "on another machine");
        Files.move(away, wikis.folder());
        KeptWikis.await("that it goes on", () -> wikis.get("/written%20meanwhile").status() == 200);
        assertThat(wikis.control("")).contains("\"readable\":true");
        wikis.write("home.md", "# Back");
        KeptWikis.await("the next edit", () -> wikis.get("/").body().contains("Back"));
    }

    @Test
    void aDiskThatIsNotMountedIsNoEmptyWiki() throws Exception {
        wikis.begin();
        Files.move(wikis.folder(), home.resolve("mounted"));
        Files.createDirectory(wikis.folder());
        KeptWikis.await(
                "that it is said", () -> wikis.control("").contains("is empty and was not"));
        assertThat(wikis.get("/pages").body()).contains("Home");
        wikis.write("home.md", "# Meant so");
        KeptWikis.await("the new folder", () -> wikis.get("/").body().contains("Meant so"));
    }

    @Test
    void norIsOneThatIsNotMountedYetAtTheStart() throws Exception {
        wikis.begin();
        wikis.stop();
        Path away = home.resolve("mounted");
        Files.move(wikis.folder(), away);
        Files.createDirectory(wikis.folder());
        wikis.begin();
        assertThat(wikis.get("/").status()).isEqualTo(503);
        assertThat(wikis.control("")).contains("is empty and was not");
        Files.delete(wikis.folder());
        Files.move(away, wikis.folder());
        KeptWikis.await("the disk", () -> wikis.get("/").body().contains("Welcome"));
    }

    @Test
    void theLastPageThatIsDeletedIsGone() throws Exception {
        wikis.begin();
        wikis.delete("home.md");
        KeptWikis.await("that it is gone", () -> wikis.get("/home").status() == 404);
        assertThat(wikis.control("")).contains("\"readable\":true");
    }

    @Test
    void fiftyThousandFilesAreTakenUpWhileTheOthersAreServed() throws Exception {
        wikis.begin();
        Path more = home.resolve("more");
        for (int folder = 0; folder < 50; folder++) {
            Path each = Files.createDirectories(more.resolve("folder " + folder));
            for (int i = 0; i < 1000; i++) {
                Files.writeString(
                        each.resolve("note " + folder + "-" + i + ".md"),
                        "See [[note " + folder + "-" + (i + 1) % 1000 + "]]. #many\n");
            }
        }
        Files.move(more, wikis.folder().resolve("more"));
        int served = 0;
        boolean all = false;
        while (!all) {
            assertThat(wikis.get("/").body()).contains("Welcome");
            served++;
            all = served % 100 == 0 && wikis.control("").contains("\"pages\":50001");
        }
        assertThat(served).isPositive();
        assertThat(wikis.get("/more/folder%2049/note%2049-999").status()).isEqualTo(200);
        Files.writeString(wikis.folder().resolve("home.md"), "# Among many");
        KeptWikis.await("an edit", () -> wikis.get("/").body().contains("Among many"));
    }

    @Test
    void oddNamesArePublished() throws Exception {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("C#.md", "/C%23");
        odd.put("Q&A.md", "/Q%26A");
        odd.put("Notes (2024).md", "/Notes%20(2024)");
        odd.put("a.b.md", "/a.b");
        odd.put("100% & <b>?.md", "/100%25%20%26%20%3Cb%3E%3F");
        odd.put(
                "Ünïcødé 北亰 🦄.md",
                "/%C3%9Cn%C3%AFc%C3%B8d%C3%A9%20%E5%8C%97%E4%BA%B0%20%F0%9F%A6%84");
        odd.put("a:b|c.md", "/a%3Ab%7Cc");
        odd.put("x/ y .md", "/x/%20y%20");
        for (String name : odd.keySet()) {
            wikis.write(name, "odd: " + odd.get(name).length());
        }
        wikis.begin();
        odd.forEach((name, address) -> {
            try {
                assertThat(wikis.get(address).body())
                        .as("%s at %s", name, address)
                        .contains("odd: " + address.length());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whatIsWrongWithPagesIsToldToTheirOwner() throws Exception {
        wikis.write("broken.md", "---\ntitle: [one\ntags: two\n---\nThe text of it");
        byte[] latin = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        wikis.write("latin.md", latin);
        wikis.write("Note.md", "upper");
        wikis.write("note.md", "lower");
        byte[] large = new byte[11 << 20];
        Arrays.fill(large, (byte) 'x');
        wikis.write("large.md", large);
        Files.createSymbolicLink(wikis.folder().resolve("out.md"), Path.of("/etc/hostname"));
        wikis.begin();
        assertThat(wikis.get("/broken").body()).contains("The text of it").doesNotContain("[one");
        assertThat(wikis.get("/latin").body()).contains("caf\uFFFD");
        assertThat(wikis.get("/Note").body()).contains("upper");
        assertThat(wikis.get("/note").body()).contains("lower");
        assertThat(wikis.get("/large").status()).isEqualTo(200);
        assertThat(wikis.get("/out").status()).isEqualTo(404);
        String problems = wikis.control("/notes.localhost/problems");
        assertThat(problems)
                .contains("\"path\":\"broken.md\",\"line\":3")
                .contains("\"path\":\"latin.md\",\"line\":1,\"text\":\"not UTF-8 from here on")
                .contains("\"path\":\"large.md\"")
                .contains("\"path\":\"out.md\",\"line\":0,\"text\":\"is a link that leads out");
    }

    @Test
    void aHostThatIsNoWikiIsAQuestionThatMakesNoSense() throws Exception {
        wikis.begin();
        for (String host : new String[] {"other.localhost", "..", "*", "a%20b", "x".repeat(300)}) {
            assertThat(wikis.manage("/control/wikis/" + host + "/problems").statusCode())
                    .as(host)
                    .isIn(400, 404);
        }
        assertThat(wikis.control("/other.localhost/problems"))
                .isEqualTo(
                        "no site of croft.yml is a wiki with this host (expected:"
                                + " notes.localhost)\n");
    }
}
