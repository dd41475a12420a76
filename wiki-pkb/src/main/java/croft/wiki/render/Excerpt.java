package croft.wiki.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/// A part of a page: one section, or one block that has a name. It is taken out of the page's tree.
final class Excerpt {
    private Excerpt() {}

    /// The part that a link names.
    ///
    /// @param name a heading, or a block's name with `^` before it
    /// @return empty if the page has no such part
    static Optional<Node> of(Node page, String name) {
        List<Node> part =
                name.startsWith("^") ? block(page, name.substring(1)) : section(page, name);
        if (part.isEmpty()) {
            return Optional.empty();
        }
        Document excerpt = new Document();
        part.forEach(excerpt::appendChild);
        for (Node node = page.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            if (node instanceof FootnoteDefinition) {
                excerpt.appendChild(node);
            }
            node = next;
        }
        return Optional.of(excerpt);
    }

    /// A heading and what follows it, to the next heading that is not below it.
    private static List<Node> section(Node page, String name) {
        List<Node> section = new ArrayList<>();
        int level = 0;
        for (Node node = page.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                if (level > 0 && heading.getLevel() <= level) {
                    break;
                }
                if (level == 0 && HeadingIds.isMeant(PlainText.of(heading), name)) {
                    level = heading.getLevel();
                }
            }
            if (level > 0) {
                section.add(node);
            }
        }
        return section;
    }

    private static List<Node> block(Node page, String name) {
        Search search = new Search(name);
        page.accept(search);
        return switch (search.found) {
            case null -> List.of();
            case ListItem item -> children(item);
            case Node node -> List.of(node);
        };
    }

    private static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            children.add(node);
        }
        return children;
    }

    /// Looks for the block of a name.
    private static final class Search extends AbstractVisitor {
        private final String name;
        private @Nullable Block found;

        Search(String name) {
            this.name = name;
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof BlockName.Named named && named.name().name().equals(name)) {
                found = found == null ? block : found;
            }
            super.visit(block);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof BlockName it
                    && it.name().equals(name)
                    && found == null
                    && node.getParent() instanceof Paragraph paragraph) {
                found = paragraph.getParent() instanceof ListItem item ? item : paragraph;
            }
            super.visit(node);
        }
    }
}
