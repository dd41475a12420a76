package croft.wiki.render;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/// `[ ]` or `[x]` at the beginning of a list's item. It stands first in the item's paragraph.
///
/// As in Obsidian any character between the brackets but a space says that it is done in some way.
final class Task extends CustomNode {
    private final boolean done;

    private Task(boolean done) {
        this.done = done;
    }

    boolean done() {
        return done;
    }

    /// Whether an item is one.
    static boolean isOne(Node item) {
        return item.getFirstChild() instanceof Paragraph paragraph
                && paragraph.getFirstChild() instanceof Task;
    }

    /// Finds them.
    static final class Finder extends AbstractVisitor implements PostProcessor {
        @Override
        public Node process(Node document) {
            document.accept(this);
            return document;
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (paragraph.getParent() instanceof ListItem item
                    && paragraph.equals(item.getFirstChild())
                    && paragraph.getFirstChild() instanceof Text text
                    && !(text instanceof EscapedBracket)) {
                String literal = text.getLiteral();
                int width = literal.isEmpty() ? 0 : literal.offsetByCodePoints(0, 1);
                if (width == 1 && literal.charAt(0) == '[' && literal.length() >= 4) {
                    mark(paragraph, text, literal);
                }
            }
        }

        private static void mark(Paragraph paragraph, Text text, String literal) {
            int close = literal.offsetByCodePoints(1, 1);
            if (close + 1 >= literal.length()
                    || literal.charAt(close) != ']'
                    || !Character.isWhitespace(literal.charAt(close + 1))) {
                return;
            }
            boolean done = !Character.isWhitespace(literal.codePointAt(1));
            String rest = literal.substring(close + 1).stripLeading();
            if (rest.isEmpty() && text.getNext() == null) {
                return;
            }
            text.setLiteral(rest);
            paragraph.prependChild(new Task(done));
        }
    }
}
