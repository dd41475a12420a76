package croft.wiki.render;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;

/// Reads the inside of a block in pieces when it has very many brackets.
///
/// The parser remembers every opening bracket of a block that nothing closed, and looks at all of
/// them for every link, so its time would grow with the square of their number. A piece ends at the
/// end of a line where it can.
final class LongInlines implements InlineParser {
    /// Links never reach over this many brackets in anything that a person wrote.
    private static final int BRACKETS = 1_000;

    private final InlineParser parser;

    LongInlines(InlineParserContext context) {
        // The parser has no other way to say: the usual one.
        parser = new InlineParserImpl(context);
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        int brackets = 0;
        for (SourceLine line : lines.getLines()) {
            brackets += brackets(line.getContent());
        }
        if (brackets <= BRACKETS) {
            parser.parse(lines, block);
            return;
        }
        List<SourceLine> piece = new ArrayList<>();
        brackets = 0;
        for (SourceLine line : lines.getLines()) {
            int more = brackets(line.getContent());
            if (brackets + more > BRACKETS && !piece.isEmpty()) {
                flush(piece, block);
                piece.clear();
                block.appendChild(new SoftLineBreak());
                brackets = 0;
            }
            SourceLine rest = line;
            while (more > BRACKETS) {
                int cut = cut(rest.getContent());
                SourceLine begin = rest.substring(0, cut);
                flush(List.of(begin), block);
                rest = rest.substring(cut, rest.getContent().length());
                more -= brackets(begin.getContent());
            }
            piece.add(rest);
            brackets += more;
        }
        flush(piece, block);
    }

    private void flush(List<SourceLine> piece, Node block) {
        Paragraph part = new Paragraph();
        parser.parse(SourceLines.of(List.copyOf(piece)), part);
        for (Node node = part.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            block.appendChild(node);
            node = next;
        }
    }

    private static int brackets(CharSequence text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == '[' ? 1 : 0;
        }
        return count;
    }

    /// Before a bracket that does not belong to what is before it, if there is one in time.
    private static int cut(CharSequence line) {
        int brackets = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '[') {
                brackets++;
                boolean first = i > 0 && "[!^\\".indexOf(line.charAt(i - 1)) < 0;
                if ((brackets > BRACKETS / 2 && first) || brackets > BRACKETS) {
                    return Math.max(i, 1);
                }
            }
        }
        return line.length();
    }
}
