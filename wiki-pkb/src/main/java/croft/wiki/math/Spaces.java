package croft.wiki.math;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The widths of the commands that set space.
final class Spaces {
    private static final Pattern LENGTH =
            Pattern.compile(
                    "\\s*(-?)\\s*(\\d{0,3}(?:\\.\\d{1,4})?)\\s*(em|ex|mu|pt|px|mm|cm|in)\\s*");

    /// No space is wider: nothing is pushed out of the page.
    private static final int WIDEST = 20_000;

    private Spaces() {}

    /// In thousandths of an em; null for no such command.
    static @Nullable Integer of(String name, Cursor in) {
        return switch (name) {
            case ",", "thinspace" -> 167;
            case ":", ">", "medspace" -> 222;
            case ";", "thickspace" -> 278;
            case " ", "nobreakspace", "space" -> 250;
            case "!", "negthinspace" -> -167;
            case "negmedspace" -> -222;
            case "negthickspace" -> -278;
            case "enspace", "enskip" -> 500;
            case "quad" -> 1000;
            case "qquad" -> 2000;
            case "hspace" -> {
                in.takeIf("*");
                yield Math.max(0, length(in.takeName()));
            }
            default -> null;
        };
    }

    private static int length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            throw new NotUnderstood(text);
        }
        double thousandths =
                switch (matcher.group(3)) {
                    case "em" -> 1000;
                    case "ex" -> 430;
                    case "mu" -> 1000 / 18.0;
                    case "pt" -> 100;
                    case "px" -> 1000 / 16.0;
                    case "mm" -> 284.5;
                    case "cm" -> 2845;
                    default -> 7227;
                };
        double length = Double.parseDouble("0" + matcher.group(2)) * thousandths;
        int bounded = (int) Math.min(WIDEST, length);
        return matcher.group(1).isEmpty() ? bounded : -bounded;
    }
}
