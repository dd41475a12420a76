package croft.wiki.render;

import croft.wiki.page.Tag;
import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/// `#recipes/cake` in the text, as Obsidian defines it: after white space or at the beginning;
/// letters, digits, `_`, `-`, `/` and pictographs; not digits alone.
final class HashTag extends CustomNode {
    /// Longer ones are text. Obsidian knows no limit; nobody writes such a word on purpose.
    private static final int LONGEST = 200;

    private final Tag tag;

    private HashTag(Tag tag) {
        this.tag = tag;
    }

    Tag tag() {
        return tag;
    }

    /// Finds them.
    static final class Factory implements InlineContentParserFactory, InlineContentParser {
        private static final int JOINER = 0x200D;
        private static final int AS_PICTURE = 0xFE0F;

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('#');
        }

        @Override
        public InlineContentParser create() {
            return this;
        }

        @Override
        public @Nullable ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            int before = scanner.peekPreviousCodePoint();
            if (before != Scanner.END && !Character.isWhitespace(before)) {
                return ParsedInline.none();
            }
            scanner.next();
            StringBuilder word = new StringBuilder();
            int length = 0;
            boolean number = true;
            boolean says = false;
            Position end = scanner.position();
            for (int c = scanner.peekCodePoint(); belongs(c); c = scanner.peekCodePoint()) {
                if (word.length() >= LONGEST) {
                    return ParsedInline.none();
                }
                word.appendCodePoint(c);
                for (int i = Character.charCount(c); i > 0; i--) {
                    scanner.next();
                }
                if (c != '/') {
                    number &= Character.isDigit(c);
                    says |= c != '-' && c != '_';
                    end = scanner.position();
                    length = word.length();
                }
            }
            return says && !number && word.charAt(0) != '/'
                    ? ParsedInline.of(new HashTag(new Tag(word.substring(0, length))), end)
                    : ParsedInline.none();
        }

        private static boolean belongs(int c) {
            if (c == '_' || c == '-' || c == '/' || c == JOINER || c == AS_PICTURE) {
                return true;
            }
            return switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.OTHER_SYMBOL ->
                        true;
                case Character.MODIFIER_SYMBOL -> c > 0x7F;
                default -> Character.isLetterOrDigit(c);
            };
        }
    }
}
