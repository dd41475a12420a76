package croft.stack.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The line in which the TLS client tells of a run: words and numbers in turns.
///
/// @param done connections with a whole answer
/// @param full of them, those whose handshake was in full
/// @param failed connections without a whole answer
public record HandshakesOutput(
        long done, long full, long failed, double seconds, Optional<Latency> latency) {
    /// A connection that finds no ticket shakes hands in full: each thread's first, and a few whose
    /// ticket was still on its way.
    private static final double SHARE_WITHOUT_TICKET = 0.05;

    /// Of single connections.
    ///
    /// @param micros ascending
    public static HandshakesOutput of(long full, long failed, double seconds, long[] micros) {
        return new HandshakesOutput(
                micros.length,
                full,
                failed,
                seconds,
                micros.length == 0 ? Optional.empty() : Optional.of(Latency.of(micros)));
    }

    public static HandshakesOutput read(String line) throws NotUnderstood {
        String[] words = line.strip().split(" ");
        try {
            double[] numbers =
                    Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
            if (!words[0].equals("handshakes") || numbers.length != 6) {
                throw new NotUnderstood("the TLS client", line);
            }
            return new HandshakesOutput(
                    (long) numbers[0],
                    (long) numbers[1],
                    (long) numbers[2],
                    numbers[3],
                    numbers[5] > 0
                            ? Optional.of(new Latency(numbers[4], numbers[5]))
                            : Optional.empty());
        } catch (NumberFormatException e) {
            throw new NotUnderstood("the TLS client", line);
        }
    }

    public String line() {
        return String.join(
                " ",
                "handshakes",
                Long.toString(done),
                Long.toString(full),
                Long.toString(failed),
                Double.toString(seconds),
                Double.toString(latency.map(Latency::p50).orElse(0.0)),
                Double.toString(latency.map(Latency::p99).orElse(0.0)));
    }

    /// As any load's.
    ///
    /// @param resumed whether handshakes were to be resumed
    public Answered answered(boolean resumed) {
        List<String> notes = new ArrayList<>();
        if (failed > 0) {
            notes.add(failed + " failed");
        }
        if (resumed && full > SHARE_WITHOUT_TICKET * done + 4) {
            notes.add("only " + Math.max(0, done - full) + " of " + done + " resumed");
        }
        if (!resumed && full < done) {
            notes.add("only " + full + " of " + done + " in full");
        }
        return new Answered(done, seconds, latency, notes);
    }
}
