package croft.wiki.render;

import croft.wiki.page.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/// The headings of a garden's page and the fragments that lead to them: slugs, made unique by
/// numbers.
final class HeadingIds {
    /// Of a heading that has no letters.
    private static final String NAMELESS = "section";

    /// Obsidian leaves these out of links to headings.
    private static final Pattern SIGNS = Pattern.compile("[\\p{Punct}\\s]+");

    private final Map<Heading, Facts.Heading> byNode = new HashMap<>();
    private final List<Facts.Heading> outline = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Facts.Heading> byId = new HashMap<>();
    private final Map<String, Facts.Heading> byText = new HashMap<>();

    private HeadingIds() {}

    static HeadingIds of(Node document) {
        HeadingIds ids = new HeadingIds();
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        ids.add(heading);
                    }

                    @Override
                    public void visit(Paragraph paragraph) {
                        // No headings inside.
                    }
                });
        return ids;
    }

    private void add(Heading node) {
        String text = PlainText.of(node);
        Facts.Heading heading = new Facts.Heading(node.getLevel(), text, unique(text));
        byNode.put(node, heading);
        outline.add(heading);
        byId.put(heading.id(), heading);
        byText.putIfAbsent(folded(text), heading);
    }

    /// An id for a heading of a text that no other has.
    String unique(String text) {
        String slug = Slug.of(text);
        String base = slug.isEmpty() ? NAMELESS : slug;
        String id = base;
        while (!ids.add(id)) {
            id = base + "-" + numbers.merge(base, 1, Integer::sum);
        }
        return id;
    }

    Facts.Heading of(Heading node) {
        return Objects.requireNonNull(byNode.get(node), "a heading of another text");
    }

    List<Facts.Heading> outline() {
        return outline;
    }

    /// Where a link to a heading of this page leads.
    ///
    /// @param name as a link says it: the heading's text, or its id
    String idOf(String name) {
        return found(name).map(Facts.Heading::id).orElseGet(() -> fragment(name));
    }

    private Optional<Facts.Heading> found(String name) {
        return Optional.ofNullable(byId.get(name))
                .or(() -> Optional.ofNullable(byText.get(folded(name))));
    }

    /// Where a link to a heading of a page leads whose headings are not known: the first of that
    /// text. What begins with `^` is the name of a block.
    static String fragment(String name) {
        String slug = name.startsWith("^") ? name : Slug.of(name);
        return slug.isEmpty() ? NAMELESS : slug;
    }

    /// Whether a link to a heading means one of this text.
    static boolean isMeant(String text, String name) {
        return folded(text).equals(folded(name)) || Slug.of(text).equals(Slug.of(name));
    }

    private static String folded(String text) {
        return SIGNS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
