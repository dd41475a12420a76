package croft.chat.message;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// Mattermost's Markdown, as lines for networks that have none. As there, a line's end is one, and
/// HTML is text.
public final class Markdown {
    /// In characters. Mattermost's longest post has 16,383; what is beyond this is cut off.
    static final int LONGEST = 65_536;

    /// Quotes and lists in each other, and styles in each other: beyond this they are text.
    private static final int DEEPEST = 16;

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(
                            List.of(
                                    StrikethroughExtension.builder().requireTwoTildes(true).build(),
                                    AutolinkExtension.create()))
                    .enabledBlockTypes(
                            Set.of(
                                    Heading.class,
                                    FencedCodeBlock.class,
                                    IndentedCodeBlock.class,
                                    BlockQuote.class,
                                    ListBlock.class,
                                    ThematicBreak.class))
                    .maxOpenBlockParsers(DEEPEST)
                    .maxInlineNesting(DEEPEST)
                    .build();

    private Markdown() {}

    /// What a message says, line by line; blank lines between paragraphs are left out.
    public static List<StyledLine> lines(String markdown) {
        String text = Visible.of(shortened(markdown));
        List<StyledLine> lines = new MarkdownReading().read(PARSER.parse(text));
        // A definition of a link alone shows nothing, but somebody said it.
        return lines.isEmpty() ? verbatim(text) : lines;
    }

    /// Its text alone, for what shows no styles.
    public static String plain(String markdown) {
        StringBuilder text = new StringBuilder();
        for (StyledLine line : lines(markdown)) {
            text.append(text.isEmpty() ? "" : "\n").append(line.plain());
        }
        return text.toString();
    }

    /// A line in Mattermost's Markdown, which says the same when it is read again, as far as
    /// Markdown can: it does not underline, and spaces at both ends go.
    public static String of(StyledLine line) {
        return MarkdownLine.of(line).markdown();
    }

    private static List<StyledLine> verbatim(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> new StyledLine(List.of(Span.plain(line.strip())), false))
                .toList();
    }

    private static String shortened(String markdown) {
        if (markdown.length() <= LONGEST) {
            return markdown;
        }
        int end = Character.isHighSurrogate(markdown.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return markdown.substring(0, end) + "…";
    }
}
