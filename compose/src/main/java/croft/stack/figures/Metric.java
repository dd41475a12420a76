package croft.stack.figures;

import java.util.List;
import java.util.OptionalDouble;

/// A figure that servers are compared by. Each is a cost: less is better.
enum Metric {
    CPU("CPU", "µs CPU per request", 1),
    P50("p50", "µs, half of the requests", 0),
    P99("p99", "µs, 99 of 100 requests", 0),
    EACH("KiB", "KiB each", 1),
    RSS("RSS", "MB resident", 1),
    START("start", "s to the first answer", 2);

    private final String word;
    private final String title;
    private final int digits;

    Metric(String word, String title, int digits) {
        this.word = word;
        this.title = title;
        this.digits = digits;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /// How many digits behind the point mean anything.
    int digits() {
        return digits;
    }

    /// What a load is about: the first is plotted, all are compared.
    static List<Metric> of(Load load) {
        return switch (load) {
            case Load.Requests _, Load.Files _, Load.Handshakes _ -> List.of(CPU);
            case Load.Paced _ -> List.of(P50, P99);
            case Load.Held _ -> List.of(EACH);
            case Load.Fill _, Load.Resident _ -> List.of(RSS);
            case Load.Start _ -> List.of(START);
        };
    }

    /// The figure of a run; empty where the run has none.
    OptionalDouble in(Figures figures) {
        return switch (figures) {
            case Figures.Requests requests -> in(requests);
            case Figures.Growth growth ->
                    switch (this) {
                        case EACH -> OptionalDouble.of(growth.eachKib());
                        case RSS -> OptionalDouble.of(megabytes(growth.after()));
                        case CPU, P50, P99, START -> OptionalDouble.empty();
                    };
            case Figures.Started started ->
                    switch (this) {
                        case START -> OptionalDouble.of(started.seconds());
                        case RSS -> OptionalDouble.of(megabytes(started.memory()));
                        case CPU, P50, P99, EACH -> OptionalDouble.empty();
                    };
        };
    }

    private OptionalDouble in(Figures.Requests requests) {
        return switch (this) {
            case CPU -> OptionalDouble.of(requests.cpuMicros());
            case P50 -> requests.latency().stream().mapToDouble(Latency::p50).findAny();
            case P99 -> requests.latency().stream().mapToDouble(Latency::p99).findAny();
            case RSS -> OptionalDouble.of(megabytes(requests.memory()));
            case EACH, START -> OptionalDouble.empty();
        };
    }

    /// Of a million octets, as the targets count.
    static double megabytes(Memory memory) {
        return memory.rssKib() * 1024 / 1e6;
    }
}
