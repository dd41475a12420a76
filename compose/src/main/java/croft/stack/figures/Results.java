package croft.stack.figures;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// All that was measured, and what it means.
///
/// @param ours the server that the others are compared with
public record Results(Conditions conditions, String ours, List<Run> runs) {
    public Results {
        runs = List.copyOf(runs);
    }

    /// In the order in which they were first run.
    public List<Load> loads() {
        return runs.stream().map(Run::load).distinct().toList();
    }

    /// Those that had the load, ours first.
    public List<String> servers(Load load) {
        List<String> all =
                runs.stream()
                        .filter(run -> run.load().equals(load))
                        .map(Run::server)
                        .distinct()
                        .sorted()
                        .toList();
        List<String> order = servers();
        return Stream.concat(Stream.of(ours(load)), order.stream())
                .distinct()
                .filter(all::contains)
                .toList();
    }

    /// All, ours first, the others as they were first run.
    public List<String> servers() {
        Stream<String> ordered = runs.stream().filter(run -> run.round() == 1).map(Run::server);
        return Stream.of(Stream.of(ours), ordered, runs.stream().map(Run::server))
                .flatMap(each -> each)
                .distinct()
                .filter(name -> runs.stream().anyMatch(run -> run.server().equals(name)))
                .toList();
    }

    /// Our server that has the load.
    String ours(Load load) {
        return load instanceof Load.Files ? Load.Files.OURS : ours;
    }

    boolean isOurs(String server) {
        return server.equals(ours) || server.equals(Load.Files.OURS);
    }

    List<Run> runs(Load load, String server) {
        return runs.stream()
                .filter(run -> run.load().equals(load) && run.server().equals(server))
                .toList();
    }

    OptionalDouble median(Load load, String server, Metric metric) {
        return Median.of(
                runs(load, server).stream()
                        .flatMap(run -> metric.in(run.figures()).stream().boxed())
                        .toList());
    }

    /// A peer's cost against ours.
    Comparison comparison(Load load, String peer, Metric metric) {
        return Comparison.of(
                metric,
                runs(load, peer),
                runs(load, ours(load)),
                Targets.ratio(load, metric, peer));
    }

    /// Ours against its own bound.
    Verdict bound(Load load, Metric metric) {
        OptionalDouble bound = Targets.bound(load, metric);
        OptionalDouble figure = median(load, ours(load), metric);
        if (bound.isEmpty() || figure.isEmpty()) {
            return Verdict.NONE;
        }
        return figure.getAsDouble() <= bound.getAsDouble() ? Verdict.MET : Verdict.MISSED;
    }

    /// How many targets of the loads measured came out so.
    public long count(Verdict wanted) {
        return loads().stream()
                .flatMap(load ->
                        Metric.of(load).stream()
                                .flatMap(metric ->
                                        Stream.concat(
                                                Stream.of(bound(load, metric)),
                                                servers(load).stream()
                                                        .filter(name -> !isOurs(name))
                                                        .map(name ->
                                                                comparison(load, name, metric)
                                                                        .verdict()))))
                .filter(verdict -> verdict == wanted)
                .count();
    }
}
