package croft.stack.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `wrk --latency` prints.
public final class WrkOutput {
    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m|h),");
    private static final Pattern PERCENTILE =
            Pattern.compile("(?m)^\\s+(50|99)%\\s+([\\d.]+)(us|ms|s|m|h)$");
    private static final Pattern TROUBLE =
            Pattern.compile("(?m)^\\s*((?:Non-2xx|Socket errors).*)$");
    private static final Map<String, Double> MICROS =
            Map.of("us", 1.0, "ms", 1e3, "s", 1e6, "m", 60e6, "h", 3600e6);

    private WrkOutput() {}

    public static Answered read(String output) throws NotUnderstood {
        Matcher summary = SUMMARY.matcher(output);
        if (!summary.find()) {
            throw new NotUnderstood("wrk", output);
        }
        double p50 = 0;
        double p99 = 0;
        Matcher percentile = PERCENTILE.matcher(output);
        while (percentile.find()) {
            double micros = micros(percentile.group(2), percentile.group(3));
            if (percentile.group(1).equals("50")) {
                p50 = micros;
            } else {
                p99 = micros;
            }
        }
        List<String> notes = new ArrayList<>();
        Matcher trouble = TROUBLE.matcher(output);
        while (trouble.find()) {
            notes.add(trouble.group(1).strip());
        }
        return new Answered(
                Long.parseLong(summary.group(1)),
                micros(summary.group(2), summary.group(3)) / 1e6,
                p99 > 0 ? Optional.of(new Latency(p50, p99)) : Optional.empty(),
                notes);
    }

    private static double micros(String number, String unit) {
        return Double.parseDouble(number) * MICROS.getOrDefault(unit, 1.0);
    }
}
