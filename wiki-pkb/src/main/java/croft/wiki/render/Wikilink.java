package croft.wiki.render;

import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/// `[[target#heading|label]]`, and with a `!` before it what is to be shown in its place.
final class Wikilink extends CustomNode {
    private final String target;
    private final Optional<String> heading;
    private final Optional<String> label;
    private final boolean embedded;

    private Wikilink(
            String target, Optional<String> heading, Optional<String> label, boolean embedded) {
        this.target = target;
        this.heading = heading;
        this.label = label;
        this.embedded = embedded;
    }

    /// Reads what stands between the brackets.
    ///
    /// @return empty if it names nothing
    static Optional<Wikilink> of(String text, boolean embedded) {
        // In a table the bar is written with a backslash before it.
        String plain = text.replace("\\|", "|");
        int bar = plain.indexOf('|');
        String name = bar < 0 ? plain : plain.substring(0, bar);
        Optional<String> label =
                bar < 0 ? Optional.empty() : filled(plain.substring(bar + 1).strip());
        int hash = name.indexOf('#');
        String target = (hash < 0 ? name : name.substring(0, hash)).strip();
        // `a#b#c` leads to the heading c below the heading b.
        Optional<String> heading =
                hash < 0
                        ? Optional.empty()
                        : filled(name.substring(name.lastIndexOf('#') + 1).strip());
        if ((target.isEmpty() && heading.isEmpty()) || name.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Wikilink(target, heading, label, embedded));
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// What is linked to, without context.
    Facts.Link link() {
        return new Facts.Link(target, heading, Facts.Kind.WIKI, embedded, "");
    }

    Optional<String> label() {
        return label;
    }

    boolean isEmbedded() {
        return embedded;
    }

    /// What a reader sees of it.
    String words() {
        return label.orElseGet(() -> {
            Optional<String> part = heading.filter(name -> !name.startsWith("^"));
            return target.isEmpty()
                    ? part.orElse(heading.orElse(""))
                    : target + part.map(name -> " › " + name).orElse("");
        });
    }

    /// Takes the closing brackets away that [WikilinkProcessor] left.
    static final class Finish extends AbstractVisitor implements PostProcessor {
        @Override
        public Node process(Node document) {
            document.accept(this);
            return document;
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof Wikilink
                    && node.getNext() instanceof Text text
                    && text.getLiteral().startsWith("]")) {
                text.setLiteral(text.getLiteral().substring(1));
                if (text.getLiteral().isEmpty()) {
                    text.unlink();
                }
            }
            super.visit(node);
        }

        @Override
        protected void visitChildren(Node parent) {
            // What comes next may just have been taken away.
            for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
                node.accept(this);
            }
        }
    }
}
