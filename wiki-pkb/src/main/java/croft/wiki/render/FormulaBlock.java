package croft.wiki.render;

import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/// `$$` at the beginning of a line to `$$` at the end of one: a formula that stands by itself.
final class FormulaBlock extends CustomBlock {
    private String tex = "";
    private boolean closed;

    String tex() {
        return tex;
    }

    /// Whether its end was found. Without one it is text that somebody has still to look at.
    boolean closed() {
        return closed;
    }

    /// Finds where one begins.
    static final class Factory implements BlockParserFactory {
        @Override
        public @Nullable BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() >= 4) {
                return BlockStart.none();
            }
            CharSequence line = state.getLine().getContent();
            int start = state.getNextNonSpaceIndex();
            if (!line.subSequence(start, line.length()).toString().startsWith("$$")) {
                return BlockStart.none();
            }
            String rest = line.subSequence(start + 2, line.length()).toString().stripTrailing();
            int close = rest.indexOf("$$");
            if (rest.startsWith("$") || (close >= 0 && close + 2 < rest.length())) {
                // Goes on behind the formula: a paragraph.
                return BlockStart.none();
            }
            return BlockStart.of(new Lines()).atIndex(start + 2);
        }
    }

    /// Collects its lines.
    private static final class Lines extends AbstractBlockParser {
        private final FormulaBlock block = new FormulaBlock();
        private final StringBuilder text = new StringBuilder();

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return block.closed ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
        }

        @Override
        public void addLine(SourceLine line) {
            String content = line.getContent().toString();
            String trimmed = content.stripTrailing();
            if (trimmed.endsWith("$$")) {
                block.closed = true;
                content = trimmed.substring(0, trimmed.length() - 2);
            }
            text.append(content).append('\n');
        }

        @Override
        public void closeBlock() {
            block.tex = text.toString().strip();
        }
    }
}
