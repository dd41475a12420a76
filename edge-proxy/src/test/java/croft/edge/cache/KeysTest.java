package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.Glob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What two targets must have in common to be answered alike.
class KeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?",
                "/a?b",
                "/a?&&b&",
                "/a;x=1?b;c",
                "/a/../b",
                "//a",
                "/%2f%2F%00%23..",
                "/a?b=1&b=1",
                "/A?B",
                "/a?b?c#",
            })
    void leavesATargetAsItIs(String target) {
        assertThat(key(target, policy("", false), null)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // target              | dropped   | sorted | No-Vary-Search            | key
                "/a?x=1                | x         | false  | -                         | /a",
                "/a?x=1&y=2            | x         | false  | -                         | /a?y=2",
                "/a?y=2&x=1&x=3        | x         | false  | -                         | /a?y=2",
                "/a?%78=1&y            | x         | false  | -                         | /a?y",
                "/a?X=1                | x         | false  | -                         | /a?X=1",
                "/a?x+y=1&z            | x y       | false  | -                         | /a?z",
                "/a?y;x=1              | x         | false  | -                         | /a?y;x=1",
                "/a?                   | x         | false  | -                         | /a?",
                "/a?utm_a=1&b&utm_c    | utm_*     | false  | -                         | /a?b",
                "/a?%zz=1              | x         | false  | -                         | /a?%zz=1",
                "/a?b=1&a=2&b=0        | -         | true   | -                         | /a?a=2&b=1&b=0",
                "/a?b&%61=1&a=2        | -         | true   | -                         | /a?%61=1&a=2&b",
                "/a?b=1&a=2            | -         | false  | key-order                 | /a?a=2&b=1",
                "/a?b=1&a=2            | -         | false  | key-order=?0              | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | params                    | /a",
                "/a?b=1&a=2            | -         | false  | params=?0                 | /a?b=1&a=2",
                "/a?b=1&a=2&c          | -         | false  | params=(\"a\" \"c\")      | /a?b=1",
                "/a?b=1&a=2&c          | -         | false  | params, except=(\"c\")    | /a?c",
                "/a?b=1&a+d=2          | -         | false  | params=(\"a%20d\")        | /a?b=1",
                "/a?b=1&a=2            | b         | false  | params=(\"a\")            | /a",
                "/a?b=1&a=2            | -         | false  | params=(\"a\"), except    | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | params=(\"a\" b)          | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | params=(\"a\"), except=(\"b\") | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | params=\"a\"              | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | key-order=1, params       | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | except=(\"a\")            | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | params=(                  | /a?b=1&a=2",
                "/a?b=1&a=2            | -         | false  | key-order, params=(\"b\"), unknown=7 | /a?a=2",
            })
    void leavesOutWhatDoesNotMatter(
            String target,
            @Nullable String dropped,
            boolean sorted,
            @Nullable String noVarySearch,
            String key) {
        assertThat(key(target, policy(dropped, sorted), noVarySearch)).isEqualTo(key);
    }

    private static String key(String target, CachePolicy policy, @Nullable String noVarySearch) {
        Optional<SearchRule> learned =
                noVarySearch == null ? Optional.empty() : NoVarySearch.of(List.of(noVarySearch));
        return Keys.of(Requests.get(target), policy, learned).target();
    }

    /// @param dropped one pattern, or null
    private static CachePolicy policy(@Nullable String dropped, boolean sorted) {
        List<Glob> globs =
                dropped == null || dropped.isEmpty() ? List.of() : Arrays.asList(new Glob(dropped));
        return new CachePolicy(
                Preset.APP,
                true,
                List.of(),
                List.of(),
                globs,
                sorted,
                List.of(),
                Duration.ofHours(1));
    }
}
