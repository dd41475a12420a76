package croft.wiki.math;

import croft.wiki.math.Cursor.Token;
import java.util.ArrayList;
import java.util.List;

/// Environments: matrices, cases, equations below each other.
final class Tables {
    /// In cells, far beyond what a page shows: a browser lays out a table by all of them.
    private static final int LARGEST = 2000;

    private static final String ROOM = " displaystyle=\"true\"";

    private Tables() {}

    /// From behind `\begin`.
    static Atom environment(Parser parser, Cursor in) {
        String name = in.takeName();
        String plain = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
        return switch (plain) {
            case "matrix" -> matrix(parser, in, name, "", "");
            case "pmatrix" -> matrix(parser, in, name, "(", ")");
            case "bmatrix" -> matrix(parser, in, name, "[", "]");
            case "Bmatrix" -> matrix(parser, in, name, "{", "}");
            case "vmatrix" -> matrix(parser, in, name, "|", "|");
            case "Vmatrix" -> matrix(parser, in, name, "‖", "‖");
            case "smallmatrix" ->
                    Atom.ordinary(small(body(parser, in, name, false, Columns.centred())));
            case "array", "subarray" -> {
                Columns columns = Columns.of(in.takeName());
                yield Atom.ordinary(table("", body(parser, in, name, false, columns)));
            }
            case "cases" -> cases(parser, in, name, "{", "");
            case "rcases" -> cases(parser, in, name, "", "}");
            case "dcases" -> cases(parser, in, name, "{", "");
            case "drcases" -> cases(parser, in, name, "", "}");
            case "aligned", "align", "split", "eqnarray" -> aligned(parser, in, name);
            case "alignedat", "alignat" -> {
                in.takeName();
                yield aligned(parser, in, name);
            }
            case "gathered", "gather", "multline", "equation" ->
                    Atom.ordinary(
                            table(
                                    ROOM + " class=\"lines\"",
                                    body(parser, in, name, true, Columns.centred())));
            default -> throw new NotUnderstood("\\begin{" + name + "}");
        };
    }

    /// Lines below each other, from behind `\substack`.
    static Atom stack(Parser parser, Cursor in) {
        in.expect("{");
        List<Node> rows = rows(parser, in, false, Columns.centred());
        in.expect("}");
        return Atom.ordinary(small(rows));
    }

    /// Lines that stand below each other in no environment.
    static Node lines(List<Node> lines) {
        List<Node> rows = lines.stream().map(line -> Node.of("mtr", Node.of("mtd", line))).toList();
        return table(ROOM + " class=\"lines\"", rows);
    }

    /// Takes what ends a line, with the space that it may ask for.
    static boolean takeLineEnd(Cursor in) {
        Token token = in.peek();
        if (!token.isCommand("\\") && !token.isCommand("cr") && !token.isCommand("newline")) {
            return false;
        }
        in.take();
        in.takeIf("*");
        if (in.raw() == '[') {
            in.takeUntil(']');
        }
        return true;
    }

    private static Atom matrix(Parser parser, Cursor in, String name, String open, String close) {
        Columns columns = Columns.centred();
        if (name.endsWith("*") && in.takeIf("[")) {
            columns = Columns.all(in.takeUntil(']').strip());
        }
        Node table = table("", body(parser, in, name, false, columns));
        return new Atom(open.isEmpty() ? table : Delimiters.fenced(open, table, close), Kind.INNER);
    }

    private static Atom cases(Parser parser, Cursor in, String name, String open, String close) {
        boolean room = name.startsWith("d");
        Node table =
                table(
                        (room ? ROOM : "") + " class=\"cases\"",
                        body(parser, in, name, room, Columns.centred()));
        return new Atom(Delimiters.fenced(open, table, close), Kind.INNER);
    }

    private static Atom aligned(Parser parser, Cursor in, String name) {
        return Atom.ordinary(
                table(
                        ROOM
                                + (name.startsWith("eqnarray")
                                        ? " class=\"eqnarray\""
                                        : " class=\"aligned\""),
                        body(parser, in, name, true, Columns.centred())));
    }

    private static Node small(List<Node> rows) {
        return Node.of(
                "mstyle",
                new Node.Attributes(" displaystyle=\"false\" scriptlevel=\"1\""),
                table(" class=\"small\"", rows));
    }

    private static Node table(String attributes, List<Node> rows) {
        return new Node.Branch("mtable", attributes, rows);
    }

    private static List<Node> body(
            Parser parser, Cursor in, String name, boolean room, Columns columns) {
        List<Node> rows = rows(parser, in, room, columns);
        if (!in.take().isCommand("end") || !in.takeName().equals(name)) {
            throw new NotUnderstood("\\begin{" + name + "} without its end");
        }
        return rows;
    }

    private static List<Node> rows(Parser parser, Cursor in, boolean room, Columns columns) {
        List<Node> rows = new ArrayList<>();
        int cells = 0;
        do {
            boolean line = takeLines(in);
            if (isEnd(in) && !rows.isEmpty()) {
                // A line's end behind the last line begins no other; rules there are its lower
                // ones.
                if (line) {
                    rows.set(rows.size() - 1, ruledBelow(rows.getLast()));
                }
                break;
            }
            List<Node> row = new ArrayList<>();
            do {
                Node cell = parser.within(room, parser::row);
                row.add(Node.of("mtd", columns.attributes(row.size()), cell));
                if (++cells > LARGEST) {
                    throw new NotUnderstood("a table of more than " + LARGEST + " cells");
                }
            } while (in.takeIf("&"));
            rows.add(new Node.Branch("mtr", line ? " class=\"above\"" : "", row));
        } while (takeLineEnd(in));
        return rows;
    }

    private static boolean isEnd(Cursor in) {
        return in.peek().isCommand("end") || in.peek().is("}");
    }

    private static boolean takeLines(Cursor in) {
        boolean line = false;
        while (in.peek().isCommand("hline") || in.peek().isCommand("hdashline")) {
            in.take();
            line = true;
        }
        return line;
    }

    private static Node ruledBelow(Node row) {
        return row instanceof Node.Branch(String element, String attributes, List<Node> cells)
                ? new Node.Branch(
                        element,
                        attributes.isEmpty() ? " class=\"below\"" : " class=\"above below\"",
                        cells)
                : row;
    }
}
