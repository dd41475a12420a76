package croft.wiki.math;

import croft.wiki.math.Atom.Limits;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the commands do that are more than a symbol.
///
/// A table of cases more than a class: one line a command, or a short method.
final class Commands {
    private static final String STRETCHED = " stretchy=\"true\"";
    private static final String STILL = " stretchy=\"false\"";

    private final Parser parser;
    private final Cursor in;

    Commands(Parser parser, Cursor in) {
        this.parser = parser;
        this.in = in;
    }

    /// The atom that a command begins.
    ///
    /// @param name without the backslash
    Atom atom(String name, Alphabet alphabet) {
        return switch (name) {
            case "frac" -> Atom.ordinary(fraction(""));
            case "dfrac", "cfrac" -> Atom.ordinary(styled(true, () -> fraction("")));
            case "tfrac" -> Atom.ordinary(styled(false, () -> fraction("")));
            case "binom" -> Atom.ordinary(binomial());
            case "dbinom" -> Atom.ordinary(styled(true, this::binomial));
            case "tbinom" -> Atom.ordinary(styled(false, this::binomial));
            case "sqrt" -> Atom.ordinary(root());
            case "text", "textrm", "textnormal", "textup", "mbox", "hbox" -> text("");
            case "textbf" -> text(" class=\"b\"");
            case "textit", "emph" -> text(" class=\"i\"");
            case "texttt" -> text(" class=\"tt\"");
            case "textsf" -> text(" class=\"sf\"");
            case "operatorname" -> operatorName(Kind.FUNCTION);
            case "operatorname*" -> operatorName(Kind.LIMIT);
            case "left" -> Delimiters.pair(parser, in);
            case "middle" -> middle();
            case "begin" -> Tables.environment(parser, in);
            case "substack" -> Tables.stack(parser, in);
            case "not" -> negated();
            case "boxed", "fbox" ->
                    Atom.ordinary(marked("box", () -> parser.within(true, parser::argument)));
            case "cancel" -> Atom.ordinary(marked("cancel", parser::argument));
            case "bcancel" -> Atom.ordinary(marked("cancel back", parser::argument));
            case "xcancel" -> Atom.ordinary(marked("cancel cross", parser::argument));
            case "sout" -> Atom.ordinary(marked("cancel through", parser::argument));
            case "bra" -> bracketed("⟨", "|");
            case "ket" -> bracketed("|", "⟩");
            case "braket" -> bracketed("⟨", "⟩");
            case "label" -> nothing(in.takeName());
            case "notag", "nonumber", "displaylimits", "relax" -> nothing("");
            case "tag" -> tag("(", ")");
            case "tag*" -> tag("", "");
            default -> further(name, alphabet);
        };
    }

    private Atom further(String name, Alphabet alphabet) {
        @Nullable Integer space = Spaces.of(name, in);
        if (space != null) {
            return Atom.space(space);
        }
        @Nullable Alphabet letters = letters(name);
        if (letters != null) {
            return new Atom(parser.argument(letters), Kind.ORDINARY);
        }
        @Nullable Integer size = Delimiters.size(name);
        if (size != null) {
            return Delimiters.sized(name, size, in);
        }
        return Symbols.ofCommand(name)
                .map(symbol -> Characters.of(symbol, alphabet))
                .or(() -> Optional.ofNullable(over(name)))
                .orElseGet(() -> composed(name));
    }

    /// What stands over or under something else; null for no such command.
    private @Nullable Atom over(String name) {
        @Nullable Accents accent = Accents.of(name);
        if (accent != null) {
            Node base = parser.argument();
            Node mark = Node.operator(accent.mark(), accent.stretches() ? STRETCHED : STILL);
            Node both =
                    Node.of(
                            accent.below() ? "munder" : "mover",
                            new Node.Attributes(accent.attributes()),
                            base,
                            mark);
            return new Atom(
                    both,
                    Kind.ORDINARY,
                    accent.takesNote() ? Limits.BELOW_AND_ABOVE : Limits.BESIDE);
        }
        @Nullable String arrow = Accents.arrow(name);
        if (arrow != null) {
            return arrow(arrow);
        }
        return switch (name) {
            case "overset" -> overset();
            case "stackrel" -> new Atom(overset().node(), Kind.RELATION, Limits.BESIDE);
            case "underset" -> {
                Node below = parser.within(false, parser::argument);
                yield new Atom(Node.of("munder", still(parser.argument()), below), Kind.ORDINARY);
            }
            default -> null;
        };
    }

    private Atom overset() {
        Node above = parser.within(false, parser::argument);
        return new Atom(Node.of("mover", still(parser.argument()), above), Kind.ORDINARY);
    }

    /// A base that stretches would do so to the width of what is set on it.
    private static Node still(Node base) {
        return base instanceof Node.Leaf(String element, String attributes, String text)
                        && element.equals("mo")
                        && attributes.isEmpty()
                ? new Node.Leaf(element, STILL, text)
                : base;
    }

    private Atom arrow(String arrow) {
        @Nullable Node below = parser.within(false, this::padded);
        Node above = padding(parser.within(false, parser::argument));
        Node line = Node.operator(arrow, STRETCHED);
        return new Atom(
                below == null
                        ? Node.of("mover", line, above)
                        : Node.of("munderover", line, below, above),
                Kind.RELATION,
                Limits.BESIDE);
    }

    private @Nullable Node padded() {
        @Nullable Node node = parser.optional();
        return node == null ? null : padding(node);
    }

    /// The arrow reaches beyond what stands on it.
    private static Node padding(Node node) {
        return Node.of("mrow", Node.space(400), node, Node.space(400));
    }

    /// What is made of others, and what only changes how its argument counts.
    private Atom composed(String name) {
        return switch (name) {
            case "iff" -> relation("⟺");
            case "implies" -> relation("⟹");
            case "impliedby" -> relation("⟸");
            case "colon" -> new Atom(Node.operator(":", " lspace=\"0\""), Kind.PUNCTUATION);
            case "limsup" -> named("lim sup", Kind.LIMIT);
            case "liminf" -> named("lim inf", Kind.LIMIT);
            case "argmax" -> named("arg max", Kind.LIMIT);
            case "argmin" -> named("arg min", Kind.LIMIT);
            case "injlim" -> named("inj lim", Kind.LIMIT);
            case "projlim" -> named("proj lim", Kind.LIMIT);
            case "plim" -> named("plim", Kind.LIMIT);
            case "bmod" ->
                    new Atom(
                            Node.operator("mod", " lspace=\"0.222em\" rspace=\"0.222em\""),
                            Kind.INNER);
            case "pmod" -> modulus("mod", true);
            case "mod" -> modulus("mod", false);
            case "pod" -> modulus("", true);
            case "mathop" -> operator(parser.argument());
            case "mathbin" -> spaced(222, Kind.ORDINARY);
            case "mathrel" -> spaced(278, Kind.RELATION);
            case "mathord", "mathclose", "mathopen", "mathpunct", "mathinner" ->
                    Atom.ordinary(alone(parser.argument()));
            case "phantom" -> Atom.ordinary(Node.of("mphantom", parser.argument()));
            case "hphantom" -> Atom.ordinary(flat(Node.of("mphantom", parser.argument())));
            case "vphantom" ->
                    Atom.ordinary(
                            Node.of(
                                    "mpadded",
                                    new Node.Attributes(" width=\"0\""),
                                    Node.of("mphantom", parser.argument())));
            case "smash" -> Atom.ordinary(flat(parser.argument()));
            case "mathstrut" ->
                    Atom.ordinary(
                            Node.of(
                                    "mpadded",
                                    new Node.Attributes(" width=\"0\""),
                                    Node.of("mphantom", Node.operator("(", STILL))));
            case "TeX" -> Atom.ordinary(new Node.Leaf("mtext", "", "TeX"));
            case "LaTeX" -> Atom.ordinary(new Node.Leaf("mtext", "", "LaTeX"));
            default -> throw new NotUnderstood("\\" + name);
        };
    }

    private Node fraction(String attributes) {
        return parser.within(
                false,
                () -> {
                    Node above = parser.argument();
                    Node below = parser.argument();
                    return Node.of("mfrac", new Node.Attributes(attributes), above, below);
                });
    }

    private Node binomial() {
        return fenced("(", fraction(" linethickness=\"0\""), ")");
    }

    private static Node fenced(String open, Node inside, String close) {
        return Node.of(
                "mrow",
                Delimiters.fence(open, "prefix"),
                inside,
                Delimiters.fence(close, "postfix"));
    }

    private Node styled(boolean room, Supplier<Node> reading) {
        return Node.of("mstyle", style(room, 0), parser.within(room, reading));
    }

    private static Node.Attributes style(boolean room, int level) {
        return new Node.Attributes(" displaystyle=\"" + room + "\" scriptlevel=\"" + level + "\"");
    }

    private Node root() {
        @Nullable Node degree = parser.within(false, parser::optional);
        Node radicand = parser.argument();
        return degree == null ? Node.of("msqrt", radicand) : Node.of("mroot", radicand, degree);
    }

    private Atom text(String attributes) {
        in.expect("{");
        return Atom.ordinary(new Texts(in).read(attributes));
    }

    private Atom operatorName(Kind kind) {
        in.expect("{");
        String name = Texts.name(in.takeUntil('}'));
        return named(name, kind);
    }

    private static Atom named(String name, Kind kind) {
        boolean letter = name.codePointCount(0, name.length()) == 1;
        return new Atom(new Node.Leaf("mi", letter ? " mathvariant=\"normal\"" : "", name), kind);
    }

    private static Atom operator(Node node) {
        boolean sign = node instanceof Node.Leaf leaf && leaf.element().equals("mo");
        return new Atom(node, sign ? Kind.LARGE : Kind.LIMIT);
    }

    private Atom middle() {
        String delimiter = Delimiters.read(in);
        return new Atom(
                Node.operator(
                        delimiter,
                        " form=\"infix\" stretchy=\"true\" lspace=\"0.05em\" rspace=\"0.05em\""),
                Kind.RELATION);
    }

    private Atom negated() {
        Node node = parser.argument();
        if (node instanceof Node.Leaf(String element, String attributes, String text)) {
            String struck = Normalizer.normalize(text + "\u0338", Normalizer.Form.NFC);
            return new Atom(new Node.Leaf(element, attributes, struck), Kind.RELATION);
        }
        throw new NotUnderstood("\\not before more than a sign");
    }

    private Node marked(String marks, Supplier<Node> reading) {
        return Node.of("mrow", new Node.Attributes(" class=\"" + marks + "\""), reading.get());
    }

    private Atom bracketed(String open, String close) {
        return new Atom(
                Node.of(
                        "mrow",
                        Node.operator(open, " form=\"prefix\"" + STILL),
                        parser.argument(),
                        Node.operator(close, " form=\"postfix\"" + STILL)),
                Kind.INNER);
    }

    private static Atom nothing(String ignored) {
        return new Atom(Node.of("mrow"), Kind.SPACE);
    }

    private Atom tag(String open, String close) {
        Node text = new Node.Leaf("mtext", "", open + in.takeName() + close);
        return new Atom(Node.of("mrow", Node.space(2000), text), Kind.SPACE);
    }

    private static Atom relation(String arrow) {
        Node sign = Node.operator(arrow, " lspace=\"0.556em\" rspace=\"0.556em\"" + STILL);
        return new Atom(sign, Kind.RELATION);
    }

    private Atom modulus(String name, boolean bracketed) {
        Row row = new Row();
        row.add(Atom.space(444));
        if (bracketed) {
            row.add(Characters.of(new Symbols.Symbol(Kind.OPEN, "("), Alphabet.NORMAL));
        }
        if (!name.isEmpty()) {
            row.add(Atom.ordinary(new Node.Leaf("mi", "", name)));
            row.add(Atom.space(333));
        }
        row.add(Atom.ordinary(parser.argument()));
        if (bracketed) {
            row.add(Characters.of(new Symbols.Symbol(Kind.CLOSE, ")"), Alphabet.NORMAL));
        }
        return new Atom(row.node(), Kind.INNER);
    }

    private Atom spaced(int thousandths, Kind kind) {
        Node inside = alone(parser.argument());
        Node space = Node.space(thousandths);
        return new Atom(Node.of("mrow", space, inside, space), kind, Limits.BESIDE);
    }

    /// As high as nothing.
    private static Node flat(Node node) {
        return Node.of("mpadded", new Node.Attributes(" height=\"0\" depth=\"0\""), node);
    }

    /// A sign in a group of its own has no space around.
    static Node alone(Node node) {
        return node instanceof Node.Leaf(String element, String attributes, String text)
                        && element.equals("mo")
                        && attributes.isEmpty()
                ? new Node.Leaf(element, Characters.NO_SPACE, text)
                : node;
    }

    private static @Nullable Alphabet letters(String name) {
        return switch (name) {
            case "mathrm", "mathup", "mathnormal" ->
                    name.equals("mathnormal") ? Alphabet.NORMAL : Alphabet.UPRIGHT;
            case "mathbf", "bold", "symbf" -> Alphabet.BOLD;
            case "mathit" -> Alphabet.ITALIC;
            case "boldsymbol", "bm", "pmb" -> Alphabet.BOLD_ITALIC;
            case "mathcal", "mathscr" -> Alphabet.SCRIPT;
            case "mathfrak", "frak" -> Alphabet.FRAKTUR;
            case "mathbb", "Bbb" -> Alphabet.DOUBLE;
            case "mathsf" -> Alphabet.SANS;
            case "mathtt" -> Alphabet.MONOSPACE;
            default -> null;
        };
    }

    /// Whether a command is about everything that follows in its row.
    boolean isSwitch(String name) {
        return switch (name) {
            case "displaystyle",
                    "textstyle",
                    "scriptstyle",
                    "scriptscriptstyle",
                    "rm",
                    "bf",
                    "it",
                    "cal",
                    "sf",
                    "tt",
                    "over",
                    "atop",
                    "choose",
                    "brace",
                    "brack" ->
                    true;
            default -> false;
        };
    }

    /// The node that takes the place of the rest of a row.
    ///
    /// @param before what the row has so far; it is emptied if the switch takes it
    Node applySwitch(String name, Row before, Supplier<Node> rest) {
        return switch (name) {
            case "displaystyle" -> Node.of("mstyle", style(true, 0), parser.within(true, rest));
            case "textstyle" -> Node.of("mstyle", style(false, 0), parser.within(false, rest));
            case "scriptstyle" -> Node.of("mstyle", style(false, 1), parser.within(false, rest));
            case "scriptscriptstyle" ->
                    Node.of("mstyle", style(false, 2), parser.within(false, rest));
            case "rm" -> inLetters(Alphabet.UPRIGHT, rest);
            case "bf" -> inLetters(Alphabet.BOLD, rest);
            case "it" -> inLetters(Alphabet.ITALIC, rest);
            case "cal" -> inLetters(Alphabet.SCRIPT, rest);
            case "sf" -> inLetters(Alphabet.SANS, rest);
            case "tt" -> inLetters(Alphabet.MONOSPACE, rest);
            default -> divided(name, before.takeAll(), rest.get());
        };
    }

    private Node inLetters(Alphabet letters, Supplier<Node> rest) {
        parser.use(letters);
        return rest.get();
    }

    private static Node divided(String name, Node above, Node below) {
        String line = name.equals("over") ? "" : " linethickness=\"0\"";
        Node stack = Node.of("mfrac", new Node.Attributes(line), above, below);
        return switch (name) {
            case "choose" -> fenced("(", stack, ")");
            case "brace" -> fenced("{", stack, "}");
            case "brack" -> fenced("[", stack, "]");
            default -> stack;
        };
    }
}
