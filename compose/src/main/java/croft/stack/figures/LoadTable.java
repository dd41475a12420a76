package croft.stack.figures;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// All servers under one load, a row each.
public final class LoadTable {
    private static final String EXCESS = "×";

    private final Results results;
    private final Load load;

    private LoadTable(Results results, Load load) {
        this.results = results;
        this.load = load;
    }

    public static Table of(Results results, Load load) {
        return new LoadTable(results, load).table();
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of("server"));
        head.addAll(figureHeads());
        for (Metric metric : Metric.of(load)) {
            head.add(EXCESS + " " + metric.word() + " by round");
            head.add(EXCESS + " " + metric.word());
            head.add("must");
        }
        head.add("notes");
        return new Table(head, results.servers(load).stream().map(this::row).toList());
    }

    private List<String> row(String server) {
        List<String> cells = new ArrayList<>(List.of(server));
        cells.addAll(figures(server));
        for (Metric metric : Metric.of(load)) {
            if (results.isOurs(server)) {
                cells.addAll(List.of("", "", bound(metric)));
            } else {
                Comparison comparison = results.comparison(load, server, metric);
                cells.add(
                        comparison.byRound().size() > 1 ? Shown.ratios(comparison.byRound()) : "");
                cells.add(Shown.ratio(comparison.median()));
                cells.add(Shown.target(comparison));
            }
        }
        cells.add(notes(server));
        return cells;
    }

    private List<String> figureHeads() {
        return switch (load) {
            case Load.Requests _, Load.Files _, Load.Handshakes _, Load.Paced _ ->
                    List.of(
                            "req/s",
                            "CPU µs/req",
                            "user+system",
                            "busy",
                            "p50 µs",
                            "p99 µs",
                            "RSS MB");
            case Load.Held _, Load.Fill _ ->
                    List.of("RSS before MB", "RSS MB", "PSS before MB", "PSS MB", "KiB each");
            case Load.Resident _ -> List.of("RSS MB", "PSS MB");
            case Load.Start _ -> List.of("seconds", "CPU s", "RSS MB");
        };
    }

    private List<String> figures(String server) {
        return switch (load) {
            case Load.Requests _, Load.Files _, Load.Handshakes _, Load.Paced _ ->
                    List.of(
                            requests(server, Figures.Requests::perSecond, 0),
                            requests(server, Figures.Requests::cpuMicros, 1),
                            requests(server, Figures.Requests::userMicros, 1)
                                    + "+"
                                    + requests(server, Figures.Requests::systemMicros, 1),
                            requests(server, Figures.Requests::busy, 2),
                            Shown.number(results.median(load, server, Metric.P50), 0),
                            Shown.number(results.median(load, server, Metric.P99), 0),
                            Shown.number(results.median(load, server, Metric.RSS), 0));
            case Load.Held _, Load.Fill _ ->
                    List.of(
                            growth(server, growth -> Metric.megabytes(growth.before())),
                            growth(server, growth -> Metric.megabytes(growth.after())),
                            growth(server, growth -> proportional(growth.before())),
                            growth(server, growth -> proportional(growth.after())),
                            growth(server, Figures.Growth::eachKib));
            case Load.Resident _ ->
                    List.of(
                            growth(server, growth -> Metric.megabytes(growth.after())),
                            growth(server, growth -> proportional(growth.after())));
            case Load.Start _ ->
                    List.of(
                            started(server, Figures.Started::seconds, 2),
                            started(server, started -> started.cpu().seconds(), 2),
                            started(server, started -> Metric.megabytes(started.memory()), 1));
        };
    }

    private String bound(Metric metric) {
        OptionalDouble bound = Targets.bound(load, metric);
        return bound.isEmpty()
                ? ""
                : "≤ "
                        + Shown.number(bound.getAsDouble(), metric == Metric.START ? 1 : 0)
                        + " "
                        + results.bound(load, metric).word();
    }

    private String requests(String server, ToDoubleFunction<Figures.Requests> figure, int digits) {
        return middle(server, Figures.Requests.class, figure, digits);
    }

    private String growth(String server, ToDoubleFunction<Figures.Growth> figure) {
        return middle(server, Figures.Growth.class, figure, 1);
    }

    private String started(String server, ToDoubleFunction<Figures.Started> figure, int digits) {
        return middle(server, Figures.Started.class, figure, digits);
    }

    private <F extends Figures> String middle(
            String server, Class<F> type, ToDoubleFunction<F> figure, int digits) {
        return Shown.number(
                Median.of(
                        results.runs(load, server).stream()
                                .map(Run::figures)
                                .filter(type::isInstance)
                                .map(type::cast)
                                .map(figures -> figure.applyAsDouble(figures))
                                .toList()),
                digits);
    }

    private String notes(String server) {
        return results.runs(load, server).stream()
                .flatMap(run -> run.notes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .collect(Collectors.joining("; "));
    }

    private static double proportional(Memory memory) {
        return memory.pssKib() * 1024 / 1e6;
    }
}
