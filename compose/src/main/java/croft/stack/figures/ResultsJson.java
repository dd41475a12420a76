package croft.stack.figures;

import croft.stack.report.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Results for programs: every run with all its figures, and every comparison.
public final class ResultsJson {
    /// Goes up when something is renamed or taken away.
    private static final int FORMAT = 1;

    private final Results results;

    private ResultsJson(Results results) {
        this.results = results;
    }

    public static String of(Results results) {
        return Json.write(new ResultsJson(results).json());
    }

    private Map<String, @Nullable Object> json() {
        Conditions conditions = results.conditions();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("format", FORMAT);
        json.put("at", conditions.at().toString());
        json.put("machine", conditions.machine());
        json.put("versions", conditions.versions());
        json.put("rounds", conditions.rounds());
        json.put("seconds", conditions.seconds());
        json.put("warm", conditions.warm());
        json.put("pinned", conditions.pinned());
        json.put("ours", results.ours());
        json.put("met", results.count(Verdict.MET));
        json.put("missed", results.count(Verdict.MISSED));
        json.put("loads", results.loads().stream().map(this::load).toList());
        return json;
    }

    private Map<String, @Nullable Object> load(Load load) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", load.name());
        json.put("title", load.title());
        json.put(
                "servers",
                results.servers(load).stream().map(server -> server(load, server)).toList());
        return json;
    }

    private Map<String, @Nullable Object> server(Load load, String server) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", server);
        List<Map<String, @Nullable Object>> comparisons = new ArrayList<>();
        for (Metric metric : Metric.of(load)) {
            comparisons.add(
                    results.isOurs(server)
                            ? bound(load, metric)
                            : comparison(load, metric, server));
        }
        json.put("comparisons", comparisons);
        json.put("runs", results.runs(load, server).stream().map(ResultsJson::run).toList());
        return json;
    }

    private Map<String, @Nullable Object> bound(Load load, Metric metric) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", metric.title());
        json.put("median", rounded(results.median(load, results.ours(load), metric)));
        json.put("atMost", rounded(Targets.bound(load, metric)));
        json.put("verdict", word(results.bound(load, metric)));
        return json;
    }

    private Map<String, @Nullable Object> comparison(Load load, Metric metric, String server) {
        Comparison comparison = results.comparison(load, server, metric);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("metric", metric.title());
        json.put("of", server + " / " + results.ours(load));
        json.put("byRound", comparison.byRound().stream().map(ResultsJson::rounded).toList());
        json.put("median", rounded(comparison.median()));
        json.put("atLeast", rounded(comparison.must()));
        json.put("verdict", word(comparison.verdict()));
        return json;
    }

    private static Map<String, @Nullable Object> run(Run run) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("round", run.round());
        switch (run.figures()) {
            case Figures.Requests requests -> {
                json.put("requests", requests.requests());
                json.put("seconds", rounded(requests.seconds()));
                json.put("perSecond", rounded(requests.perSecond()));
                json.put("cpuMicros", rounded(requests.cpuMicros()));
                json.put("userMicros", rounded(requests.userMicros()));
                json.put("systemMicros", rounded(requests.systemMicros()));
                json.put("busy", rounded(requests.busy()));
                json.put("originCpuSeconds", rounded(requests.originSeconds()));
                json.put("p50Micros", requests.latency().map(Latency::p50).orElse(null));
                json.put("p99Micros", requests.latency().map(Latency::p99).orElse(null));
                json.put("memory", memory(requests.memory()));
            }
            case Figures.Growth growth -> {
                json.put("count", growth.count());
                json.put("before", memory(growth.before()));
                json.put("memory", memory(growth.after()));
                json.put("eachKib", rounded(growth.eachKib()));
            }
            case Figures.Started started -> {
                json.put("seconds", rounded(started.seconds()));
                json.put("cpuSeconds", rounded(started.cpu().seconds()));
                json.put("memory", memory(started.memory()));
            }
        }
        json.put("notes", run.notes());
        return json;
    }

    private static Map<String, @Nullable Object> memory(Memory memory) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("rssKib", memory.rssKib());
        json.put("pssKib", memory.pssKib());
        return json;
    }

    private static @Nullable String word(Verdict verdict) {
        return verdict == Verdict.NONE ? null : verdict.word();
    }

    private static @Nullable Double rounded(OptionalDouble number) {
        return number.isPresent() ? rounded(number.getAsDouble()) : null;
    }

    private static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }
}
