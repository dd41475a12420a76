package croft.wiki.render;

import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/// Lines from one that begins with `%%` to the next that has `%%`, for nobody but their author:
/// their text is not kept. Without an end it goes on to the end of what it stands in, as in
/// Obsidian; showing what was meant to be hidden would be worse.
final class HiddenBlock extends CustomBlock {
    private static final String MARK = "%%";

    /// Finds where one begins.
    static final class Factory implements BlockParserFactory {
        @Override
        public @Nullable BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() >= 4) {
                return BlockStart.none();
            }
            CharSequence content = state.getLine().getContent();
            String line =
                    content.subSequence(state.getNextNonSpaceIndex(), content.length())
                            .toString()
                            .stripTrailing();
            if (!line.startsWith(MARK)) {
                return BlockStart.none();
            }
            int close = line.indexOf(MARK, MARK.length());
            if (close >= 0 && close + MARK.length() < line.length()) {
                // Goes on behind the comment: a paragraph.
                return BlockStart.none();
            }
            return BlockStart.of(new Lines(close >= 0)).atIndex(content.length());
        }
    }

    /// Passes over its lines.
    private static final class Lines extends AbstractBlockParser {
        private final HiddenBlock block = new HiddenBlock();
        private boolean closed;

        Lines(boolean closed) {
            this.closed = closed;
        }

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public @Nullable BlockContinue tryContinue(ParserState state) {
            if (closed) {
                return BlockContinue.none();
            }
            closed = state.getLine().getContent().toString().contains(MARK);
            return BlockContinue.atIndex(state.getLine().getContent().length());
        }
    }
}
