package croft.wiki.render;

import croft.wiki.page.Page;
import org.commonmark.node.Node;

/// What people write in Obsidian and on GitHub, as HTML.
final class GardenRenderer implements Renderer {
    private final GardenSyntax syntax = new GardenSyntax();
    private final HtmlPolicy policy;

    GardenRenderer(HtmlPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Facts facts(Page page, String body) {
        Node document = syntax.read(body);
        return FactsReader.of(document).facts(HeadingIds.of(document).outline());
    }

    @Override
    public SearchText searchText(Page page, String body) {
        return FactsReader.of(syntax.read(body)).searchText();
    }

    @Override
    public Rendered render(Page page, String body, Surroundings around) {
        return new Typesetting(syntax, policy, around).page(page, syntax.read(body));
    }
}
