package croft.wiki.render;

import croft.wiki.math.MathMl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/// Writes the blocks that a garden has beside CommonMark's, or writes otherwise.
final class BlockHtml implements NodeRenderer {
    private static final Map<String, String> SCROLLS = Map.of("tabindex", "0");

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Passage passage;
    private final Typesetting typesetting;

    BlockHtml(HtmlNodeRendererContext context, Passage passage, Typesetting typesetting) {
        this.context = context;
        this.html = context.getWriter();
        this.passage = passage;
        this.typesetting = typesetting;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Heading.class,
                Paragraph.class,
                ListItem.class,
                TableBlock.class,
                FencedCodeBlock.class,
                IndentedCodeBlock.class,
                HtmlBlock.class,
                Callout.class,
                Callout.Title.class,
                FormulaBlock.class,
                HiddenBlock.class,
                BlockName.Named.class);
    }

    @Override
    public void render(Node node) {
        boolean apart =
                !(node instanceof Callout.Title)
                        && !(node instanceof Paragraph paragraph && isInTightList(paragraph));
        if (apart) {
            html.line();
        }
        switch (node) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> paragraph(paragraph);
            case ListItem item -> item(item);
            case TableBlock table -> table(table);
            case FencedCodeBlock code -> fenced(code);
            case IndentedCodeBlock code -> code(code.getLiteral(), Optional.empty());
            case HtmlBlock block -> block(block.getLiteral());
            case Callout callout -> callout(callout);
            case Callout.Title title -> children(title);
            case FormulaBlock formula -> formula(formula.tex(), formula.closed());
            case BlockName.Named named -> named(named);
            case HiddenBlock _ -> {}
            default -> throw new IllegalArgumentException(node.toString());
        }
        if (apart) {
            html.line();
        }
    }

    private void heading(Heading node) {
        String tag = "h" + node.getLevel();
        if (passage.isEmbedded()) {
            html.tag(tag);
            children(node);
        } else {
            String id = passage.headings().of(node).id();
            html.tag(tag, Map.of("id", id));
            children(node);
            html.raw(" ");
            Map<String, String> anchor = new LinkedHashMap<>();
            anchor.put("class", "anchor");
            anchor.put("href", "#" + id);
            anchor.put("aria-label", "Link to this section");
            html.tag("a", anchor);
            html.text("#");
            html.tag("/a");
        }
        html.tag("/" + tag);
    }

    /// A page that is shown in a paragraph parts it.
    private void paragraph(Paragraph node) {
        boolean bare = isInTightList(node);
        boolean task = node.getFirstChild() instanceof Task;
        boolean open = false;
        Optional<String> id = bare ? Optional.empty() : passage.idAtEndOf(node);
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            boolean block = passage.showsPage(child);
            if (block && open) {
                close(bare, task);
                open = false;
            } else if (!block && !open && !isSpace(child)) {
                if (!bare) {
                    html.line();
                    html.tag("p", id.map(it -> Map.of("id", it)).orElse(Map.of()));
                    id = Optional.empty();
                }
                if (task) {
                    html.tag("label");
                }
                open = true;
            }
            if (block || open) {
                context.render(child);
            }
        }
        if (open) {
            close(bare, task);
        }
    }

    private void close(boolean bare, boolean task) {
        if (task) {
            html.tag("/label");
        }
        if (!bare) {
            html.tag("/p");
        }
    }

    private static boolean isSpace(Node node) {
        return node instanceof SoftLineBreak
                || node instanceof BlockName
                || (node instanceof Text text && text.getLiteral().isBlank());
    }

    private static boolean isInTightList(Paragraph node) {
        return node.getParent() instanceof ListItem item
                && item.getParent() instanceof ListBlock list
                && list.isTight();
    }

    private void item(ListItem node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (Task.isOne(node)) {
            attributes.put("class", "task");
        }
        if (node.getFirstChild() instanceof Paragraph first && isInTightList(first)) {
            passage.idAtEndOf(first).ifPresent(id -> attributes.put("id", id));
        }
        html.tag("li", attributes);
        children(node);
        html.tag("/li");
    }

    private void table(TableBlock node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "table");
        attributes.put("role", "group"); // regions would be landmarks of one name
        attributes.put("aria-label", "Table");
        attributes.put("tabindex", "0");
        html.tag("div", attributes);
        html.tag("table");
        children(node);
        html.tag("/table");
        html.tag("/div");
    }

    private void fenced(FencedCodeBlock node) {
        String info = Optional.ofNullable(node.getInfo()).orElse("");
        String language = CodeHtml.language(info);
        switch (language) {
            case "mermaid" -> {
                typesetting.noteDiagram();
                html.tag("pre", scrolling("mermaid"));
                html.text(node.getLiteral().stripTrailing());
                html.tag("/pre");
            }
            case "math", "latex-math" -> formula(node.getLiteral().strip(), true);
            case "" -> code(node.getLiteral(), Optional.empty());
            default -> code(node.getLiteral(), Optional.of(language));
        }
    }

    private void code(String text, Optional<String> language) {
        html.tag("pre", SCROLLS);
        CodeHtml.write(html, text, language);
        html.tag("/pre");
    }

    private void formula(String tex, boolean whole) {
        Optional<String> math = whole ? MathMl.of(tex, true) : Optional.empty();
        if (math.isPresent()) {
            html.tag("div", scrolling("formula"));
            html.raw(math.get());
            html.tag("/div");
        } else {
            html.tag("pre", scrolling("formula"));
            html.tag("code");
            html.text(tex);
            html.tag("/code");
            html.tag("/pre");
        }
    }

    /// What may be wider than the page scrolls by itself, also with the keyboard.
    private static Map<String, String> scrolling(String name) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", name);
        attributes.put("tabindex", "0");
        return attributes;
    }

    private void block(String literal) {
        String text = literal.strip();
        if (text.startsWith("<!--") && text.indexOf("-->") == text.length() - 3) {
            return;
        }
        passage.noteHtml();
        html.raw(literal);
    }

    private void callout(Callout node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "callout callout-" + node.kind().word());
        boolean folds = node.fold() != Callout.Fold.NONE;
        if (folds && node.fold() == Callout.Fold.OPEN) {
            attributes.put("open", "");
        }
        if (!folds) {
            attributes.put("role", "note");
        }
        html.tag(folds ? "details" : "div", attributes);
        html.line();
        Node title = node.getFirstChild();
        String tag = folds ? "summary" : "p";
        html.tag(tag, Map.of("class", "callout-title"));
        if (title instanceof Callout.Title it) {
            title(node, it);
        }
        html.tag("/" + tag);
        html.line();
        for (Node child = title == null ? null : title.getNext();
                child != null;
                child = child.getNext()) {
            context.render(child);
        }
        html.line();
        html.tag(folds ? "/details" : "/div");
    }

    private void title(Callout callout, Callout.Title title) {
        if (title.standard().isPresent()) {
            html.text(title.standard().get());
            return;
        }
        if (callout.kind() != CalloutKind.NOTE) {
            // Colour says it to those who see it.
            html.tag("span", Map.of("class", "visually-hidden"));
            html.text(callout.kind().title() + ": ");
            html.tag("/span");
        }
        children(title);
    }

    private void named(BlockName.Named node) {
        html.tag("div", passage.id(node.name()).map(id -> Map.of("id", id)).orElse(Map.of()));
        children(node);
        html.tag("/div");
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            context.render(node);
            node = next;
        }
    }
}
