package croft.stack.figures;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Results for readers: a page of Markdown, its plots, and the figures for programs.
public final class ResultsPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Results results;

    private ResultsPage(Results results) {
        this.results = results;
    }

    /// Every file of the page by its name.
    public static Map<String, String> files(Results results) {
        var files = new LinkedHashMap<String, String>();
        files.put("README.md", new ResultsPage(results).markdown());
        files.put("results.json", ResultsJson.of(results));
        for (Load load : results.loads()) {
            LoadChart.of(results, load)
                    .ifPresent(chart -> files.put(LoadChart.file(load), chart.svg()));
        }
        return files;
    }

    private String markdown() {
        Conditions conditions = results.conditions();
        var page = new StringBuilder();
        page.append(
                """
                # The edge beside its peers

                <!-- Written by croft bench; do not edit. -->

                Measured on %s. [How to read this, and how to repeat it](../guides/benchmark.md).
                All figures: [results.json](results.json).

                | | |
                |---|---|
                """
                        .formatted(DAY.format(conditions.at())));
        conditions
                .machine()
                .forEach((what, value) -> page.append("| " + what + " | " + value + " |\n"));
        page.append("| programs | " + versions() + " |\n");
        page.append(
                "| runs | %d %s of %d s each, in turns; %s; our edge warmed for %d s with each load, %d s with handshakes |%n"
                        .formatted(
                                conditions.rounds(),
                                conditions.rounds() == 1 ? "round" : "rounds",
                                conditions.seconds(),
                                conditions.pinned(),
                                conditions.warm(),
                                conditions.warm() * Load.Handshakes.WARMTH));
        page.append(
                """

                ## Targets

                What a peer takes divided by what we take, the median of the rounds; in brackets the least that it has to be
                (the most, for our own figures): %d met, %d missed.

                %s
                """
                        .formatted(
                                results.count(Verdict.MET),
                                results.count(Verdict.MISSED),
                                TargetTable.of(results).markdown()));
        for (Load load : results.loads()) {
            section(page, load);
        }
        return page.toString();
    }

    private void section(StringBuilder page, Load load) {
        page.append("## `").append(load.name()).append("`\n\n");
        page.append(load.title()).append(".\n\n");
        LoadChart.of(results, load)
                .ifPresent(chart ->
                        page.append("![")
                                .append(chart.title())
                                .append("](")
                                .append(LoadChart.file(load))
                                .append(")\n\n"));
        page.append(LoadTable.of(results, load).markdown()).append('\n');
    }

    private String versions() {
        return results.conditions().versions().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", "));
    }
}
