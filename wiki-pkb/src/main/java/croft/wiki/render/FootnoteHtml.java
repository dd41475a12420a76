package croft.wiki.render;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Writes the numbers of footnotes where they are referred to, and the footnotes at the end.
///
/// Their ids have an underscore, which no heading's id has.
final class FootnoteHtml implements NodeRenderer {
    /// Ways back from one note; more than anybody would try.
    private static final int MOST_BACK = 20;

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Passage passage;

    FootnoteHtml(HtmlNodeRendererContext context, Passage passage) {
        this.context = context;
        this.html = context.getWriter();
        this.passage = passage;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FootnoteReference.class, InlineFootnote.class, FootnoteDefinition.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof FootnoteDefinition) {
            return;
        }
        passage.footnotes()
                .reference(node)
                .ifPresentOrElse(
                        this::reference,
                        () -> {
                            if (node instanceof FootnoteReference undefined) {
                                html.text("[^" + undefined.getLabel() + "]");
                            }
                        });
    }

    private void reference(Footnotes.Reference reference) {
        html.tag("sup", Map.of("class", "footnote-ref"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", "#" + noteId(reference.note()));
        attributes.put("id", referenceId(reference.note(), reference.ordinal()));
        attributes.put("role", "doc-noteref");
        html.tag("a", attributes);
        html.text(Integer.toString(reference.note()));
        html.tag("/a");
        html.tag("/sup");
    }

    @Override
    public void afterRoot(Node root) {
        if (passage.footnotes().notes().isEmpty()) {
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "footnotes");
        attributes.put("role", "doc-endnotes");
        attributes.put("aria-label", "Footnotes");
        html.line();
        html.tag("section", attributes);
        html.line();
        html.tag("ol");
        html.line();
        passage.footnotes().notes().forEach(this::note);
        html.tag("/ol");
        html.line();
        html.tag("/section");
        html.line();
    }

    private void note(Footnotes.Note note) {
        html.tag("li", Map.of("id", noteId(note.number())));
        Node content = note.content();
        Node last = content.getLastChild();
        if (content instanceof InlineFootnote) {
            html.tag("p");
            children(content);
            back(note);
            html.tag("/p");
        } else {
            for (Node node = content.getFirstChild(); node != null; node = node.getNext()) {
                if (node.equals(last) && node instanceof Paragraph) {
                    html.line();
                    html.tag("p");
                    children(node);
                    back(note);
                    html.tag("/p");
                } else {
                    context.render(node);
                }
            }
            if (!(last instanceof Paragraph)) {
                html.line();
                html.tag("p");
                back(note);
                html.tag("/p");
            }
        }
        html.line();
        html.tag("/li");
        html.line();
    }

    private void back(Footnotes.Note note) {
        for (int i = 1; i <= Math.min(note.references(), MOST_BACK); i++) {
            String name = note.number() + (i == 1 ? "" : "-" + i);
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("class", "footnote-back");
            attributes.put("href", "#" + referenceId(note.number(), i));
            attributes.put("role", "doc-backlink");
            attributes.put("aria-label", "Back to reference " + name);
            html.text(" ");
            html.tag("a", attributes);
            // With a variation selector, or phones make a picture of the arrow.
            html.text("↩︎");
            if (i > 1) {
                html.tag("sup");
                html.text(Integer.toString(i));
                html.tag("/sup");
            }
            html.tag("/a");
        }
    }

    private String noteId(int number) {
        return passage.prefix() + "fn_" + number;
    }

    private String referenceId(int number, int ordinal) {
        return passage.prefix() + "fnref_" + number + (ordinal == 1 ? "" : "-" + ordinal);
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            context.render(node);
        }
    }
}
