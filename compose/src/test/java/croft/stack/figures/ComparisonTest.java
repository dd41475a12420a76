package croft.stack.figures;

import static croft.stack.figures.SomeResults.HIT;
import static croft.stack.figures.SomeResults.PACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a peer takes divided by what we take.
class ComparisonTest {
    @Test
    void isMadeWithinEachRoundAndThenTheMedianCounts() {
        // The machine was half as fast in the second round, for both.
        Results results =
                new SomeResults()
                        .cpu(HIT, "edge", 10, 20, 10)
                        .cpu(HIT, "nginx", 20, 40, 30)
                        .results();

        Comparison comparison = results.comparison(HIT, "nginx", Metric.CPU);

        assertThat(comparison.byRound()).hasSize(3);
        assertThat(comparison.byRound().getLast()).isCloseTo(3, within(1e-9));
        assertThat(comparison.median().orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(comparison.verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void leavesOutRoundsThatOneOfTheTwoDidNotHave() {
        Results results =
                new SomeResults().cpu(HIT, "edge", 10).cpu(HIT, "nginx", 15, 99).results();

        assertThat(results.comparison(HIT, "nginx", Metric.CPU).byRound())
                .singleElement()
                .satisfies(ratio -> assertThat(ratio).isCloseTo(1.5, within(1e-9)));
        assertThat(results.comparison(HIT, "nginx", Metric.CPU).verdict())
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void saysNothingWithoutFigures() {
        Results results = new SomeResults().cpu(HIT, "nginx", 15).results();

        assertThat(results.comparison(HIT, "nginx", Metric.CPU).median()).isEmpty();
        assertThat(results.comparison(HIT, "nginx", Metric.CPU).verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void hasTheMeanOfTheMiddleTwoAsMedianOfEvenlyMany() {
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 9.0))).hasValue(3.0);
        assertThat(Median.of(List.of(5.0, 1.0, 2.0))).hasValue(2.0);
        assertThat(Median.of(List.of())).isEmpty();
    }

    @Test
    void judgesLatencyByHalfAndByNearlyAllRequests() {
        Results results =
                new SomeResults()
                        .latency(PACED, "edge", 220, 1_000)
                        .latency(PACED, "haproxy", 200, 800)
                        .latency(PACED, "nginx", 100, 1_000)
                        .results();

        assertThat(results.comparison(PACED, "haproxy", Metric.P50).verdict())
                .isEqualTo(Verdict.MET);
        assertThat(results.comparison(PACED, "haproxy", Metric.P99).verdict())
                .isEqualTo(Verdict.MISSED);
        assertThat(results.comparison(PACED, "nginx", Metric.P50).verdict())
                .isEqualTo(Verdict.NONE);
        assertThat(results.comparison(PACED, "nginx", Metric.P99).verdict()).isEqualTo(Verdict.MET);
        assertThat(results.count(Verdict.MET)).isEqualTo(2);
        assertThat(results.count(Verdict.MISSED)).isEqualTo(1);
    }

    @Test
    void judgesOurMemoryAndStartByBoundsOfTheirOwn() {
        Results results =
                new SomeResults().resident("edge", 117_000).started("edge", 1.31).results();

        assertThat(results.bound(Load.parse("rss"), Metric.RSS)).isEqualTo(Verdict.MET);
        assertThat(results.bound(Load.parse("start"), Metric.START)).isEqualTo(Verdict.MISSED);
        assertThat(
                        new SomeResults()
                                .resident("edge", 117_500)
                                .results()
                                .bound(Load.parse("rss"), Metric.RSS))
                .isEqualTo(Verdict.MISSED);
    }

    @ParameterizedTest
    @CsvSource({
        "h1:1k, hv, 3.0",
        "h1:10k, caddy, 6",
        "h2:1k:10, nginx, 6",
        "h2:1k:32, haproxy, 1.7",
        "h2:10k:32, haproxy, 2.0",
        "h1:100k, nginx, 1.6",
        "h2:1m:10, caddy, 2",
        "hs:full, haproxy, 1.25",
        "hs:resumed, nginx, 1.0",
        "h1p:10k, hv, 4",
        "h2p:10k:10, haproxy, 1.0",
        "h1p:1m, caddy, 1.0",
        "h1:1k, haproxy-log, 1.8",
        "h2:1k:32, nginx-log, 6"
    })
    void hasTheTargetThatWasSet(String load, String peer, double least) {
        assertThat(Targets.ratio(Load.parse(load), Metric.CPU, peer)).hasValue(least);
    }

    @ParameterizedTest
    @CsvSource({"h1p:1k, nginx", "h1:10k, nginx-log", "hs:full, nginx-log", "h1:1k, other"})
    void hasNoTargetWhereNoneWasSet(String load, String peer) {
        assertThat(Targets.ratio(Load.parse(load), Metric.CPU, peer)).isEmpty();
    }
}
