package croft.wiki.render;

import croft.wiki.page.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/// Reads out of a page's text what [Facts] and [SearchText] hold: one walk for both.
final class FactsReader extends AbstractVisitor {
    /// In characters: of a summary, and of the words around a link.
    private static final int EXCERPT = 200;

    /// A page with more links is a list made by a machine; the graph has no use for the rest.
    private static final int MOST_LINKS = 5_000;

    private final List<Facts.Link> links = new ArrayList<>();
    private final Set<Tag> tags = new LinkedHashSet<>();
    private final StringBuilder headings = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private final StringBuilder summary = new StringBuilder();
    private boolean readsRecent;

    private FactsReader() {}

    static FactsReader of(Node document) {
        FactsReader reader = new FactsReader();
        document.accept(reader);
        return reader;
    }

    Facts facts(List<Facts.Heading> outline) {
        String text = excerpt(summary.toString(), 0, 0);
        return new Facts(
                links,
                outline,
                List.copyOf(tags),
                text.isEmpty() ? Optional.empty() : Optional.of(text),
                readsRecent);
    }

    SearchText searchText() {
        return new SearchText(
                headings.toString().strip(), body.toString().strip(), code.toString().strip());
    }

    @Override
    public void visit(Heading heading) {
        line(headings, words(heading));
    }

    @Override
    public void visit(Paragraph paragraph) {
        String text = words(paragraph);
        line(body, text);
        if (summary.length() < EXCERPT && !(paragraph.getParent() instanceof FootnoteDefinition)) {
            summary.append(summary.isEmpty() ? "" : " ").append(text);
        }
    }

    @Override
    public void visit(FencedCodeBlock block) {
        line(code, block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        line(code, block.getLiteral());
    }

    @Override
    public void visit(HtmlBlock block) {
        html(block.getLiteral());
        line(body, SafeHtml.words(block.getLiteral()));
    }

    @Override
    public void visit(CustomBlock block) {
        switch (block) {
            case FormulaBlock formula -> line(body, formula.tex());
            case Callout.Title title -> line(body, words(title));
            default -> super.visit(block);
        }
    }

    @Override
    public void visit(CustomNode node) {
        switch (node) {
            case TableRow row -> {
                String text = words(row);
                line(body, text);
                if (summary.isEmpty() && !(row.getParent() instanceof TableHead)) {
                    summary.append(text);
                }
            }
            default -> super.visit(node);
        }
    }

    private void html(String literal) {
        readsRecent |= Recents.areIn(literal);
    }

    /// The words of a block that has no blocks inside; its links and tags are noted.
    private String words(Node block) {
        Line line = new Line();
        block.accept(line);
        // One for one, so that places stay what they are.
        String flat = line.mentions.isEmpty() ? "" : line.all().replace('\n', ' ');
        for (Mention mention : line.mentions) {
            if (links.size() < MOST_LINKS) {
                Facts.Link link = mention.link();
                links.add(
                        new Facts.Link(
                                link.target(),
                                link.heading(),
                                link.kind(),
                                link.embedded(),
                                excerpt(flat, mention.start(), mention.end())));
            }
        }
        return line.words();
    }

    private static void line(StringBuilder to, String text) {
        String stripped = text.strip();
        if (!stripped.isEmpty()) {
            to.append(stripped).append('\n');
        }
    }

    /// At most [#EXCERPT] characters of a text around a place in it, cut between words.
    private static String excerpt(String flat, int start, int end) {
        if (flat.length() <= EXCERPT) {
            return PlainText.flat(flat);
        }
        int room = Math.max(0, EXCERPT - 2 - (end - start)) / 2;
        int from = Math.max(0, Math.min(start - room, flat.length() - EXCERPT + 2));
        if (from > 0) {
            int space = flat.indexOf(' ', from);
            from = space >= 0 && space < start ? space + 1 : from;
        }
        int to = Math.min(flat.length(), from + EXCERPT - 2);
        if (to < flat.length()) {
            int space = flat.lastIndexOf(' ', to);
            to = space > Math.max(from, end) ? space : to;
        }
        from += Character.isLowSurrogate(flat.charAt(from)) ? 1 : 0;
        to -= Character.isHighSurrogate(flat.charAt(to - 1)) ? 1 : 0;
        return (from > 0 ? "…" : "")
                + PlainText.flat(flat.substring(from, to))
                + (to < flat.length() ? "…" : "");
    }

    /// A link in a line of words, and where its words stand.
    private record Mention(Facts.Link link, int start, int end) {}

    /// The words of one block, with what is linked to from there.
    private final class Line extends PlainText {
        private final List<Mention> mentions = new ArrayList<>();

        @Override
        public void visit(Link link) {
            mention(Href.of(link.getDestination(), false), () -> super.visit(link));
        }

        @Override
        public void visit(Image image) {
            mention(Href.of(image.getDestination(), true), () -> super.visit(image));
        }

        @Override
        public void visit(HtmlInline html) {
            html(html.getLiteral());
        }

        @Override
        public void visit(CustomNode node) {
            switch (node) {
                case Wikilink link -> mention(link.link(), () -> super.visit(node));
                case HashTag tag -> {
                    tags.add(tag.tag());
                    super.visit(node);
                }
                case InlineFootnote note -> {
                    // Its words stand elsewhere, its links are links of the page.
                    Line apart = new Line();
                    apart.visitChildren(note);
                    apart.mentions.forEach(
                            it -> mentions.add(new Mention(it.link(), length(), length())));
                }
                case TableCell cell -> {
                    if (cell.getPrevious() != null && length() > 0) {
                        add(" · ");
                    }
                    visitChildren(cell);
                }
                default -> super.visit(node);
            }
        }

        private String all() {
            return between(0, length());
        }

        private void mention(Href href, Runnable inside) {
            switch (href) {
                case Href.Outside(var _) -> inside.run();
                case Href.Inside inner -> {
                    if (inner.link().target().isEmpty() && inner.link().heading().isEmpty()) {
                        inside.run();
                    } else {
                        mention(inner.link(), inside);
                    }
                }
            }
        }

        private void mention(Facts.Link link, Runnable inside) {
            int start = length();
            inside.run();
            mentions.add(new Mention(link, start, length()));
        }
    }
}
