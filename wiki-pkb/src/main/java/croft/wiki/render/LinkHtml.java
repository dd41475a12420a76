package croft.wiki.render;

import croft.wiki.page.Address;
import croft.wiki.page.Page;
import croft.wiki.render.Surroundings.Destination;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/// Writes links, tags, and what is shown in the place of a link.
final class LinkHtml implements NodeRenderer {
    private static final Pattern WEB = Pattern.compile("https?:", Pattern.CASE_INSENSITIVE);

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Passage passage;
    private final Typesetting typesetting;
    private final MediaHtml media;
    private int inLink;

    LinkHtml(HtmlNodeRendererContext context, Passage passage, Typesetting typesetting) {
        this.context = context;
        this.html = context.getWriter();
        this.passage = passage;
        this.typesetting = typesetting;
        this.media = new MediaHtml(html, typesetting.around());
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Link.class, Wikilink.class, Image.class, HashTag.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case Wikilink link -> wikilink(link);
            case Link link -> link(link);
            case Image image -> image(image);
            case HashTag tag -> tag(tag);
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private void wikilink(Wikilink node) {
        Facts.Link link = node.link();
        Runnable words = () -> html.text(node.words());
        if (link.target().isEmpty()) {
            anchor(link.heading().map(passage::fragment).orElse(""), null, words);
            return;
        }
        switch (passage.find(node, link)) {
            case Destination.ToPage(var page) -> {
                if (passage.showsPage(node)) {
                    typesetting.embed(passage, page, link.heading(), html);
                } else {
                    anchor(address(page, link.heading()), null, words);
                }
            }
            case Destination.ToFile(var file, var address) -> {
                if (node.isEmbedded()) {
                    media.file(file, address, Shape.of(node.label()), fragment(link), null);
                } else {
                    anchor(address.text() + fragment(link), null, words);
                }
            }
            case Destination.Missing() -> missing(words);
            case Destination.Elsewhere() -> outside(link.target() + fragment(link), null, words);
        }
    }

    private String fragment(Facts.Link link) {
        return link.heading().map(it -> "#" + context.encodeUrl(it)).orElse("");
    }

    private void link(Link node) {
        Runnable words = () -> children(node);
        switch (Href.of(node.getDestination(), false)) {
            case Href.Outside(var url) -> outside(url, node.getTitle(), orElse(node, words, url));
            case Href.Inside inside -> inside(node, inside, words);
        }
    }

    private void inside(Link node, Href.Inside href, Runnable words) {
        Facts.Link link = href.link();
        if (link.target().isEmpty()) {
            String own = link.heading().map(passage::fragment).orElse("#");
            anchor(own, node.getTitle(), orElse(node, words, href.written()));
            return;
        }
        switch (passage.find(node, link)) {
            case Destination.ToPage(var page) ->
                    anchor(
                            address(page, link.heading()),
                            node.getTitle(),
                            orElse(node, words, page.title()));
            case Destination.ToFile(var file, var address) ->
                    anchor(
                            address.text() + context.encodeUrl(href.fragment()),
                            node.getTitle(),
                            orElse(node, words, file.name()));
            case Destination.Missing() -> missing(orElse(node, words, link.target()));
            case Destination.Elsewhere() ->
                    anchor(
                            context.encodeUrl(href.written()),
                            node.getTitle(),
                            orElse(node, words, href.written()));
        }
    }

    /// The words of a link, or others if it has none: an empty link cannot be seen or heard.
    private Runnable orElse(Link node, Runnable words, String others) {
        return node.getFirstChild() == null ? () -> html.text(others) : words;
    }

    private void image(Image node) {
        String alt = PlainText.of(node);
        Shape shape = Shape.ofAlt(alt);
        String title = node.getTitle();
        switch (Href.of(node.getDestination(), true)) {
            case Href.Outside(var url) -> media.outside(context.encodeUrl(url), shape, title);
            case Href.Inside inside -> {
                Facts.Link link = inside.link();
                if (link.target().isEmpty()) {
                    html.text(alt);
                    return;
                }
                switch (passage.find(node, link)) {
                    case Destination.ToPage(var page) -> {
                        if (passage.showsPage(node)) {
                            typesetting.embed(passage, page, link.heading(), html);
                        } else {
                            anchor(
                                    address(page, link.heading()),
                                    title,
                                    () -> html.text(alt.isEmpty() ? page.title() : alt));
                        }
                    }
                    case Destination.ToFile(var file, var address) ->
                            media.file(
                                    file,
                                    address,
                                    shape,
                                    context.encodeUrl(inside.fragment()),
                                    title);
                    case Destination.Missing() ->
                            missing(() -> html.text(alt.isEmpty() ? link.target() : alt));
                    case Destination.Elsewhere() ->
                            media.outside(context.encodeUrl(inside.written()), shape, title);
                }
            }
        }
    }

    private void tag(HashTag node) {
        String text = "#" + node.tag();
        if (inLink > 0) {
            html.text(text);
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "tag");
        attributes.put("href", Address.encoded("tags/" + node.tag()).text());
        attributes.put("rel", "tag");
        html.tag("a", attributes);
        html.text(text);
        html.tag("/a");
    }

    private String address(Page page, Optional<String> heading) {
        return page.address().text()
                + heading.map(name ->
                                page.path().equals(passage.page().path())
                                        ? "#" + passage.headings().idOf(name)
                                        : "#" + HeadingIds.fragment(name))
                        .orElse("");
    }

    private void outside(String url, @Nullable String title, Runnable words) {
        if (!SafeAddress.mayLink(url)) {
            words.run();
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", context.encodeUrl(url));
        if (url.startsWith("//") || WEB.matcher(url).lookingAt()) {
            attributes.put("rel", "external noopener");
        }
        write(attributes, title, words);
    }

    private void anchor(String address, @Nullable String title, Runnable words) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", address);
        write(attributes, title, words);
    }

    private void write(Map<String, String> attributes, @Nullable String title, Runnable words) {
        if (inLink > 0) {
            words.run();
            return;
        }
        if (title != null) {
            attributes.put("title", title);
        }
        inLink++;
        html.tag("a", attributes);
        words.run();
        html.tag("/a");
        inLink--;
    }

    private void missing(Runnable words) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "missing");
        attributes.put("title", "not written yet");
        html.tag("span", attributes);
        words.run();
        // A title alone is not read aloud.
        html.tag("span", Map.of("class", "visually-hidden"));
        html.text(" (not written yet)");
        html.tag("/span");
        html.tag("/span");
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            context.render(node);
        }
    }
}
