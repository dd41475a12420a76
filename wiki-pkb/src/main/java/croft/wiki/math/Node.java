package croft.wiki.math;

import java.util.List;

/// An element of MathML Core.
sealed interface Node {
    /// As XML.
    void write(StringBuilder xml);

    /// Without children and text.
    static Node empty(String element, String attributes) {
        return new Branch(element, attributes, List.of());
    }

    static Node of(String element, Node... children) {
        return new Branch(element, "", List.of(children));
    }

    static Node of(String element, Attributes attributes, Node... children) {
        return new Branch(element, attributes.text(), List.of(children));
    }

    /// The nodes beside each other: one by itself, or in an `mrow`.
    static Node row(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : new Branch("mrow", "", nodes);
    }

    static Node operator(String text, String attributes) {
        return new Leaf("mo", attributes, text);
    }

    /// Nothing, as wide as said; to the left if negative.
    ///
    /// @param em thousandths
    static Node space(int em) {
        return em < 0
                ? empty("mspace", " class=\"back" + -em + "\"")
                : empty("mspace", " width=\"" + em / 1000.0 + "em\"");
    }

    /// Of an element, as XML has them, each after a space; made of constants only.
    record Attributes(String text) {}

    /// An element with text.
    ///
    /// @param attributes as XML has them, each after a space; made of constants only
    record Leaf(String element, String attributes, String text) implements Node {
        @Override
        public void write(StringBuilder xml) {
            xml.append('<').append(element).append(attributes).append('>');
            Xml.escape(text, xml);
            xml.append("</").append(element).append('>');
        }
    }

    /// An element with elements.
    ///
    /// @param attributes as XML has them, each after a space; made of constants only
    record Branch(String element, String attributes, List<Node> children) implements Node {
        public Branch {
            children = List.copyOf(children);
        }

        @Override
        public void write(StringBuilder xml) {
            xml.append('<').append(element).append(attributes).append('>');
            children.forEach(child -> child.write(xml));
            xml.append("</").append(element).append('>');
        }
    }
}
