package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.graph.Outputs.Output;
import croft.wiki.page.FilePath;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What readers learn of pages that are not for them.
class SecrecyTest {
    /// Every output, to the letter, and what it was made of: as if private pages and files were not
    /// in the folder.
    @ParameterizedTest
    @EnumSource
    void nothingTellsThatPrivatePagesAreThere(Dialect dialect) {
        for (int seed = 100; seed < 140; seed++) {
            RandomWorld random = RandomWorld.clashing(seed).filled();
            World whole = random.world();
            World open = new World(whole);
            List.copyOf(whole.garden(dialect).notes()).stream()
                    .filter(note -> note.page().visibility() == Visibility.PRIVATE)
                    .forEach(note -> open.remove(note.page().path()));
            List.copyOf(whole.garden(dialect).attachments()).stream()
                    .filter(file -> file.visibility() == Visibility.PRIVATE)
                    .forEach(file -> open.remove(file.path()));

            assertThat(outputs(random, whole, dialect)).isEqualTo(outputs(random, open, dialect));
        }
    }

    private static Map<String, Output> outputs(RandomWorld random, World world, Dialect dialect) {
        return new TreeMap<>(
                Outputs.of(world, world.garden(dialect), random.addresses(), RandomWorld.tags()));
    }

    @Test
    void noListNamesAnUnlistedPage() {
        World world = new World().page("home.md", "[[quiet]]").page("other.md", "[[home]]");
        world.put(
                new World.Plan("quiet.md")
                        .titled("QUIET")
                        .seen(Visibility.UNLISTED)
                        .tagged("t", "own")
                        .at(1_000)
                        .says("to [[home]]", "to [[QUIET-wish]]"));
        Garden garden = world.garden();
        FilePath home = new FilePath("home.md");

        assertThat(garden.listed().toString()).doesNotContain("QUIET");
        assertThat(garden.recent(50).toString()).doesNotContain("QUIET");
        assertThat(garden.tags()).isEmpty();
        assertThat(garden.tagged(new Tag("t"))).isEmpty();
        assertThat(garden.backlinks(home).toString()).doesNotContain("QUIET");
        assertThat(garden.orphans().toString()).doesNotContain("QUIET");
        assertThat(garden.missing()).isEmpty();
        assertThat(garden.neighbourhood(home, 2).toString()).doesNotContain("QUIET");
        assertThat(garden.neighbourhood(new FilePath("quiet.md"), 2).places()).hasSize(1);
    }

    @Test
    void anUnlistedPageIsFoundByWhoeverKnowsIt() {
        World world = new World().page("home.md");
        world.put(new World.Plan("quiet.md").titled("QUIET").seen(Visibility.UNLISTED).tagged("t"));
        Garden garden = world.garden();

        assertThat(garden.at("quiet")).isPresent();
        assertThat(garden.named("Quiet")).isPresent();
        assertThat(garden.tagsOf(new FilePath("quiet.md"))).containsExactly(new Tag("t"));
    }
}
