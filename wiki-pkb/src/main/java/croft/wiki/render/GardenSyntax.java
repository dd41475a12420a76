package croft.wiki.render;

import java.util.ArrayList;
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

    private final Parser full = parser(true);
    private final Parser withoutTables = parser(false);

    Node read(String body) {
        String text = SourceText.of(body);
        try {
            return full.parse(text);
        } catch (IllegalArgumentException tooManyCells) {
            // The one thing that the parser refuses; it does not say so in a type.
            return withoutTables.parse(text);
        }
    }

    private static Parser parser(boolean tables) {
        List<Extension> extensions = new ArrayList<>();
        extensions.add(FootnotesExtension.builder().inlineFootnotes(true).build());
        extensions.add(StrikethroughExtension.create());
        extensions.add(AutolinkExtension.create());
        if (tables) {
            extensions.add(TablesExtension.builder().maxCells(MOST_CELLS).build());
        }
        return Parser.builder()
                .extensions(extensions)
                .customBlockParserFactory(new FormulaBlock.Factory())
                .customBlockParserFactory(new HiddenBlock.Factory())
                .customInlineContentParserFactory(new EscapedBracket.Factory())
                .customInlineContentParserFactory(new HashTag.Factory())
                .customInlineContentParserFactory(new Formula.Factory())
                .customInlineContentParserFactory(new Hidden.Factory())
                .customDelimiterProcessor(new Highlight.Delimiters())
                .linkProcessor(new WikilinkProcessor())
                .postProcessor(document -> new Callout.Finder().process(document))
                .postProcessor(document -> new Task.Finder().process(document))
                .postProcessor(document -> new BlockName.Finder().process(document))
                .build();
    }
}
