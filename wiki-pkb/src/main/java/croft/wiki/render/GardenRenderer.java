package croft.wiki.render;

import croft.wiki.page.Page;
import java.util.List;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/// Renders the dialect Garden.
final class GardenRenderer implements Renderer {
    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer renderer = HtmlRenderer.builder().percentEncodeUrls(true).build();
    private final HtmlPolicy html;

    GardenRenderer(HtmlPolicy html) {
        this.html = html;
    }

    @Override
    public Facts facts(Page page, String body) {
        return new Facts(List.of(), List.of(), List.of(), Optional.empty(), false);
    }

    @Override
    public SearchText searchText(Page page, String body) {
        return new SearchText("", body, "");
    }

    @Override
    public Rendered render(Page page, String body, Surroundings around) {
        String made = renderer.render(parser.parse(body));
        return new Rendered(
                switch (html) {
                    case SANITIZED -> Jsoup.clean(made, Safelist.relaxed());
                    case TRUSTED -> made;
                },
                List.of(),
                false);
    }
}
