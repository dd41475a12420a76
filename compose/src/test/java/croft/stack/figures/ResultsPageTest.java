package croft.stack.figures;

import static croft.stack.figures.SomeResults.HIT;
import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.report.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Results as files.
class ResultsPageTest {
    private static final Results RESULTS =
            new SomeResults()
                    .cpu(HIT, "edge", 10, 12)
                    .cpu(HIT, "nginx", 20, 30)
                    .started("edge", 1.2)
                    .results();

    @Test
    void areAPageWithAPlotForEachLoad() {
        Map<String, String> files = ResultsPage.files(RESULTS);

        assertThat(files).containsOnlyKeys("README.md", "results.json", "h1-1k.svg", "start.svg");
        assertThat(files.get("README.md"))
                .contains(
                        "Measured on 22 November 2026, 17:00 UTC.",
                        "2 met, 0 missed",
                        "| h1:1k CPU | 11.0 |",
                        "| start | 1.20 (≤ 1.3) ✓ |",
                        "## `h1:1k`",
                        "![HTTP/1.1, 1 KiB from the cache, 32 connections](h1-1k.svg)",
                        "| nginx | 5,000 | 25.0 |");
        assertThat(files.get("h1-1k.svg")).contains("× 2.25");
    }

    @Test
    void haveEveryRunAndComparisonForPrograms() throws Exception {
        Json json = Json.read(ResultsJson.of(RESULTS));

        assertThat(json.get("format").number(0)).isEqualTo(1);
        assertThat(json.get("at").text("")).isEqualTo("2026-11-22T17:00:00Z");
        assertThat(json.get("met").number(-1)).isEqualTo(2);
        Json hit = json.get("loads").elements().getFirst();
        assertThat(hit.get("name").text("")).isEqualTo("h1:1k");
        Json nginx = hit.get("servers").elements().getLast();
        assertThat(nginx.get("name").text("")).isEqualTo("nginx");
        assertThat(nginx.get("runs").elements())
                .extracting(run -> run.get("cpuMicros").text(""))
                .containsExactly("20.0", "30.0");
        Json comparison = nginx.get("comparisons").elements().getFirst();
        assertThat(comparison.get("byRound").elements())
                .extracting(ratio -> ratio.text(""))
                .containsExactly("2.0", "2.5");
        assertThat(comparison.get("median").text("")).isEqualTo("2.25");
        assertThat(comparison.get("verdict").text("")).isEqualTo("met");
    }
}
