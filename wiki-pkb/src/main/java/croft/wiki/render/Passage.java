package croft.wiki.render;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/// The text of one page on its way to HTML: the page that was asked for, or one that is shown
/// inside it.
final class Passage {
    private final Page page;
    private final List<FilePath> trail;
    private final HeadingIds headings;
    private final Footnotes footnotes;
    private final String prefix;
    private final Surroundings around;
    private final Map<Node, Surroundings.Destination> destinations = new HashMap<>();
    private final Set<String> blockNames = new HashSet<>();
    private boolean html;

    /// @param trail the pages that this one is shown inside of, and itself last
    /// @param prefix of ids that would be those of other passages without it
    Passage(
            Page page,
            List<FilePath> trail,
            Node document,
            HeadingIds headings,
            String prefix,
            Surroundings around) {
        this.page = page;
        this.trail = List.copyOf(trail);
        this.headings = headings;
        this.footnotes = Footnotes.of(document);
        this.prefix = prefix;
        this.around = around;
    }

    Page page() {
        return page;
    }

    List<FilePath> trail() {
        return trail;
    }

    /// Whether it is shown inside another. Fragments then lead to the page itself.
    boolean isEmbedded() {
        return trail.size() > 1;
    }

    HeadingIds headings() {
        return headings;
    }

    Footnotes footnotes() {
        return footnotes;
    }

    String prefix() {
        return prefix;
    }

    /// Whether the author's own HTML was written.
    boolean hasHtml() {
        return html;
    }

    void noteHtml() {
        html = true;
    }

    /// The id of a block, at its first mention.
    Optional<String> id(BlockName name) {
        return !isEmbedded() && blockNames.add(name.name())
                ? Optional.of(name.id())
                : Optional.empty();
    }

    /// The id of a block whose last words are its name.
    Optional<String> idAtEndOf(Node paragraph) {
        return paragraph.getLastChild() instanceof BlockName name ? id(name) : Optional.empty();
    }

    /// Where a link of this page leads; looked up once.
    Surroundings.Destination find(Node node, Facts.Link link) {
        return destinations.computeIfAbsent(node, _ -> around.find(page.path(), link));
    }

    /// The address of a part of this page, for links in it.
    String fragment(String heading) {
        String id = headings.idOf(heading);
        return (isEmbedded() ? page.address().text() : "") + "#" + id;
    }

    /// Whether a page is shown in the place of a node: it names one, and stands where blocks may.
    boolean showsPage(Node node) {
        return (switch (node) {
                    case Wikilink link when link.isEmbedded() -> Optional.of(link.link());
                    case Image image ->
                            Href.of(image.getDestination(), true) instanceof Href.Inside inside
                                    ? Optional.of(inside.link())
                                    : Optional.<Facts.Link>empty();
                    default -> Optional.<Facts.Link>empty();
                })
                .filter(_ -> takesBlocks(node))
                .filter(link -> !link.target().isEmpty())
                .filter(link -> find(node, link) instanceof Surroundings.Destination.ToPage)
                .isPresent();
    }

    private static boolean takesBlocks(Node node) {
        return switch (node.getParent()) {
            case Paragraph paragraph ->
                    !(paragraph.getFirstChild() instanceof Task)
                            && !(paragraph.getParent() instanceof FootnoteDefinition);
            case TableCell _ -> true;
            case null, default -> false;
        };
    }
}
