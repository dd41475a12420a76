package croft.wiki.math;

import croft.wiki.math.Cursor.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brackets that are as high as what they hold, or as high as they are told.
final class Delimiters {
    private Delimiters() {}

    /// From behind a `\left` to its `\right`.
    static Atom pair(Parser parser, Cursor in) {
        String open = read(in);
        Node inside = parser.row();
        if (!in.peek().isCommand("right")) {
            throw new NotUnderstood("\\left without \\right");
        }
        in.take();
        String close = read(in);
        return new Atom(fenced(open, inside, close), Kind.INNER);
    }

    /// @param open empty for none
    /// @param close empty for none
    static Node fenced(String open, Node inside, String close) {
        List<Node> nodes = new ArrayList<>();
        if (!open.isEmpty()) {
            nodes.add(fence(open, "prefix"));
        }
        nodes.add(inside);
        if (!close.isEmpty()) {
            nodes.add(fence(close, "postfix"));
        }
        return new Node.Branch("mrow", "", nodes);
    }

    static Node fence(String text, String form) {
        return Node.operator(text, " fence=\"true\" form=\"" + form + "\" stretchy=\"true\"");
    }

    /// The height that a command gives to the delimiter behind it, in tenths of an em; null for no
    /// such command.
    static @Nullable Integer size(String name) {
        String plain =
                name.endsWith("l") || name.endsWith("r") || name.endsWith("m")
                        ? name.substring(0, name.length() - 1)
                        : name;
        return switch (plain) {
            case "big" -> 12;
            case "Big" -> 18;
            case "bigg" -> 24;
            case "Bigg" -> 30;
            default -> null;
        };
    }

    /// @param name ends in `l`, `r` or `m` where it says what the delimiter does
    static Atom sized(String name, int tenths, Cursor in) {
        String height = tenths / 10 + "." + tenths % 10 + "em";
        Kind kind =
                switch (name.charAt(name.length() - 1)) {
                    case 'l' -> Kind.OPEN;
                    case 'r' -> Kind.CLOSE;
                    case 'm' -> Kind.RELATION;
                    default -> Kind.ORDINARY;
                };
        String form =
                switch (kind) {
                    case OPEN -> " form=\"prefix\"";
                    case CLOSE -> " form=\"postfix\"";
                    default -> kind == Kind.RELATION ? "" : " lspace=\"0\" rspace=\"0\"";
                };
        String attributes =
                form
                        + " stretchy=\"true\" symmetric=\"true\" minsize=\""
                        + height
                        + "\" maxsize=\""
                        + height
                        + "\"";
        String delimiter = read(in);
        return delimiter.isEmpty()
                ? Atom.space(0)
                : new Atom(Node.operator(delimiter, attributes), kind);
    }

    /// Takes a delimiter.
    ///
    /// @return empty for a dot: none
    static String read(Cursor in) {
        Token token = in.take();
        if (token.command()) {
            return switch (token.text()) {
                case "{", "lbrace" -> "{";
                case "}", "rbrace" -> "}";
                case "|", "Vert", "lVert", "rVert" -> "‖";
                case "vert", "lvert", "rvert" -> "|";
                case "backslash" -> "\\";
                default ->
                        Symbols.ofCommand(token.text())
                                .filter(symbol -> isDelimiter(symbol.text()))
                                .map(Symbols.Symbol::text)
                                .orElseThrow(() -> new NotUnderstood("\\left\\" + token.text()));
            };
        }
        return switch (token.text()) {
            case "." -> "";
            case "<" -> "⟨";
            case ">" -> "⟩";
            default -> {
                if (!isDelimiter(token.text())) {
                    throw new NotUnderstood("\\left" + token.text());
                }
                yield token.text();
            }
        };
    }

    private static boolean isDelimiter(String text) {
        return !text.isEmpty() && "()[]|/‖⟨⟩⌊⌋⌈⌉⟦⟧⌜⌝⌞⌟⟮⟯⎰⎱↑↓↕⇑⇓⇕".contains(text);
    }
}
