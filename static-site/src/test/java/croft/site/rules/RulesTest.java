package croft.site.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading the rule files of a site as a whole: dialect, bounds.
class RulesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "/a /b; CLOUDFLARE; nothing in the files tells otherwise",
                "/a /b 302 # see https://x.example/; CLOUDFLARE; nothing in the files tells otherwise",
                "/a /b 301!; NETLIFY; _redirects:1 has a forced rule (!), which only Netlify knows",
                "/a /b 302 country=us; NETLIFY; _redirects:1 has a condition, which only Netlify knows",
                "/a id=:id /b; NETLIFY; _redirects:1 has a rule for a query, which only Netlify knows",
                "https://a.example/* /b; NETLIFY; _redirects:1 has a rule for a host, which only Netlify knows",
                "/a http://b.example/; NETLIFY; _redirects:1 has a target with http:, which only Netlify knows",
                "/a /b 410; NETLIFY; _redirects:1 has the status 410, which only Netlify knows",
                "/a/* 200; NETLIFY; _redirects:1 has a rule without a target, which only Netlify knows",
                "/a/* https://b.example/:splat 200; NETLIFY; _redirects:1 has a rule that forwards, which only Netlify knows",
                "/* /index.html 200; NETLIFY; '_redirects:1 has a rule that answers everything below with an index page, which only Netlify knows'",
                "/a/*/b /c; CLOUDFLARE; '_redirects:1 has a star or a name inside a segment, which only Cloudflare Pages knows'",
                "/a-:b /c; CLOUDFLARE; '_redirects:1 has a star or a name inside a segment, which only Cloudflare Pages knows'",
            })
    void tellsTheDialectByWhatOnlyOneOfThemKnows(String line, Dialect dialect, String reason) {
        Rules rules = read(line, "");
        assertThat(rules.dialect()).isEqualTo(dialect);
        assertThat(rules.reason()).isEqualTo(reason);
    }

    @Test
    void tellsTheDialectByTheHeadersToo() {
        assertThat(read("", "/a\n  ! X").reason())
                .isEqualTo(
                        "_headers:2 has the removal of a field, which only Cloudflare Pages knows");
        assertThat(read("", "https://a.example/\n  X: y").dialect()).isEqualTo(Dialect.CLOUDFLARE);
        assertThat(read("", "/a\n Basic-Auth: a:b").dialect()).isEqualTo(Dialect.NETLIFY);
    }

    @Test
    void readsWhatNeedsNetlifyAsNetlifyWhateverElseIsThere() {
        assertThat(read("/a-:b /c\n/a /b 301!", "/a\n  ! X").reason())
                .isEqualTo("_redirects:2 has a forced rule (!), which only Netlify knows");
    }

    @Test
    void followsTheDialectThatIsDeclared() throws IOException {
        Rules rules =
                Rules.read(
                        Optional.of("/a /b"),
                        Optional.empty(),
                        Optional.of(Dialect.NETLIFY),
                        Set.of());
        assertThat(rules.reason()).isEqualTo("declared");
        assertThat(ruling(rules, "/a")).isEqualTo(new Ruling.Redirect(301, "/b"));
    }

    @Test
    void isEmptyWithoutAnyRuleInForce() {
        assertThat(Rules.NONE.isEmpty()).isTrue();
        assertThat(read("# nothing\n/a", "/a\n").isEmpty()).isTrue();
        assertThat(read("/a /b", "").isEmpty()).isFalse();
        assertThat(read("", "/a\n  x: 1").isEmpty()).isFalse();
        assertThat(read("", "/a\n  Basic-Auth: a:b").isEmpty()).isFalse();
    }

    @Test
    void asksWhetherAFileIsThereOnlyIfARuleDependsOnIt() throws IOException {
        Presence failing =
                () -> {
                    throw new IOException("asked");
                };
        Rules rules = read("/a /b 302\n/c /d 302!", "");
        assertThat(ruling(rules, "/x", failing)).isEqualTo(new Ruling.None());
        assertThat(ruling(rules, "/c", failing)).isEqualTo(new Ruling.Redirect(302, "/d"));
        assertThatThrownBy(() -> ruling(rules, "/a", failing)).hasMessage("asked");
    }

    @Test
    void leavesOutALineThatIsTooLong() throws IOException {
        Rules rules = read("/a /" + "b".repeat(2_000) + "\n/c /d", "/e\n  x: " + "y".repeat(2_000));
        assertThat(rules.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "_redirects:1:1: a line of 2004 characters (expected: at most 2000)",
                        "_headers:2:3: a line of 2003 characters (expected: at most 2000)");
        assertThat(ruling(rules, "/c")).isEqualTo(new Ruling.Redirect(302, "/d"));
    }

    @Test
    void leavesOutRulesBeyondTheBound() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= RedirectsFile.MOST_OPEN; i++) {
            lines.append("/").append(i).append("/* /x 302\n");
        }
        Rules rules = read(lines.toString(), "");
        assertThat(rules.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "_redirects:1001:1: this rule and all behind it are left out (expected: at"
                                + " most 10000 rules for one path and 1000 with stars or names)");
        assertThat(ruling(rules, "/999/a")).isEqualTo(new Ruling.Redirect(302, "/x"));
        assertThat(ruling(rules, "/1000/a")).isEqualTo(new Ruling.None());
    }

    @Test
    void leavesOutPathsOfHeadersBeyondTheBound() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= HeadersFile.MOST_BLOCKS; i++) {
            lines.append("/").append(i).append("\n  x: 1\n");
        }
        Rules rules = read("", lines.toString());
        assertThat(rules.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "_headers:1001:1: this path and all behind it are left out (expected: at"
                                + " most 500 paths)");
        assertThat(rules.headers("h", "/499")).hasSize(1);
        assertThat(rules.headers("h", "/500")).isEmpty();
    }

    @Test
    void refusesAFileThatIsTooLargeToReadToItsEnd() throws IOException {
        Rules rules =
                read(
                        "/a /b\n# " + "x".repeat(Rules.LONGEST_FILE) + "\n/c /d",
                        "#\n".repeat(RuleLine.MOST_LINES) + "/a\n  x: 1");
        assertThat(rules.problems())
                .extracting(Problem::effect)
                .containsExactly(Problem.Effect.REFUSED, Problem.Effect.REFUSED);
        assertThat(ruling(rules, "/a")).isEqualTo(new Ruling.Redirect(302, "/b"));
        assertThat(ruling(rules, "/c")).isEqualTo(new Ruling.None());
    }

    @Test
    void servesNothingWhereAPasswordIsAskedForBeyondTheEnd() throws IOException {
        Rules rules = read("", "#\n".repeat(Rules.LONGEST_FILE / 2) + "/a\n  Basic-Auth: a:b");
        assertThat(ruling(rules, "/b")).isEqualTo(new Ruling.Closed());
    }

    @Test
    void listsNoMoreProblemsThanAnybodyReads() {
        List<Problem> problems = read("/a\n".repeat(5_000), "").problems();
        assertThat(problems).hasSize(Problems.MOST + 1);
        assertThat(problems.getLast())
                .hasToString(
                        "_redirects:501:1: more problems follow from here on (expected: at most"
                                + " 500 are listed)");
    }

    @Test
    void neverLosesARefusalAmongManyProblems() {
        assertThat(read("", "/a\n" + "x\n".repeat(5_000) + "Basic-Auth: a:b").problems())
                .extracting(Problem::effect)
                .contains(Problem.Effect.REFUSED);
    }

    private static Rules read(String redirects, String headers) {
        return Rules.read(Optional.of(redirects), Optional.of(headers), Optional.empty(), Set.of());
    }

    private static Ruling ruling(Rules rules, String path) throws IOException {
        return ruling(rules, path, () -> false);
    }

    private static Ruling ruling(Rules rules, String path, Presence presence) throws IOException {
        return rules.redirect(new Lookup("h", path, "", Optional.empty(), presence)).ruling();
    }
}
