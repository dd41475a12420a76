package croft.wiki.math;

import org.jspecify.annotations.Nullable;

/// A mark over or under something.
///
/// @param mark its character
/// @param stretches whether it is as wide as what it is on
/// @param below whether it is under it
/// @param takesNote whether a script behind it stands at the mark, as at a brace
record Accents(String mark, boolean stretches, boolean below, boolean takesNote) {
    /// The mark of a command; null for no such command.
    static @Nullable Accents of(String name) {
        return switch (name) {
            case "hat" -> over("ˆ");
            case "tilde" -> over("~");
            case "bar" -> over("‾");
            case "vec" -> over("→");
            case "dot" -> over("˙");
            case "ddot" -> over("¨");
            case "dddot" -> over("⃛");
            case "acute" -> over("´");
            case "grave" -> over("`");
            case "check" -> over("ˇ");
            case "breve" -> over("˘");
            case "mathring" -> over("˚");
            case "widehat" -> wide("ˆ", false);
            case "widetilde" -> wide("~", false);
            case "widecheck" -> wide("ˇ", false);
            case "overline" -> wide("‾", false);
            case "underline", "underbar" -> wide("_", true);
            case "overrightarrow" -> wide("→", false);
            case "overleftarrow" -> wide("←", false);
            case "overleftrightarrow" -> wide("↔", false);
            case "underrightarrow" -> wide("→", true);
            case "underleftarrow" -> wide("←", true);
            case "underleftrightarrow" -> wide("↔", true);
            case "overbrace" -> new Accents("⏞", true, false, true);
            case "underbrace" -> new Accents("⏟", true, true, true);
            case "overbracket" -> new Accents("⎴", true, false, true);
            case "underbracket" -> new Accents("⎵", true, true, true);
            case "overparen" -> wide("⏜", false);
            case "underparen" -> wide("⏝", true);
            default -> null;
        };
    }

    /// The arrow that a command stretches under what is written on it; null for no such command.
    static @Nullable String arrow(String name) {
        return switch (name) {
            case "xrightarrow" -> "→";
            case "xleftarrow" -> "←";
            case "xleftrightarrow" -> "↔";
            case "xRightarrow" -> "⇒";
            case "xLeftarrow" -> "⇐";
            case "xLeftrightarrow" -> "⇔";
            case "xmapsto" -> "↦";
            case "xhookrightarrow" -> "↪";
            case "xhookleftarrow" -> "↩";
            case "xtwoheadrightarrow" -> "↠";
            case "xtwoheadleftarrow" -> "↞";
            case "xrightleftharpoons" -> "⇌";
            case "xlongequal" -> "=";
            default -> null;
        };
    }

    /// Of the element that has both.
    String attributes() {
        if (takesNote) {
            return "";
        }
        // Few fonts have lines that stretch, and arrows for one letter: the style sheet sees to
        // them.
        String styleClass =
                switch (mark) {
                    case "‾", "_" -> stretches ? " class=\"line\"" : "";
                    case "→" -> stretches ? "" : " class=\"vec\"";
                    default -> "";
                };
        return (below ? " accentunder=\"true\"" : " accent=\"true\"") + styleClass;
    }

    private static Accents over(String mark) {
        return new Accents(mark, false, false, false);
    }

    private static Accents wide(String mark, boolean below) {
        return new Accents(mark, true, below, false);
    }
}
