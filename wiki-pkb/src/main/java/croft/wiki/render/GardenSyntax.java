package croft.wiki.render;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/// Reads the garden's Markdown: CommonMark, GitHub's tables, strikethrough, bare addresses and
/// footnotes, and what Obsidian adds. Any thread.
final class GardenSyntax {
    /// Of one table. A row has as many cells as the head, written or not, so a few characters could
    /// make millions.
    private static final int MOST_CELLS = 100_000;

    private static final List<Extension> EXTENSIONS =
            List.of(
                    FootnotesExtension.builder().inlineFootnotes(true).build(),
                    StrikethroughExtension.create(),
                    AutolinkExtension.create());
    private static final List<Extension> TABLES =
            List.of(TablesExtension.builder().maxCells(MOST_CELLS).build());

    Node read(String body) {
        String text = SourceText.of(body);
        try {
            return parser(true).parse(text);
        } catch (IllegalArgumentException tooManyCells) {
            // The one thing that the parser refuses; it does not say so in a type.
            return parser(false).parse(text);
        }
    }

    private static Parser parser(boolean tables) {
        return Parser.builder()
                .inlineParserFactory(LongInlines::new)
                .customBlockParserFactory(new LongParagraphs())
                .extensions(EXTENSIONS)
                .extensions(tables ? TABLES : List.of())
                .customBlockParserFactory(new FormulaBlock.Factory())
                .customBlockParserFactory(new HiddenBlock.Factory())
                .customInlineContentParserFactory(new EscapedBracket.Factory())
                .customInlineContentParserFactory(new HashTag.Factory())
                .customInlineContentParserFactory(new Formula.Factory())
                .customInlineContentParserFactory(new Hidden.Factory())
                .customDelimiterProcessor(new Highlight.Delimiters())
                .linkProcessor(new WikilinkProcessor())
                .postProcessor(document -> new Wikilink.Finish().process(document))
                .postProcessor(document -> new Callout.Finder().process(document))
                .postProcessor(document -> new Task.Finder().process(document))
                .postProcessor(document -> new BlockName.Finder().process(document))
                .build();
    }
}
