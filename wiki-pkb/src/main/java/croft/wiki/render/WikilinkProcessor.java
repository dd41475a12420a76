package croft.wiki.render;

import java.util.Optional;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/// Makes [Wikilink]s of doubled brackets. It is asked when the inner pair closes; the outer opening
/// bracket then stands just before the inner one.
///
/// The outer closing bracket is left to the parser, which counts it against the outer opening one;
/// what becomes of it is text just behind the link, and [Wikilink.Finish] takes it away.
final class WikilinkProcessor implements LinkProcessor {
    @Override
    public @Nullable LinkResult process(
            LinkInfo info, Scanner scanner, InlineParserContext context) {
        Text inner = info.openingBracket();
        if (inner.getParent() == null) {
            // An outer bracket that a wikilink has used up: what closes it is a bracket and no
            // more.
            return LinkResult.replaceWith(new Text("]"), info.afterTextBracket());
        }
        if (info.marker() != null
                || info.destination() != null
                || info.label() != null
                || info.text().startsWith("^")
                || !isPlain(inner.getPrevious(), "[")
                || scanner.peek() != ']') {
            return LinkResult.none();
        }
        Node outer = inner.getPrevious();
        Node mark = outer.getPrevious();
        boolean embedded = isPlain(mark, "!");
        Optional<Wikilink> link = Wikilink.of(info.text(), embedded);
        if (link.isEmpty()) {
            return LinkResult.none();
        }
        if (embedded) {
            mark.unlink();
        }
        outer.unlink();
        return LinkResult.replaceWith(link.get(), scanner.position());
    }

    private static boolean isPlain(@Nullable Node node, String literal) {
        return node instanceof Text text
                && !(text instanceof EscapedBracket)
                && text.getLiteral().equals(literal);
    }
}
