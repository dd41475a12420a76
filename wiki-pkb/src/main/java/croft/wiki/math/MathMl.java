package croft.wiki.math;

import java.util.Optional;

/// Formulas in TeX as MathML Core, which browsers draw by themselves and screen readers read.
///
/// What people write in notes is understood, not all of TeX: no macros, no colours, nothing that
/// reads or runs anything. Any thread; ends within its bounds for every input, and what it makes is
/// of elements and attributes known here, so that it needs no cleaning.
///
/// Some marks are classes that the style sheet `math.css` knows.
public final class MathMl {
    /// In characters. A page of dense mathematics has formulas of some hundred.
    static final int LONGEST = 8192;

    private MathMl() {}

    /// A `math` element, with the source as its annotation, for those who copy it.
    ///
    /// @param tex without its dollar signs
    /// @param display whether it stands on a line of its own
    /// @return empty if the formula is not understood: the caller shows its source
    public static Optional<String> of(String tex, boolean display) {
        String source = tex.strip();
        if (source.isEmpty()
                || source.length() > LONGEST
                || !source.codePoints().allMatch(MathMl::isText)) {
            return Optional.empty();
        }
        try {
            Node formula = new Parser(source, display).formula();
            StringBuilder xml = new StringBuilder(source.length() * 16);
            xml.append(display ? "<math display=\"block\"><semantics>" : "<math><semantics>");
            formula.write(xml);
            xml.append("<annotation encoding=\"application/x-tex\">");
            Xml.escape(source, xml);
            return Optional.of(xml.append("</annotation></semantics></math>").toString());
        } catch (NotUnderstood _) {
            return Optional.empty();
        }
    }

    /// Whether XML may hold it; marks that turn the direction of what is around them are none.
    private static boolean isText(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t' || point == '\r';
            case Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.FORMAT ->
                    false;
            default -> true;
        };
    }
}
