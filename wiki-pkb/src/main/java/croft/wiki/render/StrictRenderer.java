package croft.wiki.render;

import croft.wiki.page.Page;
import croft.wiki.page.Slug;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.nodes.Element;

/// CommonMark as pkb renders it: the specification's HTML, then anchors in the headings and the
/// list of recent changes put into the tree of elements.
///
/// It differs from pkb in this: colours of code are classes and no styles, and code that stands in
/// the page as HTML is not lost.
final class StrictRenderer implements Renderer {
    private static final String HEADINGS = "h1,h2,h3,h4,h5,h6";

    private final HtmlRenderer renderer =
            HtmlRenderer.builder()
                    .percentEncodeUrls(true)
                    .nodeRendererFactory(CodeHtml::new)
                    .build();
    private final HtmlPolicy policy;

    StrictRenderer(HtmlPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Facts facts(Page page, String body) {
        Node document = read(body);
        return FactsReader.of(document).facts(anchored(content(document)));
    }

    @Override
    public SearchText searchText(Page page, String body) {
        return FactsReader.of(read(body)).searchText();
    }

    @Override
    public Rendered render(Page page, String body, Surroundings around) {
        Element content = commonMark(body);
        Recents.fill(content, around);
        List<Facts.Heading> outline = anchored(content);
        content.select("pre").attr("tabindex", "0");
        return new Rendered(content.html(), outline, false);
    }

    /// What the specification says, before anything is put into it.
    Element commonMark(String body) {
        return content(read(body));
    }

    private Node read(String body) {
        return Parser.builder()
                .inlineParserFactory(LongInlines::new)
                .customBlockParserFactory(new LongParagraphs())
                .build()
                .parse(SourceText.of(body));
    }

    private Element content(Node document) {
        Element content = SafeHtml.balanced(renderer.render(document));
        return switch (policy) {
            case SANITIZED -> SafeHtml.cleaned(content, true);
            case TRUSTED -> content;
        };
    }

    /// Puts an anchor into every heading. Headings of the same text have the same one, as in pkb.
    private static List<Facts.Heading> anchored(Element content) {
        List<Facts.Heading> outline = new ArrayList<>();
        for (Element heading : content.select(HEADINGS)) {
            String slug = Slug.of(heading.wholeText());
            int level = heading.normalName().charAt(1) - '0';
            outline.add(new Facts.Heading(level, heading.text(), slug));
            heading.prependElement("a")
                    .addClass("anchor")
                    .attr("href", "#" + slug)
                    .attr("id", slug)
                    .appendElement("span")
                    .addClass("link-icon")
                    .addClass("monospace")
                    .text("#");
        }
        return outline;
    }
}
