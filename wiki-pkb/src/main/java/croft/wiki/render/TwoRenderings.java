package croft.wiki.render;

import croft.wiki.page.Page;

/// One page in both dialects, side by side.
final class TwoRenderings {
    private final Renderer strict;
    private final Renderer garden;

    TwoRenderings(HtmlPolicy html) {
        strict = Markdown.of(Dialect.STRICT, html);
        garden = Markdown.of(Dialect.GARDEN, html);
    }

    Comparison compare(Page page, String body, Surroundings around) {
        String one = strict.render(page, body, around).html();
        String other = garden.render(page, body, around).html();
        return one.equals(other)
                ? new Comparison.Same()
                : new Comparison.Differs("the HTML is not the same");
    }
}
