package croft.site.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Patterns and paths made to take long, and files made of noise.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PathologicalRulesTest {
    private static final int LONGEST_PATH = 6_000;

    /// Each pattern alone would take a backtracking matcher (path length)^10 steps.
    @Test
    void matchesAThousandHostilePatternsInTime() throws IOException {
        StringBuilder redirects = new StringBuilder();
        for (int i = 0; i < RedirectsFile.MOST_OPEN; i++) {
            redirects.append("/:a");
            for (int name = 0; name < 8; name++) {
                redirects.append("a:").append((char) ('b' + name));
            }
            redirects.append("*b").append(i).append(" /x 302\n");
        }
        Rules rules = read(Dialect.CLOUDFLARE, redirects.toString(), "");
        assertThat(rules.problems()).isEmpty();
        Ruled ruled =
                rules.redirect(
                        new Lookup(
                                "h",
                                "/" + "a".repeat(LONGEST_PATH),
                                "",
                                Optional.empty(),
                                () -> false));
        assertThat(ruled.ruling()).isEqualTo(new Ruling.None());
    }

    @Test
    void matchesHostilePatternsOfHeadersInTime() {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < HeadersFile.MOST_BLOCKS; i++) {
            headers.append("/").append("*a".repeat(10)).append(i).append("\n  x: 1\n");
        }
        Rules rules = read(Dialect.NETLIFY, "", headers.toString());
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.headers("h", "/" + "a".repeat(LONGEST_PATH))).isEmpty();
    }

    @Test
    void findsALongTextInALongPathInTime() {
        PathPattern pattern = PatternSyntax.cloudflare("/*" + "a".repeat(1_900) + "b/:x");
        for (int i = 0; i < 200; i++) {
            assertThat(pattern.matches("/" + "a".repeat(LONGEST_PATH) + "/x")).isFalse();
        }
    }

    /// The JDK's regular expressions say the same, where they come to an end.
    @Test
    void matchesAsARegularExpressionWould() {
        Random random = new Random(1);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder pattern = new StringBuilder("/");
            StringBuilder expression = new StringBuilder("/");
            boolean star = false;
            for (int part = random.nextInt(6), name = 0; part > 0; part--) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        if (!star) {
                            star = true;
                            pattern.append('*');
                            expression.append("(?<splat>.*)");
                        }
                    }
                    case 1 -> {
                        String called = "n" + (char) ('a' + name++);
                        pattern.append(':').append(called).append('-');
                        expression.append("(?<").append(called).append(">[^/]+)-");
                    }
                    case 2 -> {
                        pattern.append('/');
                        expression.append('/');
                    }
                    default -> {
                        pattern.append('a');
                        expression.append('a');
                    }
                }
            }
            StringBuilder path = new StringBuilder("/");
            for (int length = random.nextInt(10); length > 0; length--) {
                path.append("aaa-/".charAt(random.nextInt(5)));
            }
            Matcher expected = Pattern.compile(expression.toString()).matcher(path);
            var actual = PatternSyntax.cloudflare(pattern.toString()).match(path.toString());
            assertThat(actual.isPresent()).as("%s %s", pattern, path).isEqualTo(expected.matches());
            if (actual.isPresent()) {
                matched++;
                actual.get()
                        .forEach((name, value) ->
                                assertThat(value)
                                        .as("%s %s %s", pattern, path, name)
                                        .isEqualTo(expected.group(name)));
            }
        }
        assertThat(matched).isGreaterThan(500);
    }

    @Test
    void readsNoiseWithoutFailing() {
        Random random = new Random(2);
        String alphabet = "/*:ab \t\n#!=?%\\\"<>.&;http301Basic-Auth\u0000\uD800ü";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int length = random.nextInt(200); length > 0; length--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String text = noise.toString();
            for (Dialect dialect : Dialect.values()) {
                assertThatCode(
                                () -> {
                                    Rules rules = read(dialect, text, text);
                                    rules.headers("h", "/a/b");
                                    Ruled ruled =
                                            rules.redirect(
                                                    new Lookup(
                                                            "h",
                                                            "//a/b",
                                                            "?a=b",
                                                            Optional.of("a"),
                                                            () -> false));
                                    if (ruled.ruling()
                                            instanceof Ruling.Redirect(int _, String location)) {
                                        assertThat(location)
                                                .matches("(/([^/\\\\].*)?|https?://.*)");
                                        assertThat(location).matches("[!-~]*");
                                    }
                                })
                        .as("%s", text)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Rules read(Dialect dialect, String redirects, String headers) {
        return Rules.read(
                Optional.of(redirects), Optional.of(headers), Optional.of(dialect), Set.of());
    }
}
