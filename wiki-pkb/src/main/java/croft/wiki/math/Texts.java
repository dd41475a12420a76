package croft.wiki.math;

import java.util.ArrayList;
import java.util.List;

/// Words within a formula, and formulas within them.
final class Texts {
    private static final char NO_BREAK_SPACE = '\u00A0';

    private final Cursor in;

    Texts(Cursor in) {
        this.in = in;
    }

    /// What is up to the brace that ends the text, which is taken.
    ///
    /// @param attributes of the words
    Node read(String attributes) {
        List<Node> nodes = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        int depth = 0;
        while (true) {
            char c = in.raw();
            if (c == 0) {
                throw new NotUnderstood("a text without its end");
            }
            in.takeRaw(1);
            switch (c) {
                case '}' -> {
                    if (depth == 0) {
                        flush(words, attributes, nodes);
                        return Node.row(nodes);
                    }
                    depth--;
                }
                case '{' -> depth++;
                case '~' -> words.append(NO_BREAK_SPACE);
                case '$' -> {
                    flush(words, attributes, nodes);
                    nodes.add(new Parser(in.takeUntil('$'), false).formula());
                }
                case '\\' -> words.append(escaped());
                default -> words.append(Character.isWhitespace(c) ? ' ' : c);
            }
        }
    }

    /// The name of an operator: letters, and spaces where commands say so.
    static String name(String source) {
        String name = source.replace("\\,", "\u2009").replace("\\ ", " ").replace("~", " ").strip();
        if (name.isEmpty() || !name.codePoints().allMatch(Texts::isOfName)) {
            throw new NotUnderstood("\\operatorname{" + source + "}");
        }
        return name;
    }

    private static boolean isOfName(int point) {
        return Character.isLetterOrDigit(point)
                || Character.isSpaceChar(point)
                || point == '-'
                || point == '*';
    }

    private String escaped() {
        char c = in.raw();
        in.takeRaw(1);
        return switch (c) {
            case '$', '%', '&', '#', '_', '{', '}' -> String.valueOf(c);
            case ' ', ',', ';', ':' -> " ";
            case '(' -> throw new NotUnderstood("\\( in a text");
            default -> throw new NotUnderstood("\\" + c + " in a text");
        };
    }

    /// Space at the ends of words would vanish.
    private static void flush(StringBuilder words, String attributes, List<Node> nodes) {
        if (words.isEmpty()) {
            return;
        }
        if (words.charAt(0) == ' ') {
            words.setCharAt(0, NO_BREAK_SPACE);
        }
        int last = words.length() - 1;
        if (words.charAt(last) == ' ') {
            words.setCharAt(last, NO_BREAK_SPACE);
        }
        nodes.add(new Node.Leaf("mtext", attributes, words.toString()));
        words.setLength(0);
    }
}
