package croft.site.review;

import java.util.function.ObjIntConsumer;

/// Finds what a style sheet loads: `url(…)` and `@import`. Comments and other strings are skipped
/// over; every character is looked at a bounded number of times.
final class StyleSheet {
    private final String css;
    private final ObjIntConsumer<String> found;
    private int at;
    private int line;
    private int lineCountedTo;

    private StyleSheet(String css, int line, ObjIntConsumer<String> found) {
        this.css = css;
        this.line = line;
        this.found = found;
    }

    /// @param line of its first character
    /// @param found is told each URL and its line
    static void read(String css, int line, ObjIntConsumer<String> found) {
        new StyleSheet(css, line, found).read();
    }

    private void read() {
        boolean imported = false;
        while (at < css.length()) {
            char c = css.charAt(at);
            if (c == '/' && css.startsWith("/*", at)) {
                int end = css.indexOf("*/", at + 2);
                at = end < 0 ? css.length() : end + 2;
            } else if (c == '"' || c == '\'') {
                int start = at;
                String text = string(c);
                if (imported) {
                    found.accept(text, line(start));
                }
                imported = false;
            } else if (c == '@' && css.regionMatches(true, at, "@import", 0, 7)) {
                imported = true;
                at += 7;
            } else if ((c == 'u' || c == 'U')
                    && css.regionMatches(true, at, "url(", 0, 4)
                    && (at == 0 || !isNamePart(css.charAt(at - 1)))) {
                at += 4;
                url();
                imported = false;
            } else {
                imported &= isSpace(c);
                at += c == '\\' ? 2 : 1;
            }
        }
    }

    private void url() {
        while (at < css.length() && isSpace(css.charAt(at))) {
            at++;
        }
        int start = at;
        if (at < css.length() && (css.charAt(at) == '"' || css.charAt(at) == '\'')) {
            String text = string(css.charAt(at));
            found.accept(text, line(start));
            return;
        }
        int end = css.indexOf(')', at);
        if (end < 0) {
            at = css.length();
            return;
        }
        found.accept(unescaped(css.substring(start, end).strip()), line(start));
        at = end + 1;
    }

    /// Behind the quote that ends it, or the end of its line, which ends it too.
    private String string(char quote) {
        int start = ++at;
        while (at < css.length()) {
            char c = css.charAt(at);
            if (c == quote || c == '\n') {
                return unescaped(css.substring(start, at++));
            }
            at += c == '\\' ? 2 : 1;
        }
        at = css.length();
        return unescaped(css.substring(start));
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            int end = i + 1;
            while (end < text.length() && end - i <= 6 && hex(text.charAt(end)) >= 0) {
                end++;
            }
            if (end == i + 1) {
                continue; // the next character stands for itself
            }
            int code = Integer.parseInt(text.substring(i + 1, end), 16);
            plain.appendCodePoint(Character.isValidCodePoint(code) ? code : 0xfffd);
            i = end < text.length() && isSpace(text.charAt(end)) ? end : end - 1;
        }
        return plain.toString();
    }

    private int line(int position) {
        while (lineCountedTo < position) {
            if (css.charAt(lineCountedTo++) == '\n') {
                line++;
            }
        }
        return line;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }
}
