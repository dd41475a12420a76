package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.Glob;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What visitors may see of a site.
class VisibilityTest {
    private static final Visibility SOME =
            new Visibility(true, List.of(new Glob(".nojekyll"), new Glob(".x-*")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git/config",
                "/.env",
                "/a/.htaccess",
                "/a/.well-known/x",
                "/.well-known/.hidden",
                "/%2egit/config",
                "/.x/.x-y",
                "/_headers",
                "/_redirects",
                "/_header%73"
            })
    void hidesWhatBeginsWithADotAndTheRuleFiles(String target) {
        assertThat(Visibility.DEFAULT.hides(segments(target))).isTrue();
        assertThat(SOME.hides(segments(target))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/.well-known/x", "/.well-known", "/a.b/c.", "/a/_headers"})
    void showsEverythingElse(String target) {
        assertThat(Visibility.DEFAULT.hides(segments(target))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.nojekyll", "/a/.nojekyll", "/.x-1/page.html"})
    void showsWhatTheOwnerNames(String target) {
        assertThat(Visibility.DEFAULT.hides(segments(target))).isTrue();
        assertThat(SOME.hides(segments(target))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../x", "/.", "/a/..", "/%2e%2e/x", "/.%2e"})
    void stepsAreNoNamesWhateverIsNamed(String target) {
        assertThat(Target.of(target)).isInstanceOf(Target.Nameless.class);
    }

    private static List<String> segments(String target) {
        return ((Target.Named) Target.of(target)).path().segments();
    }
}
