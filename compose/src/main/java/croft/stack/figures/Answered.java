package croft.stack.figures;

import java.util.List;
import java.util.Optional;

/// What a load client saw.
///
/// @param requests answered in full and as they should be
/// @param seconds in which that was
/// @param latency empty where the client does not tell
/// @param notes what was not as it should be
public record Answered(
        long requests, double seconds, Optional<Latency> latency, List<String> notes) {
    public Answered {
        notes = List.copyOf(notes);
        if (requests < 0 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    requests + " requests in " + seconds + " s (expected: a number and a time)");
        }
    }

    public Answered with(Optional<Latency> measured) {
        return new Answered(requests, seconds, measured, notes);
    }
}
