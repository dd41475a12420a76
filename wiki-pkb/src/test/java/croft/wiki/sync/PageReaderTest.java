package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is read of a page's file, whatever is in it and whoever writes to it.
@Timeout(60)
class PageReaderTest {
    @TempDir Path home;
    private Root root;
    private Path page;

    @BeforeEach
    void make() throws Exception {
        root = new Root("", Files.createDirectories(home.resolve("notes")).toRealPath());
        page = root.top().resolve("page.md");
    }

    @Test
    void readsText() throws Exception {
        Files.writeString(page, "größer");
        PageReader.Reading reading = read(100);
        assertThat(reading.text()).isEqualTo(new PageText.Text("größer", false));
        assertThat(reading.hash())
                .contains(ContentHash.of("größer".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsWhatIsNoUtf8AsWellAsItCan() throws Exception {
        Files.write(page, new byte[] {'a', (byte) 0xe9, 'b'});
        assertThat(read(100).text()).isEqualTo(new PageText.Text("a\uFFFDb", true));
    }

    @Test
    void readsOnlyTheBeginningOfWhatIsTooLarge() throws Exception {
        Files.writeString(page, "x".repeat(101));
        assertThat(read(100).text()).isEqualTo(new PageText.TooLarge(101, "x".repeat(101)));
        assertThat(read(101).text()).isInstanceOf(PageText.Text.class);
        Files.writeString(page, "y".repeat(1 << 20));
        assertThat(read(100).text())
                .isInstanceOfSatisfying(
                        PageText.TooLarge.class,
                        large -> assertThat(large.beginning()).hasSizeLessThan(200_000));
    }

    @Test
    void whatIsNotThereIsGone() throws Exception {
        assertThat(read(100).text()).isEqualTo(new PageText.Gone());
        Files.createSymbolicLink(page, Path.of("nowhere.md"));
        assertThat(read(100).text()).isEqualTo(new PageText.Gone());
    }

    @Test
    void aLinkThatWasTurnedOutOfTheFolderIsNotFollowed() throws Exception {
        Files.writeString(home.resolve("secret.md"), "secret");
        Files.createSymbolicLink(page, home.resolve("secret.md"));
        assertThat(read(100).text()).isEqualTo(new PageText.Gone());
    }

    @Test
    void aFolderIsNoPage() throws Exception {
        Files.createDirectories(page);
        assertThat(read(100_000).text()).isInstanceOf(PageText.Unreadable.class);
    }

    /// Somebody writes in place, both halves one after the other, again and again: what is taken
    /// for whole is whole.
    @Test
    void isReadAgainWhileItIsWrittenTo() throws Exception {
        Files.writeString(page, whole('a'));
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try (RandomAccessFile file =
                                    new RandomAccessFile(page.toFile(), "rw")) {
                                for (char c = 'b'; c <= 'z'; c++) {
                                    file.seek(0);
                                    file.write(whole(c).getBytes(StandardCharsets.US_ASCII));
                                }
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } finally {
                                ended.set(true);
                            }
                        });
        boolean last = false;
        while (!last) {
            last = ended.get();
            assertThat(read(1 << 24).text()).isInstanceOf(PageText.Text.class);
        }
        writer.join();
        assertThat(read(1 << 24).text()).isEqualTo(new PageText.Text(whole('z'), false));
    }

    private PageReader.Reading read(int most) {
        return new PageReader(most).read(root, page);
    }

    private static String whole(char c) {
        return String.valueOf(c).repeat(1 << 20);
    }
}
