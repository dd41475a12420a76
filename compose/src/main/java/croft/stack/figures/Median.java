package croft.stack.figures;

import java.util.Collection;
import java.util.OptionalDouble;

/// The middle of some numbers: one bad round does not move it.
final class Median {
    private Median() {}

    /// The middle one, or the mean of the middle two; empty if there are none.
    static OptionalDouble of(Collection<Double> numbers) {
        if (numbers.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
