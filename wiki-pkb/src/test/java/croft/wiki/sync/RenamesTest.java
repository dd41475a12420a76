package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.FilePath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A page that went is the one that came with its content.
class RenamesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Renames renames = new Renames();
    private final Set<String> there = new HashSet<>(Set.of("old.md"));

    @Test
    void aPageThatGoesAMinuteAfterItsNewNameCameIsRenamed() {
        assertThat(come("new.md", "text", 0)).isEmpty();
        assertThat(go("old.md", "text", 60)).containsExactly(rename("old.md", "new.md"));
    }

    @Test
    void aPageThatGoesBeforeItsNewNameComesIsRenamed() {
        assertThat(go("old.md", "text", 0)).isEmpty();
        assertThat(come("new.md", "text", 60)).containsExactly(rename("old.md", "new.md"));
    }

    @Test
    void bothInOneLookAreARename() {
        there.add("new.md");
        there.remove("old.md");
        assertThat(
                        renames.notice(
                                Map.of(path("old.md"), hash("text")),
                                Map.of(path("new.md"), hash("text")),
                                this::isThere,
                                NOON))
                .containsExactly(rename("old.md", "new.md"));
    }

    @Test
    void elevenMinutesBetweenThemAreTooMuch() {
        come("new.md", "text", 0);
        assertThat(go("old.md", "text", 11 * 60)).isEmpty();
    }

    @Test
    void anEditOnTheWayIsNoRename() {
        come("new.md", "text, edited", 0);
        assertThat(go("old.md", "text", 60)).isEmpty();
    }

    @Test
    void aPageThatWasEditedOnceItCameIsARenameStill() {
        come("new.md", "text", 0);
        renames.notice(Map.of(), Map.of(), this::isThere, NOON.plusSeconds(30));
        assertThat(go("old.md", "text", 60)).containsExactly(rename("old.md", "new.md"));
    }

    @Test
    void anOldCopyIsNoNewName() {
        there.add("copy.md"); // it was there before anybody looked
        assertThat(go("old.md", "text", 60)).isEmpty();
    }

    @Test
    void aNewNameThatWentAgainIsNone() {
        come("new.md", "text", 0);
        go("new.md", "text", 10);
        assertThat(go("old.md", "text", 60)).isEmpty();
    }

    @Test
    void aPageThatMovedKeepsItsNameRatherThanTakingACopys() {
        come("copy.md", "text", 5);
        come("archive/old.md", "text", 0);
        come("another.md", "text", 9);
        assertThat(go("old.md", "text", 60)).containsExactly(rename("old.md", "archive/old.md"));
    }

    @Test
    void aNameThatCameBackIsNotRenamed() {
        go("old.md", "text", 0);
        assertThat(come("old.md", "text", 5)).isEmpty();
        assertThat(come("new.md", "text", 10)).isEmpty();
    }

    @Test
    void itForgetsWhatIsTooOld() {
        for (int i = 0; i < 1000; i++) {
            come("page" + i + ".md", "text " + i, i * 60);
        }
        assertThat(go("old.md", "text 995", 1000 * 60))
                .containsExactly(rename("old.md", "page995.md"));
        assertThat(go("page5.md", "text 5", 1000 * 60)).isEmpty();
    }

    private List<Renames.Rename> come(String path, String text, int seconds) {
        there.add(path);
        return renames.notice(Map.of(), Map.of(path(path), hash(text)), this::isThere, at(seconds));
    }

    private List<Renames.Rename> go(String path, String text, int seconds) {
        there.remove(path);
        return renames.notice(Map.of(path(path), hash(text)), Map.of(), this::isThere, at(seconds));
    }

    private boolean isThere(FilePath path) {
        return there.stream().map(FilePath::new).collect(Collectors.toSet()).contains(path);
    }

    private static Instant at(int seconds) {
        return NOON.plus(Duration.ofSeconds(seconds));
    }

    private static Renames.Rename rename(String from, String to) {
        return new Renames.Rename(path(from), path(to));
    }

    private static FilePath path(String text) {
        return new FilePath(text);
    }

    private static ContentHash hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
