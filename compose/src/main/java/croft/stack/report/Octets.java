package croft.stack.report;

import java.util.Locale;

/// Numbers of octets as people read them: `512 B`, `1.5 KiB`, `256 MiB`.
public final class Octets {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Octets() {}

    public static String of(long octets) {
        if (octets < STEP) {
            return octets + " B";
        }
        double amount = octets;
        int unit = -1;
        while (rounded(amount) >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        double shown = rounded(amount);
        return String.format(
                Locale.ROOT, shown == Math.rint(shown) ? "%.0f %s" : "%.1f %s", shown, UNITS[unit]);
    }

    /// To three digits, which tell enough.
    private static double rounded(double amount) {
        return amount >= 100 ? Math.rint(amount) : Math.rint(amount * 10) / 10;
    }
}
