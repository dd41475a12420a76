package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No name leads out of the folder.
@Timeout(60)
class FolderTreeTest {
    @TempDir Path home;
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(home.resolve("site"));
        Files.createDirectories(folder.resolve("docs/.git"));
        Files.writeString(folder.resolve("docs/page.html"), "page");
        Files.writeString(folder.resolve("docs/.git/config"), "hidden");
        Files.writeString(home.resolve("secret"), "secret");
        Files.createDirectories(home.resolve("site-2"));
        Files.writeString(home.resolve("site-2/secret"), "secret");
    }

    @Test
    void followsALinkThatStaysInside() throws IOException {
        Files.createSymbolicLink(folder.resolve("inside"), Path.of("docs/page.html"));
        Files.createSymbolicLink(folder.resolve("d"), folder.resolve("docs"));
        assertThat(read("inside")).contains("page");
        assertThat(read("d", "page.html")).contains("page");
    }

    @Test
    void followsNoLinkThatLeavesOrShowsWhatIsHidden() throws IOException {
        Files.createSymbolicLink(folder.resolve("absolute"), home.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("../secret"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("sibling"), home.resolve("site-2"));
        Files.createSymbolicLink(folder.resolve("dots"), Path.of("docs/.git/config"));
        Files.createSymbolicLink(folder.resolve("hidden"), Path.of("docs/.git"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(folder.resolve("chain"), Path.of("absolute"));
        assertThat(read("absolute")).isEmpty();
        assertThat(read("relative")).isEmpty();
        assertThat(read("up", "secret")).isEmpty();
        assertThat(read("sibling", "secret")).isEmpty();
        assertThat(read("dots")).isEmpty();
        assertThat(read("hidden", "config")).isEmpty();
        assertThat(read("dangling")).isEmpty();
        assertThat(read("loop")).isEmpty();
        assertThat(read("loop", "x")).isEmpty();
        assertThat(read("chain")).isEmpty();
    }

    @Test
    void followsTheLinkThatTheFolderItselfIs() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("current"), folder);
        PlainFolder linked = new PlainFolder(link, Visibility.DEFAULT);
        assertThat(
                        ((PlainFolder.Reach.Reached) linked.reach())
                                .tree()
                                .look(path("docs", "page.html")))
                .isInstanceOf(Document.class);
        Files.delete(link);
        Files.createSymbolicLink(link, home.resolve("site-2"));
        assertThat(
                        ((PlainFolder.Reach.Reached) linked.reach())
                                .tree()
                                .look(path("docs", "page.html")))
                .isInstanceOf(Entry.Absent.class);
    }

    @Test
    void findsNoFileBehindAFile() throws IOException {
        assertThat(read("docs", "page.html", "x")).isEmpty();
    }

    @Test
    void findsNothingInAPipeOrADevice() throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
        assertThat(Files.exists(folder.resolve("pipe"))).isTrue();
        assertThat(read("pipe")).isEmpty();
        assertThat(read("zero")).isEmpty();
    }

    @Test
    void opensOnlyWhatWasFound() throws IOException {
        FolderTree tree = tree();
        Document found = (Document) tree.look(path("docs", "page.html"));
        Files.writeString(folder.resolve("docs/new"), "PAGE");
        Files.move(
                folder.resolve("docs/new"),
                folder.resolve("docs/page.html"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(tree.open(found.plain())).isEmpty();
    }

    @Test
    void opensNothingThroughAFolderThatBecameALink() throws IOException {
        FolderTree tree = tree();
        Document found = (Document) tree.look(path("docs", "page.html"));
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.move(folder.resolve("docs/page.html"), outside.resolve("page.html"));
        Files.move(folder.resolve("docs"), folder.resolve("old"));
        Files.createSymbolicLink(folder.resolve("docs"), outside);
        assertThat(tree.open(found.plain())).isEmpty();
    }

    @Test
    void neverReadsTheOtherSideOfALinkThatIsSwitchedToAndFro() throws Exception {
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("page.html"), "secret");
        Path real = folder.resolve("docs");
        Path aside = home.resolve("aside");
        AtomicBoolean stop = new AtomicBoolean();
        Thread switcher =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!stop.get()) {
                                try {
                                    Files.move(real, aside);
                                    Files.createSymbolicLink(real, outside);
                                    Files.delete(real);
                                    Files.move(aside, real);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        });
        int seen = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            Optional<String> text = read("docs", "page.html");
            assertThat(text.orElse("page")).isEqualTo("page");
            seen += text.isPresent() ? 1 : 0;
        }
        stop.set(true);
        switcher.join();
        assertThat(seen).isPositive();
    }

    private FolderTree tree() {
        return ((PlainFolder.Reach.Reached) new PlainFolder(folder, Visibility.DEFAULT).reach())
                .tree();
    }

    private Optional<String> read(String... segments) throws IOException {
        FolderTree tree = tree();
        if (!(tree.look(path(segments)) instanceof Document document)) {
            return Optional.empty();
        }
        Optional<OpenFile> opened = tree.open(document.plain());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (OpenFile file = opened.get()) {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            file.channel().read(buffer);
            return Optional.of(
                    new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        }
    }

    private static SitePath path(String... segments) {
        return SitePath.file(segments);
    }
}
