package croft.stack.figures;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Numbers as tables and plots show them.
final class Shown {
    private Shown() {}

    /// With thin digits: `12,345`, `1,234.5`; nothing for no number.
    static String number(OptionalDouble number, int digits) {
        return number.isPresent() ? number(number.getAsDouble(), digits) : "";
    }

    static String number(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? number(ratio.getAsDouble(), 2) : "";
    }

    static String ratios(List<Double> ratios) {
        return ratios.stream().map(ratio -> number(ratio, 2)).collect(Collectors.joining(" "));
    }

    /// `≥ 1.10 met`, or nothing.
    static String target(Comparison comparison) {
        return comparison.must().isEmpty() || comparison.byRound().isEmpty()
                ? ""
                : "≥ " + ratio(comparison.must()) + " " + comparison.verdict().word();
    }
}
