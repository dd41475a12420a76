package croft.wiki.render;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;
import org.jsoup.nodes.Element;

/// One rendering of a garden's page, with all that is shown inside it.
///
/// What is shown inside ends: no page stands inside itself, none deeper than five others, and all
/// together have at most a mebibyte of text; where something was left out, a link says so.
final class Typesetting {
    private static final int DEEPEST = 5;
    private static final int MOST_EMBEDDED = 200;
    private static final int MOST_EMBEDDED_TEXT = 1024 * 1024;
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create());

    private final GardenSyntax syntax;
    private final HtmlPolicy policy;
    private final Surroundings around;
    private int embedded;
    private int embeddedText;
    private boolean diagrams;

    Typesetting(GardenSyntax syntax, HtmlPolicy policy, Surroundings around) {
        this.syntax = syntax;
        this.policy = policy;
        this.around = around;
    }

    Rendered page(Page page, Node document) {
        HeadingIds headings = HeadingIds.of(document);
        Passage passage = new Passage(page, List.of(page.path()), document, headings, "", around);
        try {
            String html = html(passage, document);
            return new Rendered(html, headings.outline(), diagrams);
        } catch (Sheet.Full full) {
            return new Rendered(
                    "<p class=\"note-cut\">This page is too long to be shown.</p>\n",
                    List.of(),
                    false);
        }
    }

    Surroundings around() {
        return around;
    }

    void noteDiagram() {
        diagrams = true;
    }

    /// Writes a page where another one embeds it.
    void embed(Passage host, Page page, Optional<String> part, HtmlWriter html) {
        Optional<String> reason = refusal(host, page);
        if (reason.isPresent()) {
            cut(page, part, reason.get(), html);
            return;
        }
        Optional<String> text = around.text(page.path());
        if (text.isEmpty()) {
            cut(page, part, "it cannot be read", html);
            return;
        }
        embedded++;
        embeddedText += text.get().length();
        if (embeddedText > MOST_EMBEDDED_TEXT) {
            cut(page, part, "too much is shown inside this page", html);
            return;
        }
        Node document = syntax.read(text.get());
        HeadingIds headings = HeadingIds.of(document);
        Optional<Node> shown =
                part.isEmpty()
                        ? Optional.of(document)
                        : part.flatMap(name -> Excerpt.of(document, name));
        if (shown.isEmpty()) {
            cut(page, part, "it has no such part", html);
            return;
        }
        List<FilePath> trail = new ArrayList<>(host.trail());
        trail.add(page.path());
        Passage passage =
                new Passage(page, trail, shown.get(), headings, "e" + embedded + "_", around);
        html.line();
        html.tag("figure", Map.of("class", "embed"));
        html.tag("figcaption");
        link(page, part, html);
        html.tag("/figcaption");
        html.line();
        html.raw(html(passage, shown.get()));
        html.line();
        html.tag("/figure");
        html.line();
    }

    private Optional<String> refusal(Passage host, Page page) {
        if (host.trail().contains(page.path())) {
            return Optional.of("it would stand inside itself");
        }
        if (host.trail().size() > DEEPEST) {
            return Optional.of("too many pages stand inside each other");
        }
        return embedded >= MOST_EMBEDDED || embeddedText > MOST_EMBEDDED_TEXT
                ? Optional.of("too much is shown inside this page")
                : Optional.empty();
    }

    private static void cut(Page page, Optional<String> part, String reason, HtmlWriter html) {
        html.line();
        html.tag("p", Map.of("class", "note-cut"));
        html.text("Not shown here: ");
        link(page, part, html);
        html.text(" (" + reason + ")");
        html.tag("/p");
        html.line();
    }

    private static void link(Page page, Optional<String> part, HtmlWriter html) {
        String fragment = part.map(name -> "#" + HeadingIds.fragment(name)).orElse("");
        html.tag("a", Map.of("href", page.address().text() + fragment));
        html.text(page.title());
        part.filter(name -> !name.startsWith("^")).ifPresent(name -> html.text(" › " + name));
        html.tag("/a");
    }

    private String html(Passage passage, Node document) {
        Sheet sheet = new Sheet();
        HtmlRenderer renderer =
                HtmlRenderer.builder()
                        .percentEncodeUrls(true)
                        .nodeRendererFactory(context -> new LinkHtml(context, passage, this))
                        .nodeRendererFactory(context -> new InlineHtml(context, passage))
                        .nodeRendererFactory(context -> new BlockHtml(context, passage, this))
                        .nodeRendererFactory(context -> new FootnoteHtml(context, passage))
                        .extensions(EXTENSIONS)
                        .attributeProviderFactory(_ ->
                                (_, tag, attributes) -> {
                                    if (tag.equals("th")) {
                                        attributes.put("scope", "col");
                                    }
                                })
                        .build();
        renderer.render(document, sheet);
        String made = sheet.toString();
        return passage.hasHtml() ? fitted(made, passage) : made;
    }

    /// Brings the author's own HTML into line with what stands around it.
    private String fitted(String made, Passage passage) {
        Element content = SafeHtml.balanced(made);
        content =
                switch (policy) {
                    case SANITIZED -> SafeHtml.cleaned(content, !passage.isEmbedded());
                    case TRUSTED -> content;
                };
        Recents.fill(content, around);
        // Left by tags that close more than was open.
        content.select("p:empty").remove();
        if (!passage.isEmbedded()) {
            for (Element heading : content.select("h1,h2,h3,h4,h5,h6")) {
                if (!heading.hasAttr("id")) {
                    heading.attr("id", passage.headings().unique(heading.text()));
                }
            }
        }
        return content.html();
    }
}
