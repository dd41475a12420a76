package croft.stack.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A peer's cost divided by ours, round by round: above 1, ours is better.
///
/// Rounds lie minutes apart and a machine is not the same all the time, so figures are compared
/// within a round only, and the median of that counts.
///
/// @param byRound in the order of the rounds; without those in which one of the two has no figure
/// @param must the least that the median has to be; empty if no target speaks of it
record Comparison(Metric metric, List<Double> byRound, OptionalDouble must) {
    public Comparison {
        byRound = List.copyOf(byRound);
    }

    static Comparison of(Metric metric, List<Run> peer, List<Run> ours, OptionalDouble must) {
        List<Double> ratios = new ArrayList<>();
        for (Run theirs : peer) {
            OptionalDouble cost = metric.in(theirs.figures());
            ours.stream()
                    .filter(run -> run.round() == theirs.round())
                    .flatMapToDouble(run -> metric.in(run.figures()).stream())
                    .filter(our -> our > 0 && cost.orElse(0) > 0)
                    .mapToObj(our -> cost.orElseThrow() / our)
                    .forEach(ratios::add);
        }
        return new Comparison(metric, ratios, must);
    }

    public OptionalDouble median() {
        return Median.of(byRound);
    }

    /// Met, missed, or nothing to say.
    Verdict verdict() {
        if (must.isEmpty() || byRound.isEmpty()) {
            return Verdict.NONE;
        }
        return median().orElseThrow() >= must.getAsDouble() ? Verdict.MET : Verdict.MISSED;
    }
}
