package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.graph.Finding.Kind;
import croft.wiki.page.FilePath;
import croft.wiki.page.Source;
import croft.wiki.page.Visibility;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an owner is told of a folder.
class ReviewTest {
    @Test
    void findsNothingInATidyGarden() {
        World world =
                new World()
                        .page("home.md", "[[a]]")
                        .page("a.md", "[[home]]", "![[pic.png]]")
                        .file("pic.png");

        assertThat(Review.of(world.garden())).isEmpty();
    }

    @Test
    void tellsOfHeadsThatCannotBeRead() {
        Source source =
                Source.parse(
                        new FilePath("home.md"),
                        "---\ntitle: [a]\n---\n",
                        World.EPOCH,
                        VisibilityRule.NONE);
        Note note =
                new Note(
                        source.page(),
                        new Facts(List.of(), List.of(), List.of(), Optional.empty(), false));
        Garden garden =
                Garden.empty(Dialect.GARDEN)
                        .with(new Edit(List.of(note), List.of(), Set.of()))
                        .after();

        assertThat(Review.of(garden))
                .containsExactly(
                        new Finding(
                                Kind.PROBLEM,
                                new FilePath("home.md"),
                                2,
                                "title: a list (expected: text); put it into quotes"));
    }

    @Test
    void tellsOfWhatTheWikisOwnAddressesHide() {
        World world =
                new World()
                        .page("home.md", "[[pages]]", "[[tags]]")
                        .page("pages.md")
                        .page("tags.md")
                        .file("public/logo.png")
                        .file("-/x.css")
                        .page("a/tags.md", "[[home]]");

        assertThat(lines(world, Kind.HIDDEN_BY_ADDRESS))
                .containsExactly(
                        "-/x.css: cannot be reached: /-/x.css is the wiki's own; rename it",
                        "pages.md: cannot be reached: /pages is the wiki's own; rename it",
                        "tags.md: cannot be reached: /tags is the wiki's own; rename it");
    }

    @Test
    void tellsOfNamesThatDifferOnlyInCase() {
        World world =
                new World()
                        .page("Tea.md")
                        .page("tea.md")
                        .page("A/x.md")
                        .page("a/y.md")
                        .file("b.png")
                        .file("B.PNG")
                        .page("Cafe\u0301.md")
                        .page("Caf\u00e9.md");

        assertThat(lines(world, Kind.CASE_CLASH))
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "Café.md: differs from \"Cafe\u0301.md\" only in case"),
                        it -> assertThat(it).startsWith("a: differs from \"A\" only in case"),
                        it ->
                                assertThat(it)
                                        .startsWith("b.png: differs from \"B.PNG\" only in case"),
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "tea.md: differs from \"Tea.md\" only in case"));
    }

    @Test
    void tellsOfLinksThatLeadNowhere() {
        World world =
                new World()
                        .page(
                                "home.md",
                                "[[Someday#Soon]]",
                                "see (gone.md)",
                                "![[gone.png]]",
                                "[[secret]]",
                                "[[Someday]]");
        world.put(new World.Plan("secret.md").seen(Visibility.PRIVATE));

        assertThat(lines(world, Kind.MISSING_PAGE))
                .containsExactly(
                        "home.md: \"[[Someday#Soon]]\" is not written yet",
                        "home.md: \"[[Someday]]\" is not written yet");
        assertThat(lines(world, Kind.DEAD_LINK))
                .containsExactly(
                        "home.md: \"[[gone.png]]\" leads nowhere",
                        "home.md: \"](gone.md)\" leads nowhere");
        assertThat(lines(world, Kind.PRIVATE_LINK))
                .containsExactly(
                        "home.md: \"[[secret]]\" is private: readers see the words without a link");
    }

    @Test
    void tellsOfNamesThatCouldMeanSeveral() {
        World world =
                new World()
                        .page("home.md", "[[cup]]", "[[a/cup]]", "[[near]]")
                        .page("a/cup.md")
                        .page("b/cup.md")
                        .page("near.md")
                        .page("c/near.md");

        assertThat(lines(world, Kind.AMBIGUOUS_NAME))
                .containsExactly(
                        "home.md: \"[[cup]]\" could be \"a/cup.md\" or \"b/cup.md\"; it leads to the"
                                + " first (write the folder, too)");
    }

    @Test
    void tellsOfPagesThatNoOtherLinksTo() {
        World world = new World().page("home.md", "[[a]]").page("a.md").page("b.md", "[[b]]");
        world.put(new World.Plan("hidden.md").seen(Visibility.UNLISTED).says("[[c]]"));
        world.page("c.md");

        assertThat(lines(world, Kind.ORPHAN))
                .containsExactly(
                        "b.md: no other page links to it", "c.md: no other page links to it");
    }

    @Test
    void tellsOfFilesAtTheAddressOfAPage() {
        World world = new World().page("home.md", "[[a]]").page("a.md").file("a");

        assertThat(lines(world, Kind.SAME_ADDRESS))
                .containsExactly(
                        "a: its address is that of \"a.md\", which wins; rename one of them");
    }

    private static List<String> lines(World world, Kind kind) {
        return Review.of(world.garden()).stream()
                .filter(finding -> finding.kind() == kind)
                .map(finding -> finding.path() + ": " + finding.text())
                .toList();
    }
}
