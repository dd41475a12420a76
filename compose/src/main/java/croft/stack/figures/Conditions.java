package croft.stack.figures;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Under which conditions something was measured.
///
/// @param machine what it is, in the order to show: a word and its value each
/// @param versions of the programs, by name
/// @param warm seconds that our edge had with each load before the first round
/// @param pinned how servers and clients were spread over the processors
public record Conditions(
        Instant at,
        Map<String, String> machine,
        Map<String, String> versions,
        int rounds,
        int seconds,
        int warm,
        String pinned) {
    public Conditions {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }
}
