package croft.wiki.math;

import java.io.IOException;
import java.io.StringReader;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// MathML as words that say what is set where, the form that `temml.mjs` writes too: without rows
/// within rows, spaces, invisible operators and attributes.
final class Structure {
    private static final Set<String> LEAVES = Set.of("mi", "mo", "mn", "mtext");
    private static final Set<String> ROWS = Set.of("mtd", "msqrt", "mphantom");

    private Structure() {}

    static String of(String mathMl) {
        return String.join(" ", words(parsed(mathMl)));
    }

    /// Fails for what is not well formed.
    static Element parsed(String mathMl) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(mathMl)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(mathMl, e);
        }
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static List<String> words(Element element) {
        String name = element.getTagName();
        if (LEAVES.contains(name)) {
            return leaf(element);
        }
        if (ROWS.contains(name)) {
            return List.of("(" + name + " " + bracketed(inside(element)) + ")");
        }
        return switch (name) {
            case "mspace", "annotation" -> List.of();
            case "mrow" ->
                    element.getAttribute("class").isEmpty()
                            ? inside(element)
                            : List.of(
                                    "("
                                            + element.getAttribute("class")
                                            + " "
                                            + bracketed(inside(element))
                                            + ")");
            case "math", "semantics", "mstyle", "mpadded" -> inside(element);
            case "mtr" -> List.of("(mtr " + cells(element) + ")");
            case "mfrac" ->
                    List.of(
                            "("
                                    + (element.getAttribute("linethickness").equals("0")
                                            ? "stack"
                                            : "mfrac")
                                    + " "
                                    + arguments(element)
                                    + ")");
            default -> List.of("(" + name + " " + arguments(element) + ")");
        };
    }

    private static List<String> inside(Element element) {
        return children(element).stream().flatMap(child -> words(child).stream()).toList();
    }

    private static String arguments(Element element) {
        return children(element).stream()
                .map(child -> bracketed(words(child)))
                .collect(Collectors.joining(" "));
    }

    private static String cells(Element row) {
        List<String> cells =
                new ArrayList<>(
                        children(row).stream().map(cell -> bracketed(words(cell))).toList());
        while (!cells.isEmpty() && cells.getLast().equals("[(mtd [])]")) {
            cells.removeLast();
        }
        return String.join(" ", cells);
    }

    private static String bracketed(List<String> words) {
        return "[" + String.join(" ", words) + "]";
    }

    private static List<String> leaf(Element leaf) {
        String name = leaf.getTagName();
        String content = leaf.getTextContent();
        String text =
                (name.equals("mtext")
                                ? Normalizer.normalize(content, Normalizer.Form.NFKC)
                                : content)
                        .replaceAll("[\\s\u2061\u00A0\u2009\uFE0E]", "");
        if (text.isEmpty()) {
            return List.of();
        }
        if (Character.isLetter(text.codePointAt(0))) {
            boolean upright = leaf.getAttribute("mathvariant").equals("normal");
            return List.of((upright ? "upright " : "") + text);
        }
        return name.equals("mn")
                ? List.of(text.split("(?<=,)|(?=,)", -1))
                : text.codePoints().mapToObj(Character::toString).toList();
    }
}
