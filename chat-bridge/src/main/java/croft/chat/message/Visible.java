package croft.chat.message;

/// What of a text people see. Control characters mean something else on every network, from a
/// line's end to a colour; marks that turn the direction of writing would turn what others say too.
final class Visible {
    private static final char REPLACEMENT = '\uFFFD';

    private Visible() {}

    /// The text without anything invisible; lines end with `\n` alone, a tab stays.
    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                visible.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                visible.append(REPLACEMENT);
            } else if (c == '\r') {
                visible.append('\n');
                if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
            } else if (c == '\n' || c == '\t') {
                visible.append(c);
            } else if (c == 0x2028 || c == 0x2029) {
                visible.append('\n'); // line and paragraph separator
            } else if (!Character.isISOControl(c) && !turnsDirection(c)) {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    /// The same in one line: line ends and tabs are spaces.
    static String inOneLine(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    /// Embeddings, overrides and isolates, which last until they are closed, and the byte order
    /// mark.
    private static boolean turnsDirection(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    }
}
