package croft.stack.report;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Where a command writes, and what can be shown there.
///
/// @param interactive whether a person watches, so that a line may be rewritten
/// @param colours whether colours are wanted: on a terminal, and without `NO_COLOR` (no-color.org)
/// @param columns the width of the terminal when the command began
public record Terminal(
        PrintStream out, PrintStream err, boolean interactive, boolean colours, int columns) {
    /// The process's own streams, as the `croft` script described them.
    public static Terminal ofProcess() {
        boolean interactive = Boolean.getBoolean("croft.terminal");
        boolean plain = !Objects.requireNonNullElse(System.getenv("NO_COLOR"), "").isEmpty();
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive,
                interactive && !plain,
                Integer.getInteger("croft.columns", 80));
    }

    /// A reason for a non-zero exit, on standard error.
    public void complain(String message) {
        err.println("croft: " + message);
    }

    /// Text from elsewhere on one line, without what would move the cursor.
    public static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String good(String text) {
        return styled("32", text);
    }

    public String bad(String text) {
        return styled("31", text);
    }

    public String warning(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
