package croft.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.SiteLimits;
import croft.platform.declaration.WikiPolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A host finds its site: exactly, by wildcard, by alias, or not at all.
class RoutesTest {
    private static final Origin STATIC_SITE = new Origin("127.0.0.1", 7001);
    private static final Origin WIKI = new Origin("127.0.0.1", 7002);
    private static final Origin CHAT = new Origin("127.0.0.1", 7003);
    private static final Origin APP = new Origin("app", 3000);

    private final Routes routes =
            Routes.of(
                    new Declaration(
                            Optional.empty(),
                            new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                            List.of(
                                    new Site(
                                            new HostName("www.example.test"),
                                            List.of(new HostName("example.test")),
                                            new Serving.Folder(Path.of("/srv/www"), "./www")),
                                    new Site(
                                            new HostName("*.apps.test"),
                                            List.of(),
                                            new Serving.Proxy(APP)),
                                    new Site(
                                            new HostName("one.apps.test"),
                                            List.of(),
                                            new Serving.Folder(Path.of("/srv/one"), "./one")),
                                    new Site(
                                            new HostName("notes.example.test"),
                                            List.of(),
                                            new Serving.Wiki(
                                                    Path.of("/srv/notes"),
                                                    "./notes",
                                                    WikiPolicy.DEFAULT)),
                                    new Site(
                                            new HostName("pastes.example.test"),
                                            List.of(),
                                            new Serving.Pastes(new ChatName("libera"))))),
                    new Backends(STATIC_SITE, WIKI, CHAT));

    @Test
    void longTextsAreServedByChatBridge() {
        assertThat(routes.find("pastes.example.test"))
                .isInstanceOfSatisfying(
                        Route.Forward.class,
                        route -> {
                            assertThat(route.origin()).isEqualTo(CHAT);
                            assertThat(route.by()).isEqualTo(Route.By.CHAT_BRIDGE);
                        });
    }

    @Test
    void aFolderIsServedByStaticSite() {
        assertThat(routes.find("www.example.test"))
                .isEqualTo(
                        new Route.Forward(
                                new HostName("www.example.test"),
                                STATIC_SITE,
                                Route.By.STATIC_SITE,
                                CachePolicy.of(CachePolicy.Preset.STATIC),
                                SiteLimits.NONE));
    }

    @Test
    void aWikiIsServedByWikiPkb() {
        assertThat(routes.find("notes.example.test"))
                .isEqualTo(
                        new Route.Forward(
                                new HostName("notes.example.test"),
                                WIKI,
                                Route.By.WIKI_PKB,
                                CachePolicy.of(CachePolicy.Preset.STATIC),
                                SiteLimits.NONE));
    }

    @Test
    void anAliasLeadsToItsSite() {
        assertThat(routes.find("example.test"))
                .isEqualTo(new Route.Alias(new HostName("www.example.test")));
    }

    @Test
    void aWildcardStandsForOneLabel() {
        assertThat(routes.find("two.apps.test"))
                .isEqualTo(
                        new Route.Forward(
                                new HostName("*.apps.test"),
                                APP,
                                Route.By.PROXY,
                                CachePolicy.of(CachePolicy.Preset.APP),
                                SiteLimits.NONE));
        assertThat(routes.find("a.b.apps.test")).isInstanceOf(Route.Unknown.class);
        assertThat(routes.find("apps.test")).isInstanceOf(Route.Unknown.class);
        assertThat(routes.find(".apps.test")).isInstanceOf(Route.Unknown.class);
    }

    @Test
    void aWildcardStandsForALabelAndNotForWhateverHttpLetsAHostHold() {
        for (String label : new String[] {"a,b", "*", "a%2fb", "a'b", "a;b", "(a)"}) {
            assertThat(routes.find(label + ".apps.test")).isInstanceOf(Route.Unknown.class);
        }
        assertThat(routes.find("a-1_b.apps.test")).isInstanceOf(Route.Forward.class);
    }

    @Test
    void anExactNameGoesBeforeAWildcard() {
        assertThat(routes.find("one.apps.test"))
                .isEqualTo(
                        new Route.Forward(
                                new HostName("one.apps.test"),
                                STATIC_SITE,
                                Route.By.STATIC_SITE,
                                CachePolicy.of(CachePolicy.Preset.STATIC),
                                SiteLimits.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "[2001:db8::1]", "[2001:db8:0:0::1]", "[2001:DB8::1]"})
    void anAddressLeadsToItsSite(String host) {
        assertThat(addressed("www.example.test").find(host))
                .isEqualTo(new Route.Alias(new HostName("www.example.test")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.2",
                "192.0.2.01",
                "192.0.2",
                "[::1]",
                "[192.0.2.1]x",
                "2001:db8::1x"
            })
    void anyOtherAddressLeadsNowhere(String host) {
        assertThat(addressed("www.example.test").find(host)).isInstanceOf(Route.Unknown.class);
        assertThat(routes.find(host)).isInstanceOf(Route.Unknown.class);
    }

    @Test
    void anAddressOfAWildcardLeadsNowhere() {
        assertThat(addressed("*.example.test").find("192.0.2.1")).isInstanceOf(Route.Unknown.class);
    }

    private static Routes addressed(String host) {
        Site site =
                new Site(
                        new HostName(host),
                        List.of(),
                        new Serving.Proxy(APP),
                        CachePolicy.of(CachePolicy.Preset.APP),
                        SiteLimits.NONE,
                        CertificatePolicy.DEFAULT.terms(),
                        List.of(
                                InetAddress.ofLiteral("192.0.2.1"),
                                InetAddress.ofLiteral("2001:db8::1")));
        return Routes.of(
                new Declaration(Optional.empty(), CertificatePolicy.DEFAULT, List.of(site)),
                new Backends(STATIC_SITE, WIKI, CHAT));
    }

    @Test
    void anythingElseIsUnknown() {
        assertThat(routes.find("other.test")).isInstanceOf(Route.Unknown.class);
        assertThat(routes.find("")).isInstanceOf(Route.Unknown.class);
    }
}
