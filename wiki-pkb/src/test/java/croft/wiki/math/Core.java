package croft.wiki.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What MathML Core (https://www.w3.org/TR/mathml-core/) knows: elements, how many children they
/// have, and their attributes.
final class Core {
    private static final Set<String> ROWS =
            Set.of("math", "mrow", "mstyle", "mpadded", "mphantom", "msqrt", "mtd");
    private static final Set<String> LEAVES = Set.of("mi", "mn", "mo", "mtext", "annotation");
    private static final Map<String, Integer> ARGUMENTS =
            Map.ofEntries(
                    Map.entry("semantics", 2),
                    Map.entry("mfrac", 2),
                    Map.entry("mroot", 2),
                    Map.entry("msub", 2),
                    Map.entry("msup", 2),
                    Map.entry("msubsup", 3),
                    Map.entry("munder", 2),
                    Map.entry("mover", 2),
                    Map.entry("munderover", 3),
                    Map.entry("mspace", 0));
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "accent",
                    "accentunder",
                    "class",
                    "depth",
                    "display",
                    "displaystyle",
                    "encoding",
                    "fence",
                    "form",
                    "height",
                    "linethickness",
                    "lspace",
                    "mathvariant",
                    "maxsize",
                    "minsize",
                    "movablelimits",
                    "rspace",
                    "scriptlevel",
                    "stretchy",
                    "symmetric",
                    "width");

    private Core() {}

    static void check(Element element) {
        String name = element.getTagName();
        int children = Structure.children(element).size();
        if (LEAVES.contains(name)) {
            assertThat(children).as(name).isZero();
        } else {
            for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
                assertThat(node).as("inside of " + name).isInstanceOf(Element.class);
            }
        }
        switch (name) {
            case "mtable" ->
                    Structure.children(element)
                            .forEach(row -> assertThat(row.getTagName()).isEqualTo("mtr"));
            case "mtr" ->
                    Structure.children(element)
                            .forEach(cell -> assertThat(cell.getTagName()).isEqualTo("mtd"));
            default -> {
                if (!ROWS.contains(name) && !LEAVES.contains(name)) {
                    assertThat(ARGUMENTS).containsKey(name);
                    assertThat(children).as(name).isEqualTo(ARGUMENTS.get(name));
                }
            }
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            assertThat(ATTRIBUTES).contains(element.getAttributes().item(i).getNodeName());
        }
        Structure.children(element).forEach(Core::check);
    }
}
