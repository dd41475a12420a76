package croft.chat.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/// Turns one parsed document into lines.
final class MarkdownReading {
    private final List<StyledLine> lines = new ArrayList<>();
    private final List<Span> line = new ArrayList<>();
    private final Deque<Margin> margins = new ArrayDeque<>();
    private Set<Style> styles = Set.of();

    List<StyledLine> read(Node document) {
        children(document);
        endLine();
        return List.copyOf(lines);
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            node(child);
        }
    }

    private void node(Node node) {
        switch (node) {
            case Paragraph _ -> block(node);
            case Heading _ -> styled(Style.BOLD, () -> block(node));
            case BlockQuote _ -> inside(new Margin("> ", "> "), node);
            case ListItem item -> inside(Margin.of(marker(item)), node);
            case FencedCodeBlock code -> code(code.getLiteral());
            case IndentedCodeBlock code -> code(code.getLiteral());
            case ThematicBreak _ -> {
                text("---");
                endLine();
            }
            case Text text -> text(Emoji.shown(text.getLiteral()));
            case Code code -> styled(Style.MONO, () -> text(code.getLiteral()));
            case HtmlInline html -> html(html.getLiteral());
            case SoftLineBreak _, HardLineBreak _ -> endLine();
            case StrongEmphasis _ -> styled(Style.BOLD, () -> children(node));
            case Emphasis _ -> styled(Style.ITALIC, () -> children(node));
            case Strikethrough _ -> styled(Style.STRIKE, () -> children(node));
            case Link link -> link(link, link.getDestination());
            case Image image -> link(image, image.getDestination());
            case LinkReferenceDefinition _ -> {}
            default -> children(node);
        }
    }

    private void block(Node node) {
        children(node);
        endLine();
    }

    private void inside(Margin margin, Node node) {
        margins.addLast(margin);
        int before = lines.size();
        children(node);
        if (lines.size() == before && margin.isAtStart()) {
            startLine(); // an empty item has its number all the same
            endLine();
        }
        margins.removeLast();
    }

    private static String marker(ListItem item) {
        if (!(item.getParent() instanceof OrderedList list)) {
            return item.getParent() instanceof BulletList ? "• " : "";
        }
        Integer first = list.getMarkerStartNumber();
        int number = first == null ? 1 : first;
        for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
            number++;
        }
        return number + ". ";
    }

    private void code(String literal) {
        List<String> code = new ArrayList<>(literal.lines().toList());
        while (!code.isEmpty() && code.getLast().isBlank()) {
            code.removeLast();
        }
        for (String each : code) {
            startLine();
            line.add(new Span(each, Set.of(Style.MONO)));
            lines.add(new StyledLine(line, true));
            line.clear();
        }
    }

    /// The text and, where it is not the text already, the address.
    private void link(Node link, String address) {
        int from = line.size();
        int before = lines.size();
        children(link);
        if (lines.size() == before && line.size() == from) {
            text(address);
            return;
        }
        StringBuilder shown = new StringBuilder();
        line.subList(Math.min(from, line.size()), line.size())
                .forEach(span -> shown.append(span.text()));
        String text = shown.toString();
        if (!text.equals(address)
                && !text.equals(Emoji.shown(address))
                && !address.isEmpty()
                && !address.equals("mailto:" + text)
                && !address.equals("http://" + text)
                && !address.equals("https://" + text)) {
            text(" (" + address + ")");
        }
    }

    /// HTML is text, and may go over several lines.
    private void html(String literal) {
        String[] parts = literal.split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                endLine();
            }
            text(parts[i]);
        }
    }

    private void styled(Style style, Runnable content) {
        Set<Style> outer = styles;
        Set<Style> inner = EnumSet.of(style);
        inner.addAll(outer);
        styles = inner;
        content.run();
        styles = outer;
    }

    private void text(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (line.isEmpty()) {
            startLine();
        }
        line.add(new Span(text.replace('\n', ' '), styles));
    }

    private void startLine() {
        StringBuilder margin = new StringBuilder();
        margins.forEach(each -> margin.append(each.next()));
        if (!margin.isEmpty()) {
            line.add(Span.plain(margin.toString()));
        }
    }

    private void endLine() {
        if (!line.isEmpty()) {
            lines.add(new StyledLine(line, false));
            line.clear();
        }
    }

    /// What stands before each line of a quote or of an item of a list.
    private static final class Margin {
        private final String first;
        private final String others;
        private boolean started;

        Margin(String first, String others) {
            this.first = first;
            this.others = others;
        }

        static Margin of(String marker) {
            return new Margin(marker, " ".repeat(marker.length()));
        }

        boolean isAtStart() {
            return !started;
        }

        String next() {
            if (started) {
                return others;
            }
            started = true;
            return first;
        }
    }
}
