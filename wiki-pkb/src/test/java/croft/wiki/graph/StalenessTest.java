package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.graph.Outputs.Output;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a change makes stale: everything that would now be another, and not much else.
class StalenessTest {
    private static final int WORLDS = 8;
    private static final int CHANGES = 20;

    private int stale;
    private int needlessly;
    private int all;

    @ParameterizedTest
    @EnumSource
    void isEverythingThatWouldBeAnother(Dialect dialect) {
        for (int seed = 0; seed < WORLDS; seed++) {
            checkChanges(RandomWorld.clashing(seed).filled(), dialect, CHANGES, "clashing " + seed);
        }
        // Few enough: otherwise nothing would be gained over starting anew each time.
        assertThat(stale).isLessThan(all / 2);
        assertThat(needlessly).isLessThan(stale / 2);
    }

    @Test
    void isEverythingThatWouldBeAnotherAmongManyLinks() {
        for (int seed = 0; seed < 6; seed++) {
            checkChanges(
                    RandomWorld.crowded(seed).filled(), Dialect.GARDEN, CHANGES, "crowded " + seed);
        }
        assertThat(stale).isLessThan(all / 2);
    }

    private void checkChanges(RandomWorld random, Dialect dialect, int changes, String name) {
        World world = random.world();
        Garden garden = world.garden(dialect);
        Map<String, Output> before = outputs(random, world, garden);
        for (int i = 0; i < changes; i++) {
            Edit edit = random.change();
            Change change = garden.with(edit);
            assertThat(change.before()).isSameAs(garden);
            garden = change.after();
            world = random.world();
            Map<String, Output> after = outputs(random, world, garden);

            if (i % 5 == 0) {
                assertThat(texts(after))
                        .describedAs("anew: %s, change %d: %s", name, i, edit)
                        .isEqualTo(texts(outputs(random, world, world.garden(dialect))));
            }

            Map<String, Output> old = before;
            int number = i;
            after.forEach((output, now) -> {
                Output was = Objects.requireNonNull(old.get(output));
                boolean isAnother = !was.text().equals(now.text());
                boolean isStale = change.isStale(was.facets());
                if (isAnother) {
                    assertThat(isStale)
                            .describedAs(
                                    "%s, change %d, %s%nwas %s%nis %s%nread %s%nchanged %s%n%s",
                                    name,
                                    number,
                                    output,
                                    was.text(),
                                    now.text(),
                                    was.facets(),
                                    change.facets(),
                                    edit)
                            .isTrue();
                }
                all++;
                stale += isStale ? 1 : 0;
                needlessly += isStale && !isAnother ? 1 : 0;
            });
            before = after;
        }
    }

    private static Map<String, Output> outputs(RandomWorld random, World world, Garden garden) {
        return Outputs.of(world, garden, random.addresses(), RandomWorld.tags());
    }

    private static Map<String, String> texts(Map<String, Output> outputs) {
        Map<String, String> texts = new TreeMap<>();
        outputs.forEach((name, output) -> texts.put(name, output.text()));
        return texts;
    }

    @Test
    void isThePageAloneWhenOnlyItsTextChanges() {
        World world =
                new World().page("a.md", "one [[b]]").page("b.md", "two").page("c.md", "[[a]]");
        Change change =
                world.garden().with(edit(world, new World.Plan("a.md").says("one [[b]]", "three")));

        assertThat(change.facets()).containsExactly(Facet.text(new FilePath("a.md")));
    }

    @Test
    void isWhoeverLinksToAPageThatAppears() {
        World world = new World().page("a.md", "see [[b]]").page("c.md", "nothing");
        Garden garden = world.garden();
        Set<Facet> linking = facets(world, garden, "a");
        Set<Facet> other = facets(world, garden, "c");
        Set<Facet> nothing = facets(world, garden, "b");

        Change change = garden.with(edit(world, new World.Plan("b.md").says("I am here")));

        assertThat(change.isStale(linking)).isTrue();
        assertThat(change.isStale(nothing)).isTrue();
        assertThat(change.isStale(other)).isFalse();
        assertThat(change.facets())
                .contains(
                        Facet.LISTING,
                        Facet.LINKS,
                        Facet.RECENT,
                        Facet.ANY,
                        Facet.name("b"),
                        Facet.head(new FilePath("b.md")),
                        Facet.near(new FilePath("a.md")))
                .doesNotContain(Facet.TAGS);
    }

    @Test
    void isWhatIsNearToAPageThatShowsAnotherTitle() {
        World world = new World().page("a.md", "[[b]]").page("b.md").page("c.md");
        Change change =
                world.garden()
                        .with(edit(world, new World.Plan("a.md").titled("New").says("[[b]]")));

        assertThat(change.facets())
                .contains(
                        Facet.backlinks(new FilePath("b.md")),
                        Facet.near(new FilePath("b.md")),
                        Facet.LISTING)
                .doesNotContain(Facet.near(new FilePath("c.md")), Facet.LINKS);
    }

    @Test
    void isWhatIsNearThroughAPageThatBecomesAHub() {
        World world = new World().page("middle.md");
        for (int i = 0; i < Neighbourhood.HUB; i++) {
            world.page("p" + i + ".md", "[[middle]]");
        }
        world.page("far.md");
        Garden garden = world.garden();
        FilePath leaf = new FilePath("p0.md");
        assertThat(garden.neighbourhood(leaf, 2).places()).hasSize(Neighbourhood.HUB + 1);

        Change change = garden.with(edit(world, new World.Plan("far.md").says("[[middle]]")));

        assertThat(change.after().neighbourhood(leaf, 2).places()).hasSize(2);
        assertThat(change.facets()).contains(Facet.near(leaf));
    }

    @Test
    void namesNothingOfAPageThatIsAndStaysPrivate() {
        World world = new World().page("a.md", "see [[secret]]");
        world.put(new World.Plan("secret.md").seen(Visibility.PRIVATE).tagged("t"));
        Change change =
                world.garden()
                        .with(
                                edit(
                                        world,
                                        new World.Plan("secret.md")
                                                .seen(Visibility.PRIVATE)
                                                .titled("New")
                                                .tagged("u")
                                                .says("[[a]]")));

        assertThat(change.facets()).isEmpty();
    }

    @Test
    void isEverythingWhenVeryMuchChanges() {
        World world = new World().page("home.md");
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            notes.add(new World.Plan("p" + i + ".md").note());
        }
        Change change = world.garden().with(new Edit(notes, List.of(), Set.of()));

        assertThat(change.facets()).containsExactly(Facet.WIKI);
        assertThat(change.isStale(Set.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text:a.md", "wiki", "any"})
    void isDecidedByAnyFacetInCommon(String key) {
        Garden garden = Garden.empty(Dialect.GARDEN);
        Facet facet = new Facet(key);

        assertThat(new Change(garden, garden, Set.of(facet)).isStale(Set.of(facet, Facet.LISTING)))
                .isTrue();
        assertThat(new Change(garden, garden, Set.of(Facet.TAGS)).isStale(Set.of(facet))).isFalse();
    }

    private static Set<Facet> facets(World world, Garden garden, String address) {
        return Objects.requireNonNull(
                        Outputs.of(world, garden, Set.of(address), Set.of()).get("at /" + address))
                .facets();
    }

    private static Edit edit(World world, World.Plan plan) {
        World next = new World(world);
        return new Edit(List.of(next.put(plan)), List.of(), Set.of());
    }
}
