package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old addresses lead to where the page is now, in one step.
class RedirectsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir Path folder;

    @Test
    void chainsCollapse() {
        Redirects redirects = renamed(renamed(Redirects.NONE, "a", "b"), "b", "c");
        assertThat(target(redirects, "a")).isEqualTo("c.md");
        assertThat(target(redirects, "b")).isEqualTo("c.md");
    }

    @Test
    void aPageThatGetsItsNameBackLeadsNowhereElse() {
        Redirects redirects = renamed(renamed(Redirects.NONE, "a", "b"), "b", "a");
        assertThat(redirects.at(address("a"))).isEmpty();
        assertThat(target(redirects, "b")).isEqualTo("a.md");
    }

    @Test
    void aRoundOfNamesHasNoCircle() {
        Redirects redirects =
                renamed(renamed(renamed(Redirects.NONE, "a", "b"), "b", "c"), "c", "a");
        assertThat(redirects.at(address("a"))).isEmpty();
        assertThat(target(redirects, "b")).isEqualTo("a.md");
        assertThat(target(redirects, "c")).isEqualTo("a.md");
    }

    @Test
    void ofTwoThatWereStoredTheLaterCounts() {
        Redirects.Redirect early = new Redirects.Redirect(path("a"), address("a"), path("b"), NOON);
        Redirects.Redirect late =
                new Redirects.Redirect(path("a"), address("a"), path("c"), NOON.plusSeconds(1));
        assertThat(target(Redirects.of(List.of(late, early)), "a")).isEqualTo("c.md");
    }

    @Test
    void theCopyIsReadAsItWasWritten() {
        RedirectFile file = new RedirectFile(folder.resolve("wiki/redirects"));
        Redirects redirects =
                renamed(renamed(Redirects.NONE, "a + b", "ä/100% \n sure"), "x\ty", "#1?");
        file.write(redirects);
        assertThat(file.read()).isEqualTo(redirects);
        file.write(Redirects.NONE);
        assertThat(file.read()).isEqualTo(Redirects.NONE);
    }

    @Test
    void aCopyThatIsNoneIsLeftOut() throws Exception {
        RedirectFile file = new RedirectFile(folder.resolve("redirects"));
        assertThat(file.read()).isEqualTo(Redirects.NONE);
        for (String nonsense :
                List.of("x", "2026-01-01T12:00:00Z /a", "yesterday /a /a /b", "\0", "a b c d")) {
            Files.writeString(file.file(), nonsense + "\n");
            assertThat(file.read()).isEqualTo(Redirects.NONE);
        }
    }

    private static Redirects renamed(Redirects before, String from, String to) {
        return before.with(new Renames.Rename(path(from), path(to)), address(from), NOON);
    }

    private static String target(Redirects redirects, String from) {
        return redirects.at(address(from)).orElseThrow().path().text();
    }

    private static FilePath path(String name) {
        return new FilePath(name + ".md");
    }

    private static Address address(String name) {
        return Address.ofPage(path(name));
    }
}
