package croft.wiki.render;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.jspecify.annotations.Nullable;

/// `$tex$` or `$$tex$$` in a line.
///
/// A single dollar opens one only before something that is not white space, and closes it only
/// after something that is not and before something that is no digit: `$5 and $10` are prices.
final class Formula extends CustomNode {
    private final String tex;
    private final boolean display;

    private Formula(String tex, boolean display) {
        this.tex = tex;
        this.display = display;
    }

    String tex() {
        return tex;
    }

    /// Whether it stands by itself.
    boolean display() {
        return display;
    }

    /// What the author wrote.
    String source() {
        String mark = display ? "$$" : "$";
        return mark + tex + mark;
    }

    /// Finds them.
    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('$');
        }

        @Override
        public InlineContentParser create() {
            return new Finder();
        }
    }

    /// Finds those of one run of text. What closes a formula does not depend on where it opened, so
    /// a search that came to the end in vain need not be made again: long runs of dollars take time
    /// in proportion to their length.
    private static final class Finder implements InlineContentParser {
        private boolean noSingle;
        private boolean noDouble;

        @Override
        public @Nullable ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            if (scanner.peekPreviousCodePoint() == '$') {
                return ParsedInline.none();
            }
            int dollars = scanner.matchMultiple('$');
            if (dollars == 2 && !noDouble) {
                return closedByTwo(scanner);
            }
            if (dollars == 1 && !noSingle && !isSpace(scanner.peek())) {
                return closedByOne(scanner);
            }
            return ParsedInline.none();
        }

        private @Nullable ParsedInline closedByTwo(Scanner scanner) {
            Position begin = scanner.position();
            while (toDollar(scanner)) {
                Position end = scanner.position();
                if (scanner.matchMultiple('$') >= 2) {
                    String tex = scanner.getSource(begin, end).getContent().strip();
                    return tex.isEmpty()
                            ? ParsedInline.none()
                            : ParsedInline.of(new Formula(tex, true), after(scanner, end, 2));
                }
            }
            noDouble = true;
            return ParsedInline.none();
        }

        private @Nullable ParsedInline closedByOne(Scanner scanner) {
            Position begin = scanner.position();
            while (toDollar(scanner)) {
                Position end = scanner.position();
                int before = scanner.peekPreviousCodePoint();
                int dollars = scanner.matchMultiple('$');
                if (dollars == 1
                        && !Character.isWhitespace(before)
                        && !Character.isDigit(scanner.peek())) {
                    String tex = scanner.getSource(begin, end).getContent();
                    return ParsedInline.of(new Formula(tex, false), scanner.position());
                }
            }
            noSingle = true;
            return ParsedInline.none();
        }

        /// Goes to the next dollar that no backslash stands before.
        private static boolean toDollar(Scanner scanner) {
            while (scanner.hasNext()) {
                char c = scanner.peek();
                if (c == '$') {
                    return true;
                }
                scanner.next();
                if (c == '\\' && scanner.hasNext()) {
                    scanner.next();
                }
            }
            return false;
        }

        private static Position after(Scanner scanner, Position start, int count) {
            scanner.setPosition(start);
            for (int i = 0; i < count; i++) {
                scanner.next();
            }
            return scanner.position();
        }

        private static boolean isSpace(char c) {
            return c == Scanner.END || Character.isWhitespace(c);
        }
    }
}
