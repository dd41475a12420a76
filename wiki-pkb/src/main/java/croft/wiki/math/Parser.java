package croft.wiki.math;

import croft.wiki.math.Atom.Limits;
import croft.wiki.math.Cursor.Token;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a formula: rows of atoms with their scripts. What a command does with its arguments is in
/// [Commands]; what characters are is in [Characters].
///
/// For one formula and one thread. Ends for every input: each step takes at least one character,
/// and groups do not nest beyond a bound.
final class Parser {
    /// Groups, arguments and environments within each other. A person does not write more than ten.
    private static final int DEEPEST = 40;

    private final Cursor in;
    private final Commands commands;
    private int depth;
    private boolean display;
    private Alphabet alphabet = Alphabet.NORMAL;

    Parser(String tex, boolean display) {
        this.in = new Cursor(Normalizer.normalize(tex, Normalizer.Form.NFC));
        this.display = display;
        this.commands = new Commands(this, in);
    }

    /// The whole formula.
    Node formula() {
        Node first = row();
        if (in.peek().isEnd()) {
            return first;
        }
        List<Node> lines = new ArrayList<>(List.of(first));
        while (Tables.takeLineEnd(in)) {
            lines.add(row());
        }
        if (!in.peek().isEnd()) {
            throw new NotUnderstood(in.peek().text());
        }
        return Tables.lines(lines);
    }

    /// All up to what ends a row, which stays.
    Node row() {
        return row(false);
    }

    private Node row(boolean bracketEnds) {
        if (++depth > DEEPEST) {
            throw new NotUnderstood("groups within groups");
        }
        Alphabet outer = alphabet;
        boolean room = display;
        Row row = new Row();
        while (!in.peek().endsRow() && !(bracketEnds && in.peek().is("]"))) {
            if (in.peek().command() && commands.isSwitch(in.peek().text())) {
                // Of everything that follows in this row.
                Node rest = commands.applySwitch(in.take().text(), row, () -> row(bracketEnds));
                row.add(Atom.ordinary(rest));
                break;
            }
            step(row);
        }
        alphabet = outer;
        display = room;
        depth--;
        return row.node();
    }

    private void step(Row row) {
        if (!Scripts.begin(in.peek())) {
            row.add(atom(false));
        } else if (row.isEmpty()) {
            row.add(Atom.ordinary(Node.of("mrow")));
        }
        if (Scripts.begin(in.peek()) || saysLimits(in.peek())) {
            row.add(scripted(row.takeLast()));
        }
    }

    private static boolean saysLimits(Token token) {
        return token.isCommand("limits") || token.isCommand("nolimits");
    }

    private Atom scripted(Atom base) {
        Limits limits = base.limits();
        while (saysLimits(in.peek())) {
            if (!base.kind().takesLimits()) {
                throw new NotUnderstood("limits of what has none");
            }
            limits = in.take().text().equals("limits") ? Limits.BELOW_AND_ABOVE : Limits.BESIDE;
        }
        return new Scripts(in, this::script)
                .on(new Atom(base.node(), base.kind(), limits), display);
    }

    private Node script() {
        return within(false, this::argument);
    }

    /// One argument: a group in braces or a single atom.
    Node argument() {
        if (!in.takeIf("{")) {
            return atom(true).node();
        }
        Node node = row();
        in.expect("}");
        return node;
    }

    /// An argument in brackets; null if there is none.
    @Nullable Node optional() {
        if (!in.takeIf("[")) {
            return null;
        }
        Node node = row(true);
        in.expect("]");
        return node;
    }

    /// An argument in letters of an alphabet.
    Node argument(Alphabet letters) {
        Alphabet outer = alphabet;
        alphabet = letters;
        Node node = argument();
        alphabet = outer;
        return node;
    }

    /// What is read while limits have room to stand below and above, or have none.
    <T> T within(boolean room, Supplier<T> reading) {
        boolean outer = display;
        display = room;
        T read = reading.get();
        display = outer;
        return read;
    }

    boolean hasRoom() {
        return display;
    }

    /// Letters of the rest of a row.
    void use(Alphabet letters) {
        alphabet = letters;
    }

    /// @param alone whether a digit is a number by itself, as in `\frac12`
    private Atom atom(boolean alone) {
        Token token = in.take();
        if (token.endsRow()) {
            throw new NotUnderstood(token.text() + " in place of something");
        }
        if (token.command()) {
            if (++depth > DEEPEST) {
                throw new NotUnderstood("commands within commands");
            }
            Atom atom = commands.atom(token.text(), alphabet);
            depth--;
            return atom;
        }
        if (token.is("{")) {
            Node node = row();
            in.expect("}");
            return Atom.ordinary(Commands.alone(node));
        }
        return Characters.atom(token.text(), in, alphabet, alone);
    }
}
