package croft.stack.bench;

import croft.stack.figures.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the operator wants measured.
///
/// @param seconds of each run
/// @param warm seconds that our edge has with each load before the first round; the JVM compiles
///   what is used often
/// @param limit no run begins later than this after the first
/// @param edge lines for `edge:` of the edge's croft.yml, such as `cache-memory: 64MiB`
public record BenchSettings(
        List<Peer> peers,
        List<Load> loads,
        int rounds,
        int seconds,
        int warm,
        Optional<Pin> pin,
        Duration limit,
        List<String> edge) {
    public static final int MOST_ROUNDS = 50;
    public static final int MOST_SECONDS = 50;

    public BenchSettings {
        peers = List.copyOf(peers);
        loads = List.copyOf(loads);
        edge = List.copyOf(edge);
        if (loads.isEmpty()) {
            throw new IllegalArgumentException("no load (expected: at least one)");
        }
        check("rounds", rounds, 1, MOST_ROUNDS);
        check("seconds", seconds, 1, MOST_SECONDS);
        check("warm", warm, 0, MOST_SECONDS);
    }

    private static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "--" + what + ": " + value + " (expected: " + least + "-" + most + ")");
        }
    }
}
