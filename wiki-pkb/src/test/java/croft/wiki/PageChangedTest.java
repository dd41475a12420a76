package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What caches are told, and when.
@Timeout(180)
class PageChangedTest {
    private static final String ALL = "wiki:notes.localhost/wiki";

    @TempDir Path home;
    private KeptWikis wikis;

    @BeforeEach
    void make() throws Exception {
        wikis = new KeptWikis(home).withDatabase();
        wikis.write("home.md", "# Welcome\n\nto [[other]]");
        wikis.write("other.md", "# Other");
    }

    @AfterEach
    void stop() throws Exception {
        wikis.close();
    }

    @Test
    void theFirstEventIsAboutEverythingAndAnEditAboutThePage() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        wikis.write("other.md", "# Other\n\nand more");
        KeptWikis.await("an event about the page", () -> wikis.events().size() == 2);
        assertThat(wikis.events().getLast())
                .contains("wiki:notes.localhost/text:other.md")
                .doesNotContain(ALL)
                .doesNotContain("text:home.md");
        assertThat(wikis.query("select count(*) from wiki.file")).isEqualTo("2");
    }

    @Test
    void aPageIsServedBeforeAnybodyIsToldOfIt() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        for (int i = 0; i < 5; i++) {
            int known = wikis.events().size();
            wikis.write("other.md", "version " + i);
            KeptWikis.await("the event", () -> wikis.events().size() > known);
            assertThat(wikis.get("/other").body()).contains("version " + i);
        }
    }

    @Test
    void aStartTellsNothingWhereNothingChanged() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        wikis.stop();
        wikis.begin();
        KeptWikis.await(
                "that nothing waits",
                () -> wikis.manage("/status").body().contains("\"unsent\":0"));
        assertThat(wikis.events()).containsExactly(ALL);
        wikis.stop();
        wikis.write("home.md", "written while nobody looked");
        wikis.begin();
        awaitEvents(List.of(ALL, ALL));
    }

    @Test
    void anotherDeclarationIsAChangeOfEverything() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        wikis.declare("{ folder: ./notes, name: Almanac }");
        awaitEvents(List.of(ALL, ALL));
        wikis.stop();
        wikis.declare("{ folder: ./notes, name: Diary }");
        wikis.begin();
        awaitEvents(List.of(ALL, ALL, ALL));
    }

    @Test
    void manyChangesAreOneOfEverything() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        Path more = Files.createDirectories(home.resolve("more"));
        for (int i = 0; i < 600; i++) {
            Files.writeString(more.resolve("page " + i + ".md"), "x");
        }
        Files.move(more, wikis.folder().resolve("more"));
        KeptWikis.await("the pages", () -> wikis.events().size() > 1);
        assertThat(wikis.events().get(1)).isEqualTo(ALL);
    }

    @Test
    void whatCouldNotBeToldIsToldLaterInOne() throws Exception {
        wikis.begin();
        awaitEvents(List.of(ALL));
        wikis.execute("revoke all on schema platform from wiki");
        for (int i = 0; i < 3; i++) {
            String text = "edit " + i;
            wikis.write("other.md", text);
            KeptWikis.await("the page", () -> wikis.get("/other").body().contains(text));
        }
        wikis.write("home.md", "# Welcome back");
        KeptWikis.await("the home", () -> wikis.get("/").body().contains("Welcome back"));
        KeptWikis.await(
                "that it is said",
                () ->
                        wikis.manage("/status").body().matches("(?s).*\"unsent\":[1-9].*")
                                && wikis.manage("/status")
                                        .body()
                                        .contains("what changed cannot be recorded"));
        assertThat(wikis.manage("/metrics").body())
                .containsPattern("wiki_events_waiting\\{[^}]*\\} [1-9]");
        wikis.execute("grant usage on schema platform to wiki");
        KeptWikis.await("one event", () -> wikis.events().size() == 2);
        assertThat(wikis.events().getLast())
                .contains("text:other.md")
                .contains("text:home.md")
                .doesNotContain(ALL);
        KeptWikis.await(
                "that nothing waits",
                () -> wikis.manage("/status").body().contains("\"unsent\":0"));
    }

    @Test
    void aDatabaseThatComesLaterIsToldEverything() throws Exception {
        wikis.execute("alter role wiki nologin");
        wikis.begin();
        wikis.write("other.md", "edited before");
        KeptWikis.await("the page", () -> wikis.get("/other").body().contains("edited before"));
        wikis.execute("alter role wiki login");
        KeptWikis.await("an event", () -> !wikis.events().isEmpty());
        assertThat(wikis.events().getFirst()).isEqualTo(ALL);
        assertThat(wikis.query("select count(*) from wiki.file")).isEqualTo("2");
    }

    private void awaitEvents(List<String> expected) throws Exception {
        KeptWikis.await(
                expected + " rather than " + wikis.events(), () -> wikis.events().equals(expected));
    }
}
