package croft.wiki.code;

import croft.wiki.code.WordLists.Between;
import croft.wiki.code.WordLists.Language;
import org.jspecify.annotations.Nullable;

/// A language that is told apart by its words, its comments and its texts, and no more. Each
/// character is looked at once.
final class Words implements Colouring {
    private final Language language;
    private @Nullable Between open;
    private Ink openInk = Ink.PLAIN;

    Words(Language language) {
        this.language = language;
    }

    @Override
    public void line(String line, Spans out) {
        int at = open == null ? key(line, out) : 0;
        while (at < line.length()) {
            at = step(line, at, out);
        }
    }

    /// Takes the next piece.
    ///
    /// @return where it ends
    private int step(String line, int at, Spans out) {
        Between unclosed = open;
        if (unclosed != null) {
            return upTo(line, at, unclosed, at, out);
        }
        for (Between comment : language.comments) {
            if (line.startsWith(comment.open(), at)) {
                return begin(comment, Ink.COMMENT, line, at, out);
            }
        }
        if (language.lineComments.stream().anyMatch(sign -> line.startsWith(sign, at))) {
            return add(Ink.COMMENT, line, at, line.length(), out);
        }
        for (Between text : language.texts) {
            if (line.startsWith(text.open(), at)) {
                return begin(text, Ink.STRING, line, at, out);
            }
        }
        char c = line.charAt(at);
        if (language.quotes.indexOf(c) >= 0) {
            return text(line, at, out);
        }
        if (language.sigils.indexOf(c) >= 0 && isWordAt(line, at + 1)) {
            return add(Ink.VARIABLE, line, at, endOfWord(line, at + 1), out);
        }
        if (isDigit(c)) {
            return add(Ink.NUMBER, line, at, endOfNumber(line, at), out);
        }
        if (isWordAt(line, at)) {
            int end = endOfWord(line, at);
            return add(ink(line, at, end), line, at, end, out);
        }
        return add(Ink.PLAIN, line, at, at + 1, out);
    }

    private int begin(Between between, Ink ink, String line, int at, Spans out) {
        open = between;
        openInk = ink;
        return upTo(line, at, between, at + between.open().length(), out);
    }

    /// Takes what is open, to its end or that of the line.
    private int upTo(String line, int from, Between between, int search, Spans out) {
        int close = line.indexOf(between.close(), search);
        if (close < 0) {
            return add(openInk, line, from, line.length(), out);
        }
        open = null;
        return add(openInk, line, from, close + between.close().length(), out);
    }

    /// A text on one line; a single quotation mark without its sister is an apostrophe.
    private static int text(String line, int at, Spans out) {
        char quote = line.charAt(at);
        int end = at + 1;
        while (end < line.length() && line.charAt(end) != quote) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        if (end < line.length()) {
            return add(Ink.STRING, line, at, end + 1, out);
        }
        return quote == '\''
                ? add(Ink.PLAIN, line, at, at + 1, out)
                : add(Ink.STRING, line, at, line.length(), out);
    }

    /// Takes the key that a line begins with, if it does.
    private int key(String line, Spans out) {
        if (language.keys.isEmpty()) {
            return 0;
        }
        int start = 0;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        if (line.startsWith("[", start)) {
            return add(Ink.DIRECTIVE, line, 0, Math.max(start, line.lastIndexOf(']') + 1), out);
        }
        int end = start;
        while (end < line.length() && isOfKey(line.charAt(end))) {
            end++;
        }
        int behind = end;
        while (behind < line.length() && line.charAt(behind) == ' ') {
            behind++;
        }
        return end > start && line.startsWith(language.keys, behind)
                ? add(Ink.ATTRIBUTE, line, 0, end, out)
                : 0;
    }

    private Ink ink(String line, int at, int end) {
        String word = line.substring(at, end);
        Ink known = language.words.get(word);
        if (known != null) {
            return known;
        }
        if (end < line.length() && line.charAt(end) == '(') {
            return Ink.FUNCTION;
        }
        return Names.isCapitalised(word) ? Ink.TYPE : Ink.PLAIN;
    }

    private static int add(Ink ink, String line, int from, int to, Spans out) {
        out.add(ink, line.substring(from, to));
        return to;
    }

    private int endOfWord(String line, int at) {
        int end = at;
        while (end < line.length() && isOfWord(line, end)) {
            end++;
        }
        return end;
    }

    private boolean isOfWord(String line, int at) {
        char c = line.charAt(at);
        return Character.isLetterOrDigit(c)
                || c == '_'
                || (c == '-' && language.dashes && isWordAt(line, at + 1));
    }

    private static boolean isWordAt(String line, int at) {
        return at < line.length()
                && (Character.isLetter(line.charAt(at)) || line.charAt(at) == '_');
    }

    private static int endOfNumber(String line, int at) {
        int end = at;
        while (end < line.length()
                && (Character.isLetterOrDigit(line.charAt(end))
                        || "._".indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean isOfKey(char c) {
        return Character.isLetterOrDigit(c) || "_-.\"'".indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
