package croft.wiki.render;

import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/// `^name` at the end of a paragraph: what links to this block name it by. It stands last in the
/// paragraph; a paragraph that is nothing but a name names the block before it.
final class BlockName extends CustomNode {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final String name;

    private BlockName(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Its fragment, as Obsidian writes it in links.
    String id() {
        return "^" + name;
    }

    /// A block that a name behind it names.
    static final class Named extends CustomBlock {
        private final BlockName name;

        private Named(BlockName name) {
            this.name = name;
        }

        BlockName name() {
            return name;
        }
    }

    /// Finds them.
    static final class Finder extends AbstractVisitor implements PostProcessor {
        @Override
        public Node process(Node document) {
            document.accept(this);
            return document;
        }

        @Override
        public void visit(Heading heading) {
            // Its own name leads to it.
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (!(paragraph.getLastChild() instanceof Text text)) {
                return;
            }
            String literal = text.getLiteral();
            int mark = literal.lastIndexOf('^');
            if (mark < 0 || !NAME.matcher(literal.substring(mark + 1)).matches()) {
                return;
            }
            BlockName name = new BlockName(literal.substring(mark + 1));
            if (mark > 0) {
                if (Character.isWhitespace(literal.charAt(mark - 1))) {
                    text.setLiteral(literal.substring(0, mark).stripTrailing());
                    paragraph.appendChild(name);
                }
            } else if (text.getPrevious() instanceof SoftLineBreak line) {
                text.unlink();
                line.unlink();
                paragraph.appendChild(name);
            } else if (text.getPrevious() == null && paragraph.getPrevious() != null) {
                Node before = paragraph.getPrevious();
                Named named = new Named(name);
                before.insertAfter(named);
                named.appendChild(before);
                paragraph.unlink();
            }
        }
    }
}
