package croft.wiki.render;

import croft.wiki.code.CodeColours;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Writes fenced code as CommonMark does, with its colours.
final class CodeHtml implements NodeRenderer {
    /// What follows a fence: `js`, `js {1,3}`, `{.python}`.
    private static final Pattern LANGUAGE = Pattern.compile("\\{?\\.?([^\\s{},:]+)");

    private final HtmlWriter html;

    CodeHtml(HtmlNodeRendererContext context) {
        html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        FencedCodeBlock block = (FencedCodeBlock) node;
        String info = Optional.ofNullable(block.getInfo()).orElse("");
        html.line();
        html.tag("pre");
        write(
                html,
                block.getLiteral(),
                info.isEmpty() ? Optional.empty() : Optional.of(info.split(" ", 2)[0]));
        html.tag("/pre");
        html.line();
    }

    /// The language that a fence names; empty if it names none.
    static String language(String info) {
        Matcher language = LANGUAGE.matcher(info);
        return language.lookingAt() ? language.group(1) : "";
    }

    /// A `code` element.
    static void write(HtmlWriter html, String text, Optional<String> language) {
        html.tag("code", language.map(it -> Map.of("class", "language-" + it)).orElse(Map.of()));
        language.flatMap(it -> CodeColours.html(it, text))
                .ifPresentOrElse(html::raw, () -> html.text(text));
        html.tag("/code");
    }
}
