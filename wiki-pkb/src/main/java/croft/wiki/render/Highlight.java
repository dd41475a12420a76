package croft.wiki.render;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.Text;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/// `==words==`.
final class Highlight extends CustomNode {
    /// Finds them.
    static final class Delimiters implements DelimiterProcessor {
        @Override
        public char getOpeningCharacter() {
            return '=';
        }

        @Override
        public char getClosingCharacter() {
            return '=';
        }

        @Override
        public int getMinLength() {
            return 2;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            // As with ~~: exactly two, so that rows of equals signs stay as they are.
            if (opening.length() != 2 || closing.length() != 2) {
                return 0;
            }
            Text opener = opening.getOpener();
            Highlight highlight = new Highlight();
            for (Node node : Nodes.between(opener, closing.getCloser())) {
                highlight.appendChild(node);
            }
            opener.insertAfter(highlight);
            return 2;
        }
    }
}
