package croft.wiki.math;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Atoms beside each other, as they are read; in the end one node, with what TeX sets between them
/// and MathML does not: the application of functions, and signs that are of what follows.
final class Row {
    private static final int THIN = 167;
    private static final String APPLIED = "\u2061";

    private final List<Atom> atoms = new ArrayList<>();

    void add(Atom atom) {
        atoms.add(atom);
    }

    boolean isEmpty() {
        return atoms.isEmpty();
    }

    /// Takes what scripts are set on: the last atom, or all from the opening delimiter that it
    /// closes.
    Atom takeLast() {
        Atom last = atoms.removeLast();
        if (last.kind() != Kind.CLOSE) {
            return last;
        }
        int depth = 1;
        for (int i = atoms.size() - 1; i >= 0; i--) {
            Kind kind = atoms.get(i).kind();
            depth += kind == Kind.CLOSE ? 1 : kind == Kind.OPEN ? -1 : 0;
            if (depth == 0) {
                Row inside = new Row();
                List<Atom> taken = atoms.subList(i, atoms.size());
                taken.forEach(inside::add);
                taken.clear();
                inside.add(last);
                return new Atom(inside.node(), Kind.INNER);
            }
        }
        return last;
    }

    /// Takes all.
    Node takeAll() {
        Node node = node();
        atoms.clear();
        return node;
    }

    Node node() {
        return Node.row(nodes());
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            @Nullable Kind before = neighbour(i, -1);
            @Nullable Kind behind = neighbour(i, 1);
            boolean function = atom.kind().isFunction();
            if (function && before != null && before.isFactor() && touches(i, -1)) {
                nodes.add(Node.space(THIN));
            }
            nodes.add(atoms.size() > 1 ? fitted(atom, before, behind) : atom.node());
            if (function && behind != null && behind != Kind.CLOSE) {
                nodes.add(Node.operator(APPLIED, ""));
                if (behind != Kind.OPEN && touches(i, 1) && !isFence(behind)) {
                    nodes.add(Node.space(THIN));
                }
            }
        }
        return nodes;
    }

    /// An operator that has nothing on one side is not between two things, and wants no space.
    private static Node fitted(Atom atom, @Nullable Kind before, @Nullable Kind behind) {
        if (atom.kind() != Kind.BINARY
                || !(atom.node() instanceof Node.Leaf(String element, String attributes, var text))
                || !attributes.isEmpty()) {
            return atom.node();
        }
        String space = text.equals("+") || text.equals("−") ? "" : " lspace=\"0\" rspace=\"0\"";
        if (before == null || before.isBeforeSign()) {
            return new Node.Leaf(element, " form=\"prefix\"" + space, text);
        }
        boolean last =
                behind == null
                        || behind == Kind.CLOSE
                        || behind == Kind.RELATION
                        || behind == Kind.PUNCTUATION;
        return last
                ? new Node.Leaf(element, " form=\"postfix\" lspace=\"0\" rspace=\"0\"", text)
                : atom.node();
    }

    private static boolean isFence(Kind kind) {
        return kind == Kind.RELATION || kind == Kind.PUNCTUATION || kind == Kind.BINARY;
    }

    private boolean touches(int index, int step) {
        return atoms.get(index + step).kind() != Kind.SPACE;
    }

    private @Nullable Kind neighbour(int index, int step) {
        for (int i = index + step; i >= 0 && i < atoms.size(); i += step) {
            if (atoms.get(i).kind() != Kind.SPACE) {
                return atoms.get(i).kind();
            }
        }
        return null;
    }
}
