package croft.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Source;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import croft.wiki.render.Renderer;
import croft.wiki.render.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an answer costs here, beside what it costs in pkb's way: to read the file, or every file of
/// the folder, for each request, and to render it with the same renderer. Prints both; asserts only
/// that nothing hangs.
///
/// `-Dcroft.pages=10000` for the figures that the documentation quotes.
@Timeout(300)
class BesidePkbTest {
    private static final int PAGES = Integer.getInteger("croft.pages", 1_000);
    private static final int ASKED = 400;
    private static final int LISTS = 3;

    @TempDir Path home;

    private final Renderer renderer = Markdown.of(Dialect.STRICT, HtmlPolicy.TRUSTED);

    @Test
    void answersBesidePkbsWay() throws Exception {
        try (KeptWikis wikis = new KeptWikis(home)) {
            wikis.declare("{ folder: ./notes, markdown: strict }");
            List<FilePath> paths =
                    Pages.generate(wikis.folder(), PAGES, 1).stream().map(FilePath::new).toList();
            long begun = System.nanoTime();
            wikis.begin();
            report("from the start of the service to all pages", begun, 1);
            List<FilePath> asked = paths.subList(0, Math.min(ASKED, PAGES));
            for (int round = 1; round <= 2; round++) {
                String what = round == 1 ? "rendered" : "kept";
                begun = System.nanoTime();
                for (FilePath path : asked) {
                    get(wikis, Address.ofPage(path).text());
                }
                report("a page, " + what + ", over HTTP", begun, asked.size());
                begun = System.nanoTime();
                for (int i = 0; i < LISTS; i++) {
                    get(wikis, "/pages");
                }
                report("the list of all, over HTTP", begun, LISTS);
            }
            for (int round = 1; round <= 2; round++) {
                begun = System.nanoTime();
                for (FilePath path : asked) {
                    assertThat(page(wikis.folder(), path)).isNotEmpty();
                }
                report("a page, pkb's way, without HTTP", begun, asked.size());
                begun = System.nanoTime();
                for (int i = 0; i < LISTS; i++) {
                    assertThat(list(wikis.folder(), paths)).isNotEmpty();
                }
                report("the list of all, pkb's way, without HTTP", begun, LISTS);
            }
        }
    }

    private static void get(KeptWikis wikis, String path) throws IOException {
        assertThat(wikis.get(path).status()).as(path).isEqualTo(200);
    }

    private String page(Path folder, FilePath path) throws IOException {
        Source source = source(folder, path);
        return renderer.render(source.page(), source.body(), new Nothing()).html();
    }

    private String list(Path folder, List<FilePath> paths) {
        StringBuilder html = new StringBuilder();
        List<Page> pages = new ArrayList<>();
        for (FilePath path : paths) {
            try {
                pages.add(source(folder, path).page());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        pages.sort(Comparator.comparing(Page::path));
        for (Page page : pages) {
            html.append("<li><a href=\"")
                    .append(page.address())
                    .append("\">")
                    .append(page.title())
                    .append("</a></li>");
        }
        return html.toString();
    }

    private static Source source(Path folder, FilePath path) throws IOException {
        Path file = folder.resolve(path.text());
        return Source.parse(
                path,
                Files.readAllBytes(file),
                Files.getLastModifiedTime(file).toInstant(),
                VisibilityRule.NONE);
    }

    private static void report(String what, long begun, int times) {
        System.out.printf(
                "%d pages: %s: %,d µs%n",
                PAGES, what, Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1000 / times);
    }

    /// pkb knows no links between pages.
    private static final class Nothing implements Surroundings {
        @Override
        public Destination find(FilePath from, Facts.Link link) {
            return new Destination.Elsewhere();
        }

        @Override
        public Optional<String> text(FilePath page) {
            return Optional.empty();
        }

        @Override
        public Optional<Size> size(FilePath picture) {
            return Optional.empty();
        }

        @Override
        public List<Page> recent(int count) {
            return List.of();
        }
    }
}
