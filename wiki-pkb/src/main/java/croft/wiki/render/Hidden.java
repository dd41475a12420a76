package croft.wiki.render;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/// `%%comment%%` in a paragraph, for nobody but its author: its text is not kept.
final class Hidden extends CustomNode {
    /// Finds them.
    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('%');
        }

        @Override
        public InlineContentParser create() {
            return new Finder();
        }
    }

    /// Finds those of one run of text; it looks for an end in vain at most once.
    private static final class Finder implements InlineContentParser {
        private boolean noEnd;

        @Override
        public @Nullable ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            if (noEnd || !scanner.next('%') || !scanner.next('%')) {
                return ParsedInline.none();
            }
            while (scanner.find('%') >= 0) {
                scanner.next();
                if (scanner.next('%')) {
                    return ParsedInline.of(new Hidden(), scanner.position());
                }
            }
            noEnd = true;
            return ParsedInline.none();
        }
    }
}
