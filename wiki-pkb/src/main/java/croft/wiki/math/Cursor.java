package croft.wiki.math;

import org.jspecify.annotations.Nullable;

/// A place in the source of a formula, and the tokens from there on.
final class Cursor {
    private final String source;
    private int at;
    private @Nullable Token next;
    private int behindNext;

    Cursor(String source) {
        this.source = source;
    }

    /// The next token; it stays.
    Token peek() {
        Token known = next;
        if (known == null) {
            known = read();
            next = known;
        }
        return known;
    }

    Token take() {
        Token token = peek();
        at = behindNext;
        next = null;
        return token;
    }

    /// Takes the next token if it is the character.
    boolean takeIf(String character) {
        boolean is = peek().is(character);
        if (is) {
            take();
        }
        return is;
    }

    void expect(String character) {
        if (!takeIf(character)) {
            throw new NotUnderstood(peek().text() + " in place of " + character);
        }
    }

    /// The next character of the source, space or not; 0 at the end.
    char raw() {
        return at < source.length() ? source.charAt(at) : 0;
    }

    /// Whether the source goes on so.
    boolean rawIs(String text) {
        return source.startsWith(text, at);
    }

    String takeRaw(int length) {
        String text = source.substring(at, Math.min(source.length(), at + length));
        at += text.length();
        next = null;
        return text;
    }

    /// Takes what is before the character, and the character.
    String takeUntil(char end) {
        int found = source.indexOf(end, at);
        if (found < 0) {
            throw new NotUnderstood("no " + end);
        }
        String text = source.substring(at, found);
        at = found + 1;
        next = null;
        return text;
    }

    /// Takes `{name}`.
    String takeName() {
        expect("{");
        return takeUntil('}').strip();
    }

    private Token read() {
        int start = skipSpace(at);
        if (start == source.length()) {
            behindNext = start;
            return Token.END;
        }
        char c = source.charAt(start);
        if (c != '\\') {
            int end = source.offsetByCodePoints(start, 1);
            behindNext = end;
            return new Token(false, source.substring(start, end));
        }
        int end = start + 1;
        while (end < source.length() && isLetter(source.charAt(end))) {
            end++;
        }
        if (end == start + 1) {
            if (end == source.length()) {
                throw new NotUnderstood("a backslash at the end");
            }
            end = source.offsetByCodePoints(end, 1);
        } else if (end < source.length() && source.charAt(end) == '*') {
            // Some commands have a sister with a star; of others the star is the next token.
            String name = source.substring(start + 1, end);
            end += name.equals("operatorname") || name.equals("tag") ? 1 : 0;
        }
        behindNext = end;
        return new Token(true, source.substring(start + 1, end));
    }

    private int skipSpace(int from) {
        int to = from;
        while (to < source.length()) {
            char c = source.charAt(to);
            if (c == '%') {
                int line = source.indexOf('\n', to);
                to = line < 0 ? source.length() : line;
            } else if (Character.isWhitespace(c)) {
                to++;
            } else {
                break;
            }
        }
        return to;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// @param command whether it began with a backslash
    /// @param text without the backslash; empty at the end
    record Token(boolean command, String text) {
        static final Token END = new Token(false, "");

        boolean is(String character) {
            return !command && text.equals(character);
        }

        boolean isCommand(String name) {
            return command && text.equals(name);
        }

        boolean isEnd() {
            return !command && text.isEmpty();
        }

        /// Whether a row cannot go on with it.
        boolean endsRow() {
            if (!command) {
                return text.isEmpty() || text.equals("}") || text.equals("&");
            }
            return switch (text) {
                case "\\", "cr", "newline", "right", "end" -> true;
                default -> false;
            };
        }
    }
}
