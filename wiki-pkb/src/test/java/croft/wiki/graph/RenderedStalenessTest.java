package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.FilePath;
import croft.wiki.page.Source;
import croft.wiki.page.Visibility;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import croft.wiki.render.Renderer;
import croft.wiki.render.Surroundings.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a change makes stale of pages as they are really rendered.
class RenderedStalenessTest {
    private static final List<String> PATHS =
            List.of(
                    "home.md",
                    "tea.md",
                    "a/tea.md",
                    "a/cup.md",
                    "b/index.md",
                    "Pot.md",
                    "a/deep/pot.md",
                    "pic.png",
                    "a/pic.png");

    private static final List<String> HEADS =
            List.of(
                    "",
                    "",
                    "---\ntitle: Other\n---\n",
                    "---\naliases: [chai, mug]\n---\n",
                    "---\nhidden: true\n---\n",
                    "---\nprivate: true\n---\n",
                    "---\ntags: [t]\n---\n",
                    "---\ntitle: [broken\n---\n");

    private static final List<String> TEXTS =
            List.of(
                    "See [[tea]] and [[Cup|a cup]].",
                    "![[tea]]",
                    "![[pot#Heading]]",
                    "![[a/cup]]",
                    "[[chai]] or [[mug]]",
                    "![[pic.png|300]]",
                    "![a](pic.png)",
                    "[t](tea.md) [](a/cup.md)",
                    "[b](/b) [c](../tea)",
                    "# Heading\n\ntext #tag/below",
                    "<recently-changed-list></recently-changed-list>",
                    "[[tea#Heading]] [[nowhere]]",
                    "> [!note] [[pot]]",
                    "| [[tea]] | ![[pic.png]] |\n|---|---|\n",
                    "- [ ] [[cup]]",
                    "Note[^1].\n\n[^1]: ![[tea]]",
                    "[x](secret.md)",
                    "plain");

    private final Random random = new Random(5);
    private final Map<FilePath, String> texts = new TreeMap<>();
    private int seconds;

    @ParameterizedTest
    @EnumSource
    void isEveryPageThatWouldNowBeRenderedDifferently(Dialect dialect) {
        Renderer renderer = Markdown.of(dialect, HtmlPolicy.SANITIZED);
        int differing = 0;
        int kept = 0;
        Garden garden = Garden.empty(dialect);
        for (String path : PATHS) {
            garden = garden.with(write(renderer, path)).after();
        }
        Map<FilePath, Outputs.Output> before = pages(renderer, garden);
        for (int i = 0; i < 250; i++) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            Edit edit =
                    random.nextInt(3) == 0
                            ? new Edit(List.of(), List.of(), Set.of(new FilePath(path)))
                            : write(renderer, path);
            edit.removed().forEach(texts::remove);
            Change change = garden.with(edit);
            garden = change.after();
            Map<FilePath, Outputs.Output> after = pages(renderer, garden);
            for (var entry : before.entrySet()) {
                Outputs.Output was = entry.getValue();
                Outputs.@Nullable Output now = after.get(entry.getKey());
                boolean isStale = change.isStale(was.facets());
                if (now == null || !now.text().equals(was.text())) {
                    differing++;
                    assertThat(isStale)
                            .describedAs(
                                    "%s after %s%nwas %s%nis %s%nread %s%nchanged %s",
                                    entry.getKey(), edit, was, now, was.facets(), change.facets())
                            .isTrue();
                } else if (!isStale) {
                    kept++;
                }
            }
            before = after;
        }
        assertThat(differing).isGreaterThan(100);
        // More than one of seven pages a change, although they all show each other.
        assertThat(kept).isGreaterThan(250);
    }

    private Edit write(Renderer renderer, String path) {
        FilePath file = new FilePath(path);
        if (!file.isPage()) {
            return new Edit(
                    List.of(),
                    List.of(
                            new Attachment(
                                    file, 1 + random.nextInt(9), World.EPOCH, Visibility.PUBLIC)),
                    Set.of());
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            parts.add(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        String text = HEADS.get(random.nextInt(HEADS.size())) + String.join("\n\n", parts) + "\n";
        Source source =
                Source.parse(
                        file, text, World.EPOCH.plusSeconds(60L * seconds++), VisibilityRule.NONE);
        texts.put(file, source.body());
        return new Edit(
                List.of(new Note(source.page(), renderer.facts(source.page(), source.body()))),
                List.of(),
                Set.of());
    }

    private Map<FilePath, Outputs.Output> pages(Renderer renderer, Garden garden) {
        Map<FilePath, Outputs.Output> pages = new TreeMap<>();
        for (Note note : garden.notes()) {
            FilePath path = note.page().path();
            Reading reading =
                    garden.reading(
                            page -> Optional.ofNullable(texts.get(page.path())),
                            file -> Optional.of(new Size((int) file.size(), 7)));
            reading.page(path)
                    .ifPresent(page ->
                            pages.put(
                                    path,
                                    new Outputs.Output(
                                            page.title()
                                                    + renderer.render(
                                                            page,
                                                            reading.text(path).orElseThrow(),
                                                            reading),
                                            reading.facets())));
        }
        return pages;
    }
}
