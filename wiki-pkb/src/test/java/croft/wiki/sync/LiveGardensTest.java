package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.Glob;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.WikiPolicy;
import croft.wiki.graph.Garden;
import croft.wiki.page.FilePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// A garden follows its folder, whatever is done to that.
@Timeout(60)
class LiveGardensTest {
    private static final HostName HOST = new HostName("notes.test");

    @TempDir Path home;
    private Path folder;
    private LiveGardens gardens;

    @BeforeEach
    void make() throws Exception {
        home = home.toRealPath();
        folder = Files.createDirectories(home.resolve("notes"));
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/croft");
        gardens =
                new LiveGardens(
                        nowhere,
                        home.resolve("state"),
                        "1",
                        InstantSource.system(),
                        System::nanoTime);
    }

    @AfterEach
    void stop() {
        gardens.close();
    }

    @Test
    void whatIsInNewFoldersIsThere() throws Exception {
        adopt(WikiPolicy.DEFAULT);
        Files.createDirectories(folder.resolve("a/b/c"));
        write("a/b/c/d.md", "one");
        await(garden -> has(garden, "a/b/c/d.md"));
        write("a/b/c/e.md", "two");
        await(garden -> has(garden, "a/b/c/e.md"));
    }

    @Test
    void aFolderThatMovesTakesItsPagesAlong() throws Exception {
        write("old/page.md", "text");
        write("old/picture.png", "picture");
        adopt(WikiPolicy.DEFAULT);
        Files.move(folder.resolve("old"), folder.resolve("new"));
        await(garden -> has(garden, "new/page.md") && !has(garden, "old/page.md"));
        assertThat(now().file(new FilePath("new/picture.png"))).isPresent();
        assertThat(now().file(new FilePath("old/picture.png"))).isEmpty();
        write("new/later.md", "later");
        await(garden -> has(garden, "new/later.md"));
    }

    @Test
    void aPageThatIsALinkFollowsWhatItLeadsTo() throws Exception {
        write("real/page.md", "# one");
        Files.createSymbolicLink(folder.resolve("link.md"), Path.of("real/page.md"));
        adopt(WikiPolicy.DEFAULT);
        write("real/page.md", "---\ntitle: Two\n---\n");
        await(garden -> title(garden, "link.md").equals("Two"));
        assertThat(title(now(), "real/page.md")).isEqualTo("Two");
    }

    @Test
    void aTopThatIsALinkMayLeadAnywhereAndBeSwitched() throws Exception {
        write("page.md", "---\ntitle: One\n---\n");
        Path link = Files.createSymbolicLink(home.resolve("current"), folder);
        adopt(link, WikiPolicy.DEFAULT);
        Path next = Files.createDirectories(home.resolve("next"));
        Files.writeString(next.resolve("page.md"), "---\ntitle: Two\n---\n");
        Files.createSymbolicLink(home.resolve("current.new"), next);
        Files.move(home.resolve("current.new"), link, StandardCopyOption.ATOMIC_MOVE);
        await(garden -> title(garden, "page.md").equals("Two"));
    }

    @Test
    void anEditThatKeepsSizeAndTimeIsSeen() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2026-01-01T12:00:00Z"));
        write("page.md", "---\ntitle: One\n---\n");
        Files.setLastModifiedTime(folder.resolve("page.md"), time);
        adopt(WikiPolicy.DEFAULT);
        Path next = Files.writeString(home.resolve("next"), "---\ntitle: Two\n---\n");
        Files.setLastModifiedTime(next, time);
        Files.move(next, folder.resolve("page.md"), StandardCopyOption.ATOMIC_MOVE);
        await(garden -> title(garden, "page.md").equals("Two"));
    }

    @Test
    void aPageThatIsOnlyTouchedHasAnotherTime() throws Exception {
        Instant time = Instant.parse("2026-01-01T12:00:00Z");
        write("page.md", "text");
        adopt(WikiPolicy.DEFAULT);
        Files.setLastModifiedTime(folder.resolve("page.md"), FileTime.from(time));
        await(garden -> garden.page(new FilePath("page.md")).orElseThrow().modified().equals(time));
    }

    @Test
    void pollsWhereTheSystemTellsNothing() throws Exception {
        write("page.md", "---\ntitle: One\n---\n");
        adopt(policy(WikiPolicy.Watch.POLL, List.of()));
        write("page.md", "---\ntitle: Two\n---\n");
        await(garden -> title(garden, "page.md").equals("Two"));
        write("sub/more.md", "more");
        await(garden -> has(garden, "sub/more.md"));
    }

    @Test
    void conflictsAndVersionsAreNoPages() throws Exception {
        write("note.md", "one\ntwo\n");
        adopt(WikiPolicy.DEFAULT);
        write("note.sync-conflict-20260101-120000-ABCDEFG.md", "one\n2\n");
        write(".stversions/note~20260101-120000.md", "old");
        write(".syncthing.other.md.tmp", "half");
        write("seen.md", "seen");
        await(garden -> has(garden, "seen.md"));
        assertThat(now().notes()).hasSize(2);
        assertThat(now().attachments()).isEmpty();
        LiveGarden live = gardens.garden(HOST).orElseThrow();
        assertThat(live.conflicts()).hasSize(1);
        Conflict conflict = live.conflicts().getFirst();
        assertThat(conflict.of()).isEqualTo(new FilePath("note.md"));
        assertThat(conflict.device()).contains("ABCDEFG");
        assertThat(live.difference(conflict)).contains("-two\n+2\n");
        Files.delete(folder.resolve(conflict.file().text()));
        write("again.md", "again");
        await(garden -> has(garden, "again.md"));
        assertThat(live.conflicts()).isEmpty();
    }

    @Test
    void foldersThatBecomePrivateHideTheirPages() throws Exception {
        write("journal/today.md", "dear diary");
        adopt(WikiPolicy.DEFAULT);
        assertThat(has(now(), "journal/today.md")).isTrue();
        gardens.adopt(
                Map.of(
                        HOST,
                        new Serving.Wiki(
                                folder,
                                "./notes",
                                policy(WikiPolicy.Watch.EVENTS, List.of(new Glob("journal"))))));
        await(garden -> !has(garden, "journal/today.md"));
    }

    @Test
    void aLargePageIsKnownByItsHead() throws Exception {
        write(
                "large.md",
                "---\ntitle: A book\nprivate: true\n---\n" + "x".repeat(PageReader.MOST_OCTETS));
        write("other.md", "other");
        adopt(WikiPolicy.DEFAULT);
        assertThat(has(now(), "large.md")).isFalse();
        assertThat(now().notes()).anyMatch(note -> note.page().title().equals("A book"));
    }

    /// As when a disk is unmounted while the folder is looked through.
    @Test
    void anEmptyFolderInThePlaceOfAFullOneIsNeverTakenForIt() throws Exception {
        Random random = new Random(1);
        Path away = home.resolve("away");
        for (int i = 0; i < 2000; i++) {
            write("page " + i + ".md", "text");
        }
        adopt(WikiPolicy.DEFAULT);
        for (int round = 0; round < 12; round++) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now())); // is looked at, soon
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(95, 150)));
            Files.move(folder, away);
            Files.createDirectory(folder);
            await(garden -> trouble().contains("is empty and was not"));
            assertThat(now().notes().size()).isEqualTo(2000);
            Files.delete(folder);
            Files.move(away, folder);
            await(garden -> trouble().isEmpty());
            assertThat(now().notes().size()).isEqualTo(2000);
        }
    }

    @Test
    void nothingIsEverWrittenIntoTheFolder() throws Exception {
        write("page.md", "text");
        FileTime before = Files.getLastModifiedTime(folder);
        adopt(WikiPolicy.DEFAULT);
        try (var files = Files.walk(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(Files.getLastModifiedTime(folder)).isEqualTo(before);
    }

    private void adopt(WikiPolicy policy) throws Exception {
        adopt(folder, policy);
    }

    private void adopt(Path place, WikiPolicy policy) throws Exception {
        gardens.adopt(Map.of(HOST, new Serving.Wiki(place, "./notes", policy)));
        await(_ -> true);
    }

    private static WikiPolicy policy(WikiPolicy.Watch watch, List<Glob> closed) {
        WikiPolicy it = WikiPolicy.DEFAULT;
        return new WikiPolicy(
                it.name(),
                it.tagline(),
                it.author(),
                it.authorUrl(),
                OptionalInt.empty(),
                it.language(),
                it.markdown(),
                it.html(),
                it.live(),
                closed,
                List.of(),
                watch);
    }

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private Garden now() {
        return gardens.now(HOST).orElseThrow();
    }

    private String trouble() {
        return gardens.garden(HOST).orElseThrow().trouble().orElse("");
    }

    private static boolean has(Garden garden, String path) {
        return garden.page(new FilePath(path)).isPresent();
    }

    private static String title(Garden garden, String path) {
        return garden.page(new FilePath(path)).map(page -> page.title()).orElse("");
    }

    private void await(Predicate<Garden> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (gardens.now(HOST).filter(condition).isEmpty()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
