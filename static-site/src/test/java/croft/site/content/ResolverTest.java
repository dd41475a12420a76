package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    @Test
    void answersWithoutAnyPageOfTheSitesOwn() throws IOException {
        assertThat(outcome(new MapTree("/a.txt"), "/b")).isEqualTo("404");
    }

    @Test
    void namesEveryPathThatCouldChangeTheAnswer() throws IOException {
        Resolution resolution = resolve(SITE, "/docs/new");
        assertThat(resolution.looked().stream().map(SitePath::encoded).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "/docs/new", "/docs/new.html", "/docs/new/index.html", "/docs/404.html");
    }

    private static Resolution resolve(Tree tree, String target) throws IOException {
        return Resolver.resolve(tree, ((Target.Named) Target.of(target)).path());
    }

    private static String outcome(Tree tree, String target) throws IOException {
        return switch (resolve(tree, target)) {
            case Resolution.Found found -> "200 " + found.document().path();
            case Resolution.Elsewhere elsewhere -> "308 " + elsewhere.path();
            case Resolution.Forbidden _ -> "403";
            case Resolution.Missing missing ->
                    missing.page().map(page -> "404 " + page.path()).orElse("404");
        };
    }
}
