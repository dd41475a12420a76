package croft.stack.figures;

import static croft.stack.figures.SomeResults.HIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables of results.
class LoadTableTest {
    private static final Results RESULTS =
            new SomeResults()
                    .cpu(HIT, "nginx", 20, 30)
                    .cpu(HIT, "edge", 10, 12)
                    .cpu(HIT, "caddy", 100, 110)
                    .resident("edge", 120_000)
                    .results();

    @Test
    void haveARowForEachServerOursFirst() {
        assertThat(LoadTable.of(RESULTS, HIT).markdown())
                .isEqualTo(
                        """
                        | server | req/s | CPU µs/req | user+system | busy | p50 µs | p99 µs | RSS MB | × CPU by round | × CPU | must |
                        | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
                        | edge | 5,000 | 11.0 | 5.5+5.5 | 0.06 | 500 | 2,000 | 102 |  |  |  |
                        | nginx | 5,000 | 25.0 | 12.5+12.5 | 0.13 | 500 | 2,000 | 102 | 2.00 2.50 | 2.25 | ≥ 1.70 met |
                        | caddy | 5,000 | 105.0 | 52.5+52.5 | 0.53 | 500 | 2,000 | 102 | 10.00 9.17 | 9.58 | ≥ 6.00 met |
                        """);
    }

    @Test
    void alignFiguresOnATerminal() {
        assertThat(
                        new Table(
                                        List.of("server", "n", "none"),
                                        List.of(
                                                List.of("edge", "5", ""),
                                                List.of("nginx", "1,000", "")))
                                .text("  "))
                .containsExactly("  server       n", "  edge         5", "  nginx    1,000");
    }

    @Test
    void gatherAllTargets() {
        assertThat(TargetTable.of(RESULTS).markdown())
                .isEqualTo(
                        """
                        | load | edge | nginx | caddy |
                        | --- | --: | --: | --: |
                        | h1:1k CPU | 11.0 | 2.25 (≥ 1.70) ✓ | 9.58 (≥ 6.00) ✓ |
                        | rss | 122.9 (≤ 120) ✗ |  |  |
                        """);
    }

    @Test
    void refuseRowsOfAnotherWidth() {
        assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 cells");
    }
}
