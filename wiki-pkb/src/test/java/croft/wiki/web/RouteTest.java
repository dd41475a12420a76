package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void knowsTheAddressesOfEveryWiki() {
        for (Dialect dialect : Dialect.values()) {
            assertThat(route("/pages", dialect)).isEqualTo(new Route.Index());
            assertThat(route("/tags", dialect)).isEqualTo(new Route.Tags());
            assertThat(route("/tags/a", dialect)).isEqualTo(new Route.Tagged(new Tag("a")));
            assertThat(route("/tags/a/b", dialect)).isEqualTo(new Route.Tagged(new Tag("a/b")));
            assertThat(route("/tags/a/b/feed.xml", dialect))
                    .isEqualTo(new Route.Feed(Optional.of(new Tag("a/b"))));
            assertThat(route("/sitemap.xml", dialect)).isEqualTo(new Route.SiteMap());
            assertThat(route("/robots.txt", dialect)).isEqualTo(new Route.Robots());
            assertThat(route("/search?q=a", dialect)).isEqualTo(new Route.Find("q=a"));
            assertThat(route("/-/style.css", dialect)).isEqualTo(new Route.Asset("style.css"));
            assertThat(route("/-/raw/a/b.md", dialect)).isEqualTo(new Route.Raw("a/b.md"));
            assertThat(route("/-/live?page=/", dialect)).isEqualTo(new Route.Live("page=/"));
            assertThat(route("/", dialect)).isEqualTo(new Route.InFolder(""));
            assertThat(route("/pages/x", dialect)).isEqualTo(new Route.InFolder("pages/x"));
        }
    }

    @Test
    void leavesToPagesOfStrictWikisWhatPkbDoesNotHave() {
        assertThat(route("/feed.xml", Dialect.GARDEN)).isEqualTo(new Route.Feed(Optional.empty()));
        assertThat(route("/feed.xml", Dialect.STRICT)).isEqualTo(new Route.InFolder("feed.xml"));
        assertThat(route("/search", Dialect.GARDEN)).isEqualTo(new Route.Find(""));
        assertThat(route("/search", Dialect.STRICT)).isEqualTo(new Route.InFolder("search"));
    }

    private static Route route(String raw, Dialect dialect) {
        return Route.of((Target.Named) Target.of(raw), dialect);
    }
}
