package croft.wiki.math;

import croft.wiki.math.Atom.Limits;
import croft.wiki.math.Cursor.Token;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The scripts behind an atom: exponents, indices, primes, limits.
final class Scripts {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ";

    private final Cursor in;
    private final Supplier<Node> script;
    private int primes;
    private @Nullable Node below;
    private @Nullable Node above;

    /// @param script reads one
    Scripts(Cursor in, Supplier<Node> script) {
        this.in = in;
        this.script = script;
    }

    /// Whether a token begins a script.
    static boolean begin(Token token) {
        return !token.command()
                && !token.isEnd()
                && ("^_'’".contains(token.text())
                        || RAISED.contains(token.text())
                        || LOWERED.contains(token.text()));
    }

    /// Takes the scripts that follow, if any do.
    Atom on(Atom base, boolean room) {
        while (begin(in.peek())) {
            String sign = in.take().text();
            switch (sign) {
                case "'", "’" -> prime();
                case "^" -> above = once(above, script.get());
                case "_" -> below = once(below, script.get());
                default -> {
                    if (RAISED.contains(sign)) {
                        above = once(above, characters(sign, RAISED));
                    } else {
                        below = once(below, characters(sign, LOWERED));
                    }
                }
            }
        }
        return set(base, room);
    }

    private void prime() {
        if (above != null) {
            throw new NotUnderstood("a prime behind an exponent");
        }
        primes++;
    }

    private static Node once(@Nullable Node already, Node node) {
        if (already != null) {
            throw new NotUnderstood("two scripts in one place");
        }
        return node;
    }

    /// Characters that are scripts by themselves, such as `²`.
    private Node characters(String first, String all) {
        StringBuilder text = new StringBuilder(first);
        while (!in.peek().isEnd() && !in.peek().command() && all.contains(in.peek().text())) {
            text.append(in.take().text());
        }
        Row row = new Row();
        Cursor plain = new Cursor(Normalizer.normalize(text, Normalizer.Form.NFKC));
        while (!plain.peek().isEnd()) {
            row.add(Characters.atom(plain.take().text(), plain, Alphabet.NORMAL, false));
        }
        return row.node();
    }

    private Atom set(Atom base, boolean room) {
        Node upper = withPrimes();
        if (below == null && upper == null) {
            return base;
        }
        boolean stacked =
                base.limits() == Limits.BELOW_AND_ABOVE
                        || (base.limits() == Limits.WHERE_THERE_IS_ROOM && room);
        Node node = stacked && !room ? still(base.node()) : base.node();
        return new Atom(set(node, below, upper, stacked), base.kind(), Limits.BESIDE);
    }

    private static Node set(
            Node base, @Nullable Node below, @Nullable Node above, boolean stacked) {
        if (below == null) {
            return above == null ? base : Node.of(stacked ? "mover" : "msup", base, above);
        }
        return above == null
                ? Node.of(stacked ? "munder" : "msub", base, below)
                : Node.of(stacked ? "munderover" : "msubsup", base, below, above);
    }

    /// An operator whose limits stay where they are though they have no room.
    private static Node still(Node base) {
        return base instanceof Node.Leaf(String element, String attributes, String text)
                        && element.equals("mo")
                ? new Node.Leaf(element, attributes + " movablelimits=\"false\"", text)
                : base;
    }

    private @Nullable Node withPrimes() {
        if (primes == 0) {
            return above;
        }
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.operator("′".repeat(primes), Characters.PRIME));
        if (above != null) {
            nodes.add(above);
        }
        return Node.row(nodes);
    }
}
