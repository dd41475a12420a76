package croft.site.watch;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.site.content.PlainFolder;
import croft.site.content.Visibility;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens in a folder is told in surrogate keys.
@Timeout(60)
class FolderWatchTest {
    private static final HostName SITE = new HostName("site.test");
    private static final String ALL = "site:site.test";

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicLong waited = new AtomicLong();
    private volatile boolean failing;
    private volatile boolean slow;

    @TempDir Path home;
    private Path folder;
    private FolderWatch watch;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(home.resolve("site"));
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/page.html"), "page");
        Files.writeString(folder.resolve("index.html"), "top");
        watch =
                new FolderWatch(
                        (site, keys) -> {
                            if (failing) {
                                throw new Changes.NotRecorded(
                                        "the journal is away", new SQLException());
                            }
                            if (slow) {
                                waited.addAndGet(TimeUnit.SECONDS.toNanos(30));
                            }
                            keys.forEach(key -> told.add(key.value()));
                        },
                        () -> System.nanoTime() + waited.get());
        watch.watch(Map.of(SITE, new PlainFolder(folder, Visibility.DEFAULT)));
        expect(ALL);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void tellsOfFilesThatAreNewOtherOrGone() throws Exception {
        Files.writeString(folder.resolve("new file.txt"), "new");
        expect("file:site.test/new%20file.txt");
        Files.writeString(folder.resolve("docs/page.html"), "other");
        expect("file:site.test/docs/page.html");
        Files.delete(folder.resolve("index.html"));
        expect("file:site.test/index.html");
    }

    @Test
    void tellsThatARuleFileMakesEverythingStale() throws Exception {
        Files.writeString(folder.resolve("_redirects"), "/a /b");
        expect(ALL);
        Files.writeString(folder.resolve("_headers"), "/*\n  X: y");
        expect(ALL);
        Files.delete(folder.resolve("_redirects"));
        expect(ALL);
        Files.writeString(folder.resolve("docs/_redirects"), "one of another folder");
        expect("file:site.test/docs/_redirects");
    }

    @Test
    void tellsOfWhatIsInNewFolders() throws Exception {
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.writeString(folder.resolve("a/b/c/d.html"), "d");
        expect("file:site.test/a/b/c/d.html");
        Files.writeString(folder.resolve("a/b/c/e.html"), "e");
        expect("file:site.test/a/b/c/e.html");
    }

    @Test
    void tellsOfAWholeFolderThatMoved() throws Exception {
        Files.move(folder.resolve("docs"), folder.resolve("manual"));
        expect("file:site.test/docs/page.html", "file:site.test/manual/page.html");
    }

    @Test
    void noticesThatAnotherFolderTookItsPlace() throws Exception {
        Path next = Files.createDirectories(home.resolve("next"));
        Files.writeString(next.resolve("index.html"), "next");
        Files.move(folder, home.resolve("old"));
        Files.move(next, folder);
        // its absence may have been seen, or only what it holds now
        assertThat(told.poll(20, TimeUnit.SECONDS)).isIn(ALL, "file:site.test/docs/page.html");
        Files.writeString(folder.resolve("later.html"), "later");
        awaitOne("file:site.test/later.html");
    }

    @Test
    void noticesThatALinkWasSwitched() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("current"), folder);
        watch.watch(Map.of(SITE, new PlainFolder(link, Visibility.DEFAULT)));
        expect(ALL);
        Path next = Files.createDirectories(home.resolve("next"));
        Files.createDirectories(next.resolve("docs"));
        Files.copy(folder.resolve("docs/page.html"), next.resolve("docs/page.html"));
        Files.writeString(next.resolve("index.html"), "next");
        Files.createSymbolicLink(home.resolve("current.new"), next);
        Files.move(home.resolve("current.new"), link, StandardCopyOption.ATOMIC_MOVE);
        expect("file:site.test/index.html", "file:site.test/docs/page.html");
    }

    @Test
    void keepsQuietAboutWhatIsHidden() throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/index"), "x");
        Files.writeString(folder.resolve(".page.swp"), "x");
        Files.writeString(folder.resolve("shown.html"), "x");
        expect("file:site.test/shown.html");
    }

    @Test
    void tellsOfAllOfASiteThatComesOrGoes() throws Exception {
        Files.move(folder, home.resolve("away"));
        expect(ALL);
        Files.move(home.resolve("away"), folder);
        expect(ALL);
    }

    @Test
    void tellsOfManyChangesAsOne() throws Exception {
        Path more = Files.createDirectories(home.resolve("more"));
        for (int i = 0; i < 1000; i++) {
            Files.writeString(more.resolve(i + ".html"), "x");
        }
        Files.move(more, folder.resolve("more"));
        expect(ALL);
    }

    @Test
    void saysAgainWhatCouldNotBeRecorded() throws Exception {
        failing = true;
        Files.writeString(folder.resolve("a.html"), "a");
        assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
        failing = false;
        expect("file:site.test/a.html");
    }

    @Test
    void looksAgainAtOnceAfterTheJournalWasSlow() throws Exception {
        slow = true;
        Files.writeString(folder.resolve("a.html"), "a");
        expect("file:site.test/a.html");
        slow = false;
        Files.writeString(folder.resolve("b.html"), "b");
        expect("file:site.test/b.html");
    }

    private void expect(String... keys) throws InterruptedException {
        Set<String> open = new HashSet<>(Set.of(keys));
        Set<String> allowed = Set.of(keys);
        while (!open.isEmpty()) {
            @Nullable String key = told.poll(20, TimeUnit.SECONDS);
            assertThat(key).as("one of " + open).isNotNull().isIn(allowed);
            open.remove(key);
        }
    }

    private void awaitOne(String expected) throws InterruptedException {
        @Nullable String key = told.poll(20, TimeUnit.SECONDS);
        while (key != null && !key.equals(expected)) {
            key = told.poll(20, TimeUnit.SECONDS);
        }
        assertThat(key).isEqualTo(expected);
    }
}
