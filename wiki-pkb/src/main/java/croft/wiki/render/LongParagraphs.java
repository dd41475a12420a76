package croft.wiki.render;

import org.commonmark.internal.ParagraphParser;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/// Ends a paragraph after very many lines, and begins another.
///
/// For every line that does not begin with a letter the parser copies all lines of the paragraph
/// before it, so its time would grow with the square of their number. One instance serves one text.
final class LongParagraphs implements BlockParserFactory {
    /// Of those that do not begin with a letter: ten times what a person writes into a paragraph.
    private static final int LINES = 1_000;

    private @Nullable BlockParser paragraph;
    private int lines;

    @Override
    public @Nullable BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        BlockParser before = matched.getMatchedBlockParser();
        if (!(before.getBlock() instanceof Paragraph)) {
            return BlockStart.none();
        }
        if (!before.equals(paragraph)) {
            paragraph = before;
            lines = 0;
        }
        if (++lines < LINES) {
            return BlockStart.none();
        }
        lines = 0;
        return BlockStart.of(new ParagraphParser()).atIndex(state.getNextNonSpaceIndex());
    }
}
