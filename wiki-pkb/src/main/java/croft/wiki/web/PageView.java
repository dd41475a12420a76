package croft.wiki.web;

import croft.wiki.page.Tag;
import croft.wiki.render.Facts;
import java.util.List;
import java.util.Optional;

/// A page as its template shows it.
///
/// @param crumbs the folders it lies in
/// @param title of the page; empty where the text begins with one of its own
/// @param html the inside of the article, safe to be sent
/// @param contents its headings, where they are worth a list
/// @param linkedFrom the pages that link to it
/// @param graph an SVG of what is near, safe to be sent; empty if nothing is
record PageView(
        List<Crumb> crumbs,
        Optional<String> title,
        String address,
        String html,
        List<Heading> contents,
        List<Tag> tags,
        Moment modified,
        List<Backlink> linkedFrom,
        String graph) {
    /// Fewer headings than this are seen at a glance.
    private static final int FEWEST_HEADINGS = 3;

    PageView {
        crumbs = List.copyOf(crumbs);
        contents = List.copyOf(contents);
        tags = List.copyOf(tags);
        linkedFrom = List.copyOf(linkedFrom);
    }

    /// A folder.
    record Crumb(String name, String address) {}

    /// A heading in the list of contents.
    ///
    /// @param depth from 1, whatever the levels of the headings are
    record Heading(int depth, String text, String id) {}

    /// A page that links here.
    ///
    /// @param words around the link
    record Backlink(String title, String address, List<String> words) {
        Backlink {
            words = List.copyOf(words);
        }
    }

    /// The headings of an outline that a list of contents has: two levels of it.
    static List<Heading> contents(List<Facts.Heading> outline) {
        int top =
                outline.stream()
                        .mapToInt(Facts.Heading::level)
                        .filter(level -> level > 1)
                        .min()
                        .orElse(1);
        List<Heading> shown =
                outline.stream()
                        .filter(heading -> heading.level() >= top && heading.level() <= top + 1)
                        .filter(heading -> !heading.id().isEmpty() && !heading.text().isBlank())
                        .map(heading ->
                                new Heading(
                                        heading.level() - top + 1, heading.text(), heading.id()))
                        .toList();
        return shown.size() < FEWEST_HEADINGS ? List.of() : shown;
    }
}
