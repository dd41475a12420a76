package croft.wiki.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Where the two dialects show different things, as pairs of Markdown and what its owner is told.
class ComparisonTest {
    static List<Cases.Case> cases() {
        return Cases.of("comparison.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhereTheDialectsPart(Cases.Case one) {
        assertThat(said(one.source(), HtmlPolicy.SANITIZED)).isEqualTo(one.expected());
    }

    @ParameterizedTest
    @EnumSource(HtmlPolicy.class)
    void saysItInOneShortLine(HtmlPolicy policy) {
        for (Cases.Case one : RenderingTest.garden().toList()) {
            assertThat(said(one.source(), policy)).doesNotContain("\n").hasSizeLessThan(300);
        }
    }

    private static String said(String source, HtmlPolicy policy) {
        return switch (Comparison.of(SmallWiki.here(), source, policy, RenderingTest.wiki())) {
            case Comparison.Same() -> "same";
            case Comparison.Differs(var where) -> where;
        };
    }
}
