package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which file answers which name.
class ResolverTest {
    private static final Tree SITE =
            new MapTree(
                    "/index.html",
                    "/about.html",
                    "/about.css",
                    "/docs/index.html",
                    "/404.html",
                    "/docs/404.html",
                    "/assets/a.js",
                    "/both.html",
                    "/both/index.html",
                    "/exact",
                    "/exact.html",
                    "-/secret.html",
                    "-/locked",
                    "/index/index.html",
                    "/k%C3%A4se.html");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/, 200 /index.html",
        "/index.html, 200 /index.html",
        "/index, 308 /",
        "/about, 200 /about.html",
        "/about.html, 200 /about.html",
        "/about/, 308 /about",
        "/docs, 308 /docs/",
        "/docs/, 200 /docs/index.html",
        "/docs/index, 308 /docs/",
        "/docs/index.html, 200 /docs/index.html",
        "/docs/index/, 308 /docs/",
        "/docs/x, 404 /docs/404.html",
        "/docs/x/y/, 404 /docs/404.html",
        "/x.css, 404 /404.html",
        "/assets, 404 /404.html",
        "/assets/, 404 /404.html",
        "/assets/a.js, 200 /assets/a.js",
        "/assets/a.js/, 404 /404.html",
        "/assets/a.js/x, 404 /404.html",
        "/both, 200 /both.html",
        "/both/, 200 /both/index.html",
        "/exact, 200 /exact",
        "/index/, 200 /index/index.html",
        "/secret, 403",
        "/secret.html, 403",
        "/locked, 403",
        "/k%C3%A4se, 200 /k%C3%A4se.html",
        "/About, 404 /404.html",
    })
    void answersAsThePageOfDecisionsSays(String target, String expected) throws IOException {
        assertThat(outcome(SITE, target)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/, 200 /index.html",
        "/index, 308 /",
        "/index.html, 308 /",
        "/about, 200 /about.html",
        "/about.html, 308 /about",
        "/about/, 308 /about",
        "/docs, 308 /docs/",
        "/docs/, 200 /docs/index.html",
        "/docs/index, 308 /docs/",
        "/docs/index.html, 308 /docs/",
        "/docs/index/, 308 /docs/",
        "/docs/x, 404 /docs/404.html",
        "/docs/x/y/, 404 /docs/404.html",
        "/x.css, 404 /404.html",
        "/404.html, 308 /404",
        "/exact, 200 /exact",
        "/exact.html, 200 /exact.html",
        "/both, 200 /both.html",
        "/both.html, 308 /both",
        "/both/index.html, 308 /both/",
        "/index/index.html, 308 /index/",
        "/assets/a.js, 200 /assets/a.js",
        "/nothing.html, 404 /404.html",
    })
    void redirectsFileNamesOfPagesWhereAddressesAreClean(String target, String expected)
            throws IOException {
        Addressing clean = new Addressing(true, false, Optional.empty());
        assertThat(outcome(SITE, target, clean)).isEqualTo(expected);
    }

    @Test
    void resolvesTheVectorsOfCloudflarePages() throws IOException {
        Tree pages =
                new MapTree(
                        "/index.html",
                        "/about.html",
                        "/docs/index.html",
                        "/404.html",
                        "/docs/404.html");
        Addressing clean = new Addressing(true, false, Optional.empty());
        assertThat(outcome(pages, "/index/", clean)).isEqualTo("308 /");
        assertThat(outcome(pages, "/index.html", clean)).isEqualTo("308 /");
        assertThat(outcome(pages, "/docs/x/y/", clean)).isEqualTo("404 /docs/404.html");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/assets/, 200 list of /assets/",
        "/assets, 308 /assets/",
        "/docs, 308 /docs/",
        "/docs/, 200 /docs/index.html",
        "/nothing/, 404 /404.html",
        "/about/, 308 /about",
    })
    void listsFoldersWithoutAnIndexWhereThatIsWanted(String target, String expected)
            throws IOException {
        Addressing listing = new Addressing(false, true, Optional.empty());
        assertThat(outcome(SITE, target, listing)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/users/7, 200 /about.html",
        "/users/7/, 200 /about.html",
        "/users/john.doe, 200 /about.html",
        "/users/3f2a9c1b7d, 200 /about.html",
        "/v1.2/start, 200 /about.html",
        "/page.html, 200 /about.html",
        "/assets/a.js, 200 /assets/a.js",
        "/assets/b.js, 404 /404.html",
        "/assets/b.mjs, 404 /404.html",
        "/x.css, 404 /404.html",
        "/logo.PNG, 404 /404.html",
        "/font.woff2, 404 /404.html",
        "/app.js.map, 404 /404.html",
        "/data.json, 404 /404.html",
        "/app.3f2a9c1b7d.chunk, 404 /404.html",
        "/app-3f2a9c1b7d.xyz, 404 /404.html",
        "/locked, 403",
    })
    void fallsBackForAddressesButNeverForAssets(String target, String expected) throws IOException {
        Addressing fallback =
                new Addressing(false, false, Optional.of(SitePath.file("about.html")));
        assertThat(outcome(SITE, target, fallback)).isEqualTo(expected);
    }

    @Test
    void answersWithoutAnyPageOfTheSitesOwn() throws IOException {
        assertThat(outcome(new MapTree("/a.txt"), "/b")).isEqualTo("404");
    }

    @Test
    void namesEveryPathThatCouldChangeTheAnswer() throws IOException {
        Resolution resolution = resolve(SITE, "/docs/new");
        assertThat(resolution.looked().stream().map(SitePath::encoded).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("/docs/new", "/docs/new.html", "/docs/new/index.html");
    }

    private static Resolution resolve(Tree tree, String target) throws IOException {
        return resolve(tree, target, Addressing.DEFAULT);
    }

    private static Resolution resolve(Tree tree, String target, Addressing addressing)
            throws IOException {
        return Resolver.resolve(tree, ((Target.Named) Target.of(target)).path(), addressing);
    }

    private static String outcome(Tree tree, String target) throws IOException {
        return outcome(tree, target, Addressing.DEFAULT);
    }

    private static String outcome(Tree tree, String target, Addressing addressing)
            throws IOException {
        return switch (resolve(tree, target, addressing)) {
            case Resolution.Found found -> "200 " + found.document().path();
            case Resolution.Elsewhere elsewhere -> "308 " + elsewhere.path();
            case Resolution.Forbidden _ -> "403";
            case Resolution.Listed listed -> "200 list of " + listed.folder();
            case Resolution.Missing _ ->
                    OwnPage.of(tree, ((Target.Named) Target.of(target)).path(), 404)
                            .page()
                            .map(page -> "404 " + page.path())
                            .orElse("404");
        };
    }
}
