package croft.wiki.render;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/// `> [!warning]- Title`: a quotation that is set apart. Its first child is its [Title].
final class Callout extends CustomBlock {
    private static final Pattern HEAD =
            Pattern.compile("\\[!([^\\[\\]|]{1,50})(?:\\|[^\\[\\]]{0,100})?]([+-]?)(?:\\s+|$)");

    private final CalloutKind kind;
    private final Fold fold;

    private Callout(CalloutKind kind, Fold fold) {
        this.kind = kind;
        this.fold = fold;
    }

    CalloutKind kind() {
        return kind;
    }

    Fold fold() {
        return fold;
    }

    /// Whether a reader can fold it away.
    enum Fold {
        NONE,
        OPEN,
        CLOSED
    }

    /// What stands on its first line.
    static final class Title extends CustomBlock {
        private final Optional<String> standard;

        private Title(Optional<String> standard) {
            this.standard = standard;
        }

        /// The name of its kind, where the author gave it no title.
        Optional<String> standard() {
            return standard;
        }
    }

    /// Makes them of quotations.
    static final class Finder extends AbstractVisitor implements PostProcessor {
        @Override
        public Node process(Node document) {
            document.accept(this);
            return document;
        }

        @Override
        public void visit(Paragraph paragraph) {
            // Nothing inside.
        }

        @Override
        public void visit(BlockQuote quote) {
            visitChildren(quote);
            if (!(quote.getFirstChild() instanceof Paragraph first)
                    || !(first.getFirstChild() instanceof Text text)
                    || text instanceof EscapedBracket) {
                return;
            }
            Matcher head = HEAD.matcher(text.getLiteral());
            if (!head.lookingAt()) {
                return;
            }
            String rest = text.getLiteral().substring(head.end());
            if (rest.isEmpty()) {
                text.unlink();
            } else {
                text.setLiteral(rest);
            }
            replace(quote, first, head.group(1).strip(), head.group(2));
        }

        private static void replace(BlockQuote quote, Paragraph first, String word, String sign) {
            Callout callout =
                    new Callout(
                            CalloutKind.of(word),
                            switch (sign) {
                                case "+" -> Fold.OPEN;
                                case "-" -> Fold.CLOSED;
                                default -> Fold.NONE;
                            });
            Title title =
                    new Title(
                            first.getFirstChild() == null
                                            || first.getFirstChild() instanceof SoftLineBreak
                                    ? Optional.of(name(word))
                                    : Optional.empty());
            Node node = first.getFirstChild();
            while (node != null && !(node instanceof SoftLineBreak)) {
                Node next = node.getNext();
                title.appendChild(node);
                node = next;
            }
            if (node != null) {
                node.unlink();
            }
            if (first.getFirstChild() == null) {
                first.unlink();
            }
            callout.appendChild(title);
            for (Node child = quote.getFirstChild(); child != null; ) {
                Node next = child.getNext();
                callout.appendChild(child);
                child = next;
            }
            quote.insertAfter(callout);
            quote.unlink();
        }

        private static String name(String word) {
            String spaced = word.replace('-', ' ').toLowerCase(Locale.ROOT);
            int first = spaced.offsetByCodePoints(0, 1);
            return spaced.substring(0, first).toUpperCase(Locale.ROOT) + spaced.substring(first);
        }
    }
}
