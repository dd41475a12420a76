package croft.wiki.render;

import croft.wiki.math.MathMl;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Writes what stands in a line and is no link.
final class InlineHtml implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Passage passage;

    InlineHtml(HtmlNodeRendererContext context, Passage passage) {
        this.context = context;
        this.html = context.getWriter();
        this.passage = passage;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                EscapedBracket.class,
                Highlight.class,
                Formula.class,
                Hidden.class,
                BlockName.class,
                Task.class,
                HtmlInline.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case EscapedBracket text -> html.text(text.getLiteral());
            case Highlight highlight -> {
                html.tag("mark");
                for (Node child = highlight.getFirstChild();
                        child != null;
                        child = child.getNext()) {
                    context.render(child);
                }
                html.tag("/mark");
            }
            case Formula formula -> formula(formula);
            case Task task -> box(task);
            case HtmlInline tag -> tag(tag.getLiteral());
            // For authors, and for the block that it stands in.
            case Hidden _, BlockName _ -> {}
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private void formula(Formula formula) {
        MathMl.of(formula.tex(), formula.display())
                .ifPresentOrElse(
                        html::raw,
                        () -> {
                            html.tag("code", Map.of("class", "formula"));
                            html.text(formula.source());
                            html.tag("/code");
                        });
    }

    private void box(Task task) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", "checkbox");
        attributes.put("disabled", "");
        if (task.done()) {
            attributes.put("checked", "");
        }
        html.tag("input", attributes);
        html.text(" ");
    }

    private void tag(String literal) {
        if (literal.startsWith("<!--")) {
            return;
        }
        switch (literal.toLowerCase(Locale.ROOT)) {
            // Much used, and nothing that needs to be looked at.
            case "<br>", "<br/>", "<br />" -> html.raw("<br>");
            default -> {
                passage.noteHtml();
                html.raw(literal);
            }
        }
    }
}
