package croft.stack.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Every target beside what was reached: a row a load, a column a server.
public final class TargetTable {
    private final Results results;

    private TargetTable(Results results) {
        this.results = results;
    }

    public static Table of(Results results) {
        return new TargetTable(results).table();
    }

    private Table table() {
        List<String> servers = results.servers();
        List<String> head = new ArrayList<>(List.of("load"));
        head.add(results.ours());
        servers.stream().filter(server -> !results.isOurs(server)).forEach(head::add);
        List<List<String>> rows = new ArrayList<>();
        for (Load load : results.loads()) {
            for (Metric metric : Metric.of(load)) {
                rows.add(row(load, metric, head.subList(2, head.size())));
            }
        }
        return new Table(head, rows);
    }

    private List<String> row(Load load, Metric metric, List<String> peers) {
        List<String> cells = new ArrayList<>();
        cells.add(
                load.name().equalsIgnoreCase(metric.word())
                        ? load.name()
                        : load.name() + " " + metric.word());
        cells.add(ours(load, metric));
        peers.forEach(peer -> cells.add(peer(load, metric, peer)));
        return cells;
    }

    private String ours(Load load, Metric metric) {
        String figure =
                Shown.number(results.median(load, results.ours(load), metric), metric.digits());
        OptionalDouble bound = Targets.bound(load, metric);
        if (bound.isEmpty()) {
            return figure;
        }
        return figure
                + " (≤ "
                + Shown.number(bound.getAsDouble(), metric == Metric.START ? 1 : 0)
                + mark(results.bound(load, metric));
    }

    private String peer(Load load, Metric metric, String peer) {
        Comparison comparison = results.comparison(load, peer, metric);
        String ratio = Shown.ratio(comparison.median());
        return comparison.must().isEmpty() || ratio.isEmpty()
                ? ratio
                : ratio + " (≥ " + Shown.ratio(comparison.must()) + mark(comparison.verdict());
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case MET -> ") ✓";
            case MISSED -> ") ✗";
            case NONE -> ")";
        };
    }
}
