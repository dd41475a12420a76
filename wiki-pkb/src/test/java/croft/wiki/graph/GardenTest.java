package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a garden answers.
class GardenTest {
    @Test
    void listsPagesInTheOrderOfTheOctetsOfTheirNames() {
        World world = new World();
        for (String name : List.of("b", "a", "B", "a-b", "\uFFFD", "🍰", "é", "z/a", "a/z")) {
            world.page(name + ".md");
        }

        assertThat(paths(world.garden().listed()))
                .containsExactly(
                        "B.md",
                        "a-b.md",
                        "a.md",
                        "a/z.md",
                        "b.md",
                        "z/a.md",
                        "é.md",
                        "\uFFFD.md",
                        "🍰.md");
    }

    @ParameterizedTest
    @CsvSource({
        "'', home.md",
        "home, home.md",
        "a, a.md",
        "A, -",
        "My Notes, My Notes.md",
        "x, x/index.md",
        "x/index, x/index.md",
        "y, y/README.md",
        "a/index, -",
        "a.md, -",
        "a.html, -",
        "secret, -",
        "a/b, -",
        "/a, -",
        "a/../a, -",
    })
    void findsPagesByTheirAddress(String address, String page) {
        assertThat(world().garden().at(address).map(it -> it.path().text()).orElse("-"))
                .isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({
        "'', home.md",
        "home, home.md",
        "a.md, a.md",
        "a.html, a.md",
        "x/a.y.z, a.md",
        "C#, C.md",
        "C#.md, C.md",
        "Q&A, Q&A.md",
        "x, -",
        "y, -",
        "x/index, x/index.md",
        "secret, -",
    })
    void findsPagesAsPkbDoesInAStrictWiki(String address, String page) {
        World world = world().page("C.md").page("Q.md").page("Q&A.md");

        assertThat(world.garden(Dialect.STRICT).at(address).map(it -> it.path().text()).orElse("-"))
                .isEqualTo(page);
    }

    private static World world() {
        World world =
                new World()
                        .page("home.md")
                        .page("index.md")
                        .page("a.md")
                        .page("a/index.md")
                        .page("My Notes.md")
                        .page("x/index.md")
                        .page("x/README.md")
                        .page("y/README.md");
        world.remove(new FilePath("a/index.md"));
        world.put(new World.Plan("secret.md").seen(Visibility.PRIVATE));
        return world;
    }

    @Test
    void takesAnotherPageForTheHomeWhereThereIsNone() {
        assertThat(new World().page("README.md").garden().home()).isPresent();
        assertThat(
                        paths(
                                new World()
                                        .page("README.md").page("index.md").garden().home().stream()
                                                .toList()))
                .containsExactly("index.md");
        assertThat(new World().page("README.md").garden(Dialect.STRICT).home()).isEmpty();
    }

    @Test
    void countsTagsWithThoseBelowThemInAGarden() {
        World world = new World();
        world.put(new World.Plan("a.md").tagged("food/cake", "x"));
        world.put(new World.Plan("b.md").tagged("food/cake/plum", "food"));
        World.Plan plan = new World.Plan("c.md").tagged("food");
        plan.inline = List.of(new Tag("food"), new Tag("Food"));
        world.put(plan);
        world.put(new World.Plan("d.md").tagged("foodie"));

        assertThat(world.garden().tags().toString())
                .isEqualTo("{Food=1, food=3, food/cake=2, food/cake/plum=1, foodie=1, x=1}");
        assertThat(paths(world.garden().tagged(new Tag("food"))))
                .containsExactly("a.md", "b.md", "c.md");
        assertThat(world.garden(Dialect.STRICT).tags().toString())
                .isEqualTo("{Food=1, food=2, food/cake=1, food/cake/plum=1, foodie=1, x=1}");
        assertThat(world.garden().tagsOf(new FilePath("c.md")))
                .containsExactly(new Tag("food"), new Tag("Food"));
    }

    @Test
    void givesWhatChangedLastTheNewestFirst() {
        World world = new World();
        for (int i = 0; i < 60; i++) {
            world.put(new World.Plan("p" + i + ".md").at(i % 30));
        }
        World.Plan empty = new World.Plan("empty.md").at(500);
        empty.empty = true;
        world.put(empty);
        world.put(new World.Plan("hidden.md").seen(Visibility.UNLISTED).at(400));
        world.put(new World.Plan("secret.md").seen(Visibility.PRIVATE).at(600));
        Garden garden = world.garden();

        assertThat(paths(garden.recent(3))).containsExactly("p29.md", "p59.md", "p28.md");
        assertThat(garden.recent(1_000)).hasSize(Garden.MOST_RECENT);
        assertThat(garden.recent(-1)).isEmpty();
        // As pkb: what is hidden counts for the time of the lists, what is empty does not.
        assertThat(garden.newest()).contains(World.EPOCH.plusSeconds(400));
    }

    @Test
    void listsNoEmptyPageButAnswersForIt() {
        World world = new World();
        World.Plan empty = new World.Plan("empty.md").tagged("t");
        empty.empty = true;
        world.put(empty);

        assertThat(world.garden().listed()).isEmpty();
        assertThat(world.garden().tags()).isEmpty();
        assertThat(world.garden().at("empty")).isPresent();
    }

    @Test
    void tellsWhoLinksHereAndInWhichWords() {
        World world =
                new World()
                        .page("tea.md", "own [[tea]]")
                        .page(
                                "a.md",
                                "first [[tea]]",
                                "second (tea.md)",
                                "first [[tea]]",
                                "![[Tea]]")
                        .page("b/c.md", "[[other]]", "up (../tea)")
                        .page("d.md", "[[nothing]]");

        assertThat(world.garden().backlinks(new FilePath("tea.md")))
                .satisfiesExactly(
                        it -> {
                            assertThat(it.from().path()).isEqualTo(new FilePath("a.md"));
                            assertThat(it.contexts())
                                    .containsExactly(
                                            "first [[tea]]", "second (tea.md)", "![[Tea]]");
                        },
                        it -> {
                            assertThat(it.from().path()).isEqualTo(new FilePath("b/c.md"));
                            assertThat(it.contexts()).containsExactly("up (../tea)");
                        });
    }

    @Test
    void knowsOrphansAndWhatIsMissing() {
        World world =
                new World()
                        .page("home.md", "[[a]]", "[[Wish]]", "![[gone.png]]", "(x/y.md)")
                        .page("a.md", "[[wish#Now]]", "[[a]]")
                        .page("b.md", "[[home]]");

        assertThat(paths(world.garden().orphans())).containsExactly("b.md");
        assertThat(world.garden().missing())
                .satisfiesExactly(
                        it -> {
                            assertThat(it.name()).isEqualTo("wish");
                            assertThat(paths(it.by())).containsExactly("a.md", "home.md");
                        },
                        it -> {
                            assertThat(it.name()).isEqualTo("x/y.md");
                            assertThat(paths(it.by())).containsExactly("home.md");
                        });
    }

    @Test
    void followsLinksToAPageThatComesAndGoes() {
        World world = new World().page("a.md", "[[b]]");
        Garden without = world.garden();
        Note note = new World.Plan("x/b.md").note();
        Garden with = without.with(new Edit(List.of(note), List.of(), Set.of())).after();
        Garden again =
                with.with(new Edit(List.of(), List.of(), Set.of(note.page().path()))).after();

        assertThat(without.missing()).hasSize(1);
        assertThat(with.missing()).isEmpty();
        assertThat(with.backlinks(note.page().path())).hasSize(1);
        assertThat(again.missing()).hasSize(1);
        assertThat(again.backlinks(note.page().path())).isEmpty();
        assertThat(without.page(note.page().path())).isEmpty();
    }

    @Test
    void doesNotGoThroughPagesThatLeadEverywhere() {
        World world = new World();
        String[] all = new String[Neighbourhood.HUB + 1];
        for (int i = 0; i < all.length; i++) {
            world.page("p" + i + ".md");
            all[i] = "[[p" + i + "]]";
        }
        Garden garden = world.page("home.md", all).page("tea.md", "[[home]]", "[[p3]]").garden();

        assertThat(garden.neighbourhood(new FilePath("tea.md"), 2).places())
                .extracting(place -> place.path().text() + " " + place.distance())
                .containsExactly("tea.md 0", "home.md 1", "p3.md 1");
    }

    private static List<String> paths(List<Page> pages) {
        return pages.stream().map(page -> page.path().text()).toList();
    }
}
