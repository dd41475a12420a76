package croft.platform.declaration;

/// Text from outside as messages show it: quoted, control characters escaped, cut where it would
/// fill a screen. A croft.yml cannot forge a log line.
public final class Shown {
    /// Enough to recognise any sensible value; the position leads to the rest.
    private static final int LONGEST = 80;

    private Shown() {}

    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST)
                .forEach(c -> {
                    switch (c) {
                        case '\n' -> shown.append("\\n");
                        case '\r' -> shown.append("\\r");
                        case '\t' -> shown.append("\\t");
                        case '"' -> shown.append("\\\"");
                        case '\\' -> shown.append("\\\\");
                        default -> {
                            if (isInvisible(c)) {
                                shown.append("\\u{%x}".formatted(c));
                            } else {
                                shown.appendCodePoint(c);
                            }
                        }
                    }
                });
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append('…');
        }
        return shown.append('"').toString();
    }

    /// A key as part of a path: as it is where it looks like a key, quoted where it does not.
    static String inPath(String key) {
        return key.length() <= LONGEST && key.matches("[A-Za-z0-9_.-]+") ? key : quoted(key);
    }

    /// Controls, and what changes the order or joins of the characters around it.
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }
}
