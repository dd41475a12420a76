package croft.wiki.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.DefinitionMap;
import org.commonmark.node.Node;

/// The footnotes of a text, numbered in the order in which they are referred to. Those that only
/// other footnotes refer to come behind; those that nothing refers to are not shown.
final class Footnotes {
    private final Map<Node, Note> byContent = new LinkedHashMap<>();
    private final Map<Node, Reference> references = new HashMap<>();

    private Footnotes() {}

    /// One that is shown.
    ///
    /// @param content a definition, or the footnote that is written where it is referred to
    /// @param references how often it is referred to
    record Note(int number, Node content, int references) {}

    /// One place that refers to a footnote.
    ///
    /// @param note its number
    /// @param ordinal from 1: which of the references to that note this is
    record Reference(int note, int ordinal) {}

    static Footnotes of(Node document) {
        Footnotes notes = new Footnotes();
        DefinitionMap<FootnoteDefinition> definitions =
                new DefinitionMap<>(FootnoteDefinition.class);
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(CustomBlock block) {
                        if (block instanceof FootnoteDefinition definition) {
                            definitions.putIfAbsent(definition.getLabel(), definition);
                        } else {
                            super.visit(block);
                        }
                    }
                });
        Deque<Node> unread = new ArrayDeque<>();
        document.accept(notes.new Reader(document, definitions, unread));
        while (!unread.isEmpty()) {
            Node content = unread.removeFirst();
            content.accept(notes.new Reader(content, definitions, unread));
        }
        return notes;
    }

    List<Note> notes() {
        return List.copyOf(byContent.values());
    }

    /// Which footnote a place refers to.
    ///
    /// @return empty if nothing defines what is referred to
    Optional<Reference> reference(Node node) {
        return Optional.ofNullable(references.get(node));
    }

    private void refer(Node from, Node content, Deque<Node> unread) {
        Note before = byContent.get(content);
        Note now =
                before == null
                        ? new Note(byContent.size() + 1, content, 1)
                        : new Note(before.number(), content, before.references() + 1);
        byContent.put(content, now);
        references.put(from, new Reference(now.number(), now.references()));
        if (before == null) {
            unread.addLast(content);
        }
    }

    /// Notes the references of a text, but not those inside of footnotes.
    private final class Reader extends AbstractVisitor {
        private final Node start;
        private final DefinitionMap<FootnoteDefinition> definitions;
        private final Deque<Node> unread;

        Reader(Node start, DefinitionMap<FootnoteDefinition> definitions, Deque<Node> unread) {
            this.start = start;
            this.definitions = definitions;
            this.unread = unread;
        }

        @Override
        public void visit(CustomBlock block) {
            if (!(block instanceof FootnoteDefinition) || block.equals(start)) {
                super.visit(block);
            }
        }

        @Override
        public void visit(CustomNode node) {
            switch (node) {
                case FootnoteReference reference -> {
                    FootnoteDefinition definition = definitions.get(reference.getLabel());
                    if (definition != null) {
                        refer(reference, definition, unread);
                    }
                }
                case InlineFootnote note when !note.equals(start) -> refer(note, note, unread);
                default -> super.visit(node);
            }
        }
    }
}
