package croft.wiki.math;

import java.util.ArrayList;
import java.util.List;

/// How the columns of a table stand, and the rules between them.
///
/// @param classes of each column's cells, in order; empty for a centred one without rules
/// @param others of the cells behind these
record Columns(List<String> classes, String others) {
    Columns {
        classes = List.copyOf(classes);
    }

    static Columns centred() {
        return new Columns(List.of(), "");
    }

    /// Every column alike.
    ///
    /// @param letter `l`, `c` or `r`
    static Columns all(String letter) {
        return switch (letter) {
            case "l", "r" -> new Columns(List.of(), letter);
            case "c" -> centred();
            default -> throw new NotUnderstood("columns " + letter);
        };
    }

    /// As `array` has them: `l|cc`.
    static Columns of(String letters) {
        List<String> classes = new ArrayList<>();
        String before = "";
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            switch (letter) {
                case 'l', 'r' -> {
                    classes.add((letter + before).strip());
                    before = "";
                }
                case 'c' -> {
                    classes.add(before.strip());
                    before = "";
                }
                case '|', ':' -> before = before.isEmpty() ? " before" : before;
                case ' ' -> {}
                default -> throw new NotUnderstood("columns " + letters);
            }
        }
        if (!before.isEmpty() && !classes.isEmpty()) {
            classes.set(classes.size() - 1, (classes.getLast() + " behind").strip());
        }
        return new Columns(classes, "");
    }

    /// Of a cell.
    Node.Attributes attributes(int column) {
        String name = column < classes.size() ? classes.get(column) : others;
        return new Node.Attributes(name.isEmpty() ? "" : " class=\"" + name + "\"");
    }
}
