package croft.wiki.graph;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.FilePath;
import croft.wiki.page.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/// The picture of what is around a page.
class LocalGraphTest {
    private static final FilePath TEA = new FilePath("tea.md");

    @Test
    void linksEveryPageByItsTitleAndMarksTheOneInTheMiddle() {
        Document svg =
                parsed(
                        new World()
                                .page("tea.md", "[[cup]]", "[[pot]]")
                                .page("cup.md", "[[saucer]]")
                                .page("pot.md", "[[cup]]")
                                .page("saucer.md")
                                .page("elsewhere.md"));

        assertThat(svg.select("a").eachAttr("href")).containsExactly("/cup", "/saucer", "/pot");
        assertThat(svg.select("a > text").eachText()).containsExactly("cup", "saucer", "pot");
        assertThat(svg.select("a > title").eachText()).containsExactly("cup", "saucer", "pot");
        assertThat(svg.select("g[aria-current] > text").text()).isEqualTo("tea");
        assertThat(svg.select("path")).hasSize(4);
        assertThat(svg.select("svg").attr("aria-label")).isEqualTo("Pages around tea");
        assertThat(svg.select("svg").attr("role")).isEqualTo("group");
        assertThat(svg.select("g[aria-hidden=true] a")).isEmpty();
    }

    @Test
    void isNotDrawnWhereNothingIsAround() {
        World world = new World().page("tea.md", "[[nowhere]]").page("cup.md");
        world.put(new World.Plan("hidden.md").seen(Visibility.UNLISTED).says("[[tea]]"));

        assertThat(LocalGraph.svg(world.garden().neighbourhood(TEA, 2))).isEmpty();
    }

    @Test
    void showsOnlyWhatIsListed() {
        World world =
                new World().page("tea.md", "[[secret]]", "[[unlisted]]", "[[cup]]").page("cup.md");
        world.put(
                new World.Plan("secret.md")
                        .titled("Secret")
                        .seen(Visibility.PRIVATE)
                        .says("[[tea]]", "[[cup]]"));
        world.put(
                new World.Plan("unlisted.md")
                        .titled("Quiet")
                        .seen(Visibility.UNLISTED)
                        .says("[[tea]]"));

        assertThat(LocalGraph.svg(world.garden().neighbourhood(TEA, 2)).orElseThrow())
                .contains("cup")
                .doesNotContain("Secret", "secret", "Quiet", "unlisted");
    }

    @Test
    void isThePictureThatItWasHoweverTheFolderWasRead() {
        World world = crowd();
        Garden garden = world.garden();
        Garden again = Garden.empty(garden.dialect());
        for (Note note : List.copyOf(garden.notes()).reversed()) {
            again = again.with(new Edit(List.of(note), List.of(), java.util.Set.of())).after();
        }

        assertThat(LocalGraph.svg(again.neighbourhood(TEA, 2)))
                .isEqualTo(LocalGraph.svg(garden.neighbourhood(TEA, 2)));
    }

    @Test
    void endsAtSoManyPagesAndSaysHowManyMore() {
        Document svg = parsed(crowd());

        assertThat(svg.select("a")).hasSize(Neighbourhood.MOST_PLACES - 1);
        assertThat(svg.select("text.more").text()).isEqualTo("and 61 more");
        assertThat(svg.outerHtml().getBytes(StandardCharsets.UTF_8).length).isLessThan(40_000);
    }

    @Test
    void keepsTitlesInTheirRowsWithRoomForAFinger() {
        Document svg = parsed(crowd());
        List<Element> targets = svg.select("a > rect");
        for (int i = 1; i < targets.size(); i++) {
            int top = Integer.parseInt(targets.get(i).attr("y"));
            int above = Integer.parseInt(targets.get(i - 1).attr("y"));
            int height = Integer.parseInt(targets.get(i - 1).attr("height"));
            assertThat(top).isEqualTo(above + height);
            assertThat(height).isGreaterThanOrEqualTo(24);
        }
    }

    @Test
    void hasNoColoursAndNoStylesOfItsOwn() {
        String svg = LocalGraph.svg(crowd().garden().neighbourhood(TEA, 2)).orElseThrow();

        assertThat(svg).doesNotContain("style", "<script", "#");
        assertThat(Jsoup.parse(svg, "", Parser.xmlParser()).select("[fill]").eachAttr("fill"))
                .containsOnly("currentColor", "none");
    }

    @Test
    void writesTitlesAsTextWhateverTheySay() {
        World world = new World();
        world.put(new World.Plan("tea.md").titled("\"><script>x</script>").says("[[cup]]"));
        world.put(new World.Plan("cup.md").titled("<b>&amp; ' \u0000\u0007"));
        Document svg = parsed(world);

        assertThat(svg.select("script, b")).isEmpty();
        assertThat(svg.select("svg").attr("aria-label"))
                .isEqualTo("Pages around \"><script>x</script>");
        assertThat(svg.select("a > title").text()).startsWith("<b>&amp; '");
    }

    @Test
    void cutsTitlesThatAreTooLongAndKeepsThemWhole() {
        World world = new World().page("tea.md", "[[cup]]", "[[kanji]]");
        world.put(new World.Plan("cup.md").titled("word ".repeat(100).strip()));
        world.put(new World.Plan("kanji.md").titled("茶".repeat(100)));
        Document svg = parsed(world);

        assertThat(svg.select("a > text").eachText())
                .satisfiesExactly(
                        latin -> assertThat(latin).hasSizeBetween(25, 38).endsWith("…"),
                        wide -> assertThat(wide).hasSizeBetween(15, 20).endsWith("…"));
        assertThat(svg.select("a > title").eachText()).first().asString().hasSize(499);
    }

    private static World crowd() {
        World world = new World();
        String[] links = new String[100];
        for (int i = 0; i < links.length; i++) {
            world.page("p" + i + ".md", "[[p" + (i + 7) % 100 + "]]");
            links[i] = "[[p" + i + "]]";
        }
        return world.page("tea.md", links);
    }

    private static Document parsed(World world) {
        String svg = LocalGraph.svg(world.garden().neighbourhood(TEA, 2)).orElseThrow();
        return Jsoup.parse(svg, "", Parser.xmlParser());
    }
}
