package croft.stack.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a load is about, as bars: one for each server.
final class LoadChart {
    private LoadChart() {}

    /// Of the load's first figure; empty if no server has it.
    public static Optional<BarChart> of(Results results, Load load) {
        Metric metric = Metric.of(load).getFirst();
        List<BarChart.Bar> bars = new ArrayList<>();
        for (String server : results.servers(load)) {
            OptionalDouble figure = results.median(load, server, metric);
            if (figure.isPresent()) {
                bars.add(
                        new BarChart.Bar(
                                server,
                                Math.max(0, figure.getAsDouble()),
                                Shown.number(figure, metric.digits()),
                                remark(results, load, server, metric),
                                results.isOurs(server)));
            }
        }
        return bars.isEmpty()
                ? Optional.empty()
                : Optional.of(new BarChart(load.title(), metric.title(), bars));
    }

    /// The name of the plot's file.
    public static String file(Load load) {
        return load.name().replace(':', '-') + ".svg";
    }

    private static String remark(Results results, Load load, String server, Metric metric) {
        if (results.isOurs(server)) {
            return "";
        }
        OptionalDouble ratio = results.comparison(load, server, metric).median();
        return ratio.isPresent() ? "× " + Shown.ratio(ratio) : "";
    }
}
