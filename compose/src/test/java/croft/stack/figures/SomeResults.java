package croft.stack.figures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Results made of a few numbers.
final class SomeResults {
    static final Load HIT = Load.parse("h1:1k");
    static final Load PACED = Load.parse("rate:h1:1k:1200");

    private static final Conditions CONDITIONS =
            new Conditions(
                    Instant.parse("2026-11-22T17:00:00Z"),
                    Map.of("kernel", "Linux 6"),
                    Map.of("nginx", "1.22.1"),
                    2,
                    2,
                    10,
                    "not pinned");

    private final List<Run> runs = new ArrayList<>();

    /// Rounds of a load on a server.
    SomeResults cpu(Load load, String server, double... microsByRound) {
        for (int i = 0; i < microsByRound.length; i++) {
            runs.add(run(load, server, i + 1, microsByRound[i], 500, 2_000));
        }
        return this;
    }

    SomeResults latency(Load load, String server, double p50, double p99) {
        runs.add(run(load, server, 1, 20, p50, p99));
        return this;
    }

    SomeResults resident(String server, long kib) {
        Memory memory = new Memory(kib, kib / 2);
        runs.add(
                new Run(
                        Load.parse("rss"),
                        server,
                        1,
                        new Figures.Growth(1, new Memory(0, 0), memory),
                        List.of()));
        return this;
    }

    SomeResults started(String server, double seconds) {
        runs.add(
                new Run(
                        Load.parse("start"),
                        server,
                        1,
                        new Figures.Started(seconds, new Cpu(seconds, 0), new Memory(1000, 900)),
                        List.of()));
        return this;
    }

    Results results() {
        return new Results(CONDITIONS, "edge", runs);
    }

    /// 10,000 requests in two seconds.
    static Run run(Load load, String server, int round, double cpuMicros, double p50, double p99) {
        double seconds = cpuMicros / 100;
        return new Run(
                load,
                server,
                round,
                new Figures.Requests(
                        10_000,
                        2,
                        new Cpu(seconds / 2, seconds / 2),
                        2,
                        0,
                        Optional.of(new Latency(p50, p99)),
                        new Memory(100_000, 90_000)),
                List.of());
    }
}
