package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A page that has another name is found under its old one.
@Timeout(120)
class RenamedPageTest {
    @TempDir Path home;
    private KeptWikis wikis;

    @BeforeEach
    void make() throws Exception {
        wikis = new KeptWikis(home);
        wikis.write("first.md", "the text of it");
    }

    @AfterEach
    void stop() throws Exception {
        wikis.close();
    }

    @Test
    void oldNamesLeadToTheLastInOneStep() throws Exception {
        wikis.begin();
        assertThat(wikis.get("/first").status()).isEqualTo(200);
        rename("first.md", "second name.md");
        awaitRedirect("/first", "/second%20name");
        rename("second name.md", "third/name.md");
        awaitRedirect("/first", "/third/name");
        awaitRedirect("/second%20name", "/third/name");
    }

    @Test
    void itHoldsOverAStartWithoutADatabase() throws Exception {
        wikis.begin();
        rename("first.md", "second.md");
        awaitRedirect("/first", "/second");
        wikis.stop();
        wikis.begin();
        awaitRedirect("/first", "/second");
    }

    @Test
    void aNewPageUnderTheOldNameWins() throws Exception {
        wikis.begin();
        rename("first.md", "second.md");
        awaitRedirect("/first", "/second");
        wikis.write("first.md", "another text");
        KeptWikis.await("the new page", () -> wikis.get("/first").body().contains("another text"));
        assertThat(wikis.get("/second").status()).isEqualTo(200);
    }

    @Test
    void itLeadsNowhereOnceThePageIsGoneOrPrivate() throws Exception {
        wikis.begin();
        rename("first.md", "second.md");
        awaitRedirect("/first", "/second");
        wikis.write("second.md", "---\nprivate: true\n---\nthe text of it");
        KeptWikis.await("that it is private", () -> wikis.get("/second").status() == 404);
        KeptWikis.await("no redirect", () -> wikis.get("/first").status() == 404);
        wikis.write("second.md", "public again");
        awaitRedirect("/first", "/second");
        wikis.delete("second.md");
        KeptWikis.await("no redirect", () -> wikis.get("/first").status() == 404);
    }

    @Test
    void whatWasRenamedWhileNobodyLookedIsKnownByTheDatabase() throws Exception {
        wikis.withDatabase().begin();
        KeptWikis.await("that it is told", () -> !wikis.events().isEmpty());
        wikis.stop();
        rename("first.md", "second.md");
        wikis.begin();
        awaitRedirect("/first", "/second");
        KeptWikis.await(
                "that it is stored",
                () ->
                        wikis.query("select former || '>' || path from wiki.redirect")
                                .equals("first.md>second.md"));
        wikis.stop();
        try (var copies = Files.walk(home.resolve("state/wikis"))) {
            for (Path copy : copies.filter(Files::isRegularFile).toList()) {
                Files.delete(copy);
            }
        }
        wikis.begin();
        awaitRedirect("/first", "/second");
    }

    private void rename(String from, String to) throws Exception {
        Path target = wikis.folder().resolve(to);
        Files.createDirectories(target.getParent());
        Files.move(wikis.folder().resolve(from), target);
    }

    private void awaitRedirect(String from, String to) throws Exception {
        KeptWikis.await(
                from + " to " + to,
                () -> {
                    KeptWikis.Answer answer = wikis.get(from);
                    return answer.status() == 308 && answer.field("Location").endsWith(to);
                });
        assertThat(wikis.get(to).status()).isEqualTo(200);
    }
}
