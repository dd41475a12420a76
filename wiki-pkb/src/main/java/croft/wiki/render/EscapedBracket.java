package croft.wiki.render;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/// `\[` or `\!`: text that must not be taken for the beginning of a [Wikilink].
final class EscapedBracket extends Text {
    private EscapedBracket(String literal) {
        super(literal);
    }

    /// Finds them before the parser's own escapes do.
    static final class Factory implements InlineContentParserFactory, InlineContentParser {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('\\');
        }

        @Override
        public InlineContentParser create() {
            return this;
        }

        @Override
        public @Nullable ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            scanner.next();
            char next = scanner.peek();
            if (next != '[' && next != '!') {
                return ParsedInline.none();
            }
            scanner.next();
            return ParsedInline.of(new EscapedBracket(String.valueOf(next)), scanner.position());
        }
    }
}
