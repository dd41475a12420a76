package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.render.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ten thousand pages. The bounds are far above what it takes (docs/decisions has the figures):
/// they are against what grows faster than the garden.
class LargeGardenTest {
    private static final int PAGES = 10_000;

    private final Random random = new Random(11);

    @Test
    void isMadeAndChangedInBoundedTimeAndMemory() {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            notes.add(plan(i, "").note());
        }
        long heap = used();
        long start = System.nanoTime();
        Garden garden = Garden.of(Dialect.GARDEN, notes, List.of());
        Duration making = since(start);
        long size = used() - heap;

        assertThat(garden.listed()).hasSize(PAGES);
        assertThat(making).isLessThan(Duration.ofSeconds(15));
        assertThat(size).isLessThan(200L << 20);

        // One text, as somebody saves it.
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Edit edit =
                    new Edit(
                            List.of(plan(random.nextInt(PAGES), "new").note()),
                            List.of(),
                            Set.of());
            start = System.nanoTime();
            Change change = garden.with(edit);
            times.add(since(start));
            assertThat(change.facets()).doesNotContain(Facet.WIKI).hasSizeLessThan(500);
            garden = change.after();
        }
        times.sort(null);
        assertThat(times.get(25)).isLessThan(Duration.ofSeconds(1));

        // The title of the page that all others link to: what is near to each of them changes.
        World.Plan home = plan(0, "").titled("Another home");
        start = System.nanoTime();
        Change renamed = garden.with(new Edit(List.of(home.note()), List.of(), Set.of()));
        Duration renaming = since(start);
        assertThat(renamed.facets()).contains(Facet.head(new FilePath("p/0/page 0.md")));
        assertThat(renaming).isLessThan(Duration.ofSeconds(10));

        // A page that everybody waits for.
        World.Plan wanted = new World.Plan("wish.md");
        start = System.nanoTime();
        Change come = garden.with(new Edit(List.of(wanted.note()), List.of(), Set.of()));
        Duration coming = since(start);
        assertThat(come.after().missing()).isEmpty();
        assertThat(coming).isLessThan(Duration.ofSeconds(10));

        start = System.nanoTime();
        List<Finding> findings = Review.of(garden);
        Duration reviewing = since(start);
        assertThat(findings).isNotEmpty();
        assertThat(reviewing).isLessThan(Duration.ofSeconds(15));
    }

    /// Twelve links: to the first page, to a wish, to near and to any pages, by name and by path.
    private World.Plan plan(int number, String word) {
        List<String> lines = new ArrayList<>();
        lines.add("home of all is [[page 0]] " + word);
        if (number % 2 == 0) {
            lines.add("one day there will be [[wish]]");
        }
        for (int i = 0; i < 5; i++) {
            lines.add(
                    "it is a long sentence about this and that and something else, see [[page "
                            + (number + i * i + 1) % PAGES
                            + "]]");
            int other = random.nextInt(PAGES);
            lines.add("or, further away, (../" + other % 100 + "/page " + other + ".md)");
        }
        World.Plan plan =
                new World.Plan("p/" + number % 100 + "/page " + number + ".md")
                        .tagged("t" + number % 50, "all/t" + number % 7)
                        .at(number);
        plan.lines = lines;
        return plan;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
