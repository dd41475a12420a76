package croft.wiki.web;

import croft.wiki.feed.Preview;
import java.util.List;
import java.util.Optional;

/// What stands around every page: its head, the way in, the foot.
///
/// @param language of the page (BCP 47)
/// @param title of the page, without the name of the wiki
/// @param version told to the script of live pages; empty if the page is not live
/// @param indexed whether search engines are to list it
/// @param preview what others show of it; empty where there is nothing to link to
/// @param source where its Markdown is, if it is anywhere
/// @param style where the style sheet is
/// @param scripts that the page has use of
/// @param here which of the wiki's own lists this is: an address, or nothing
/// @param query what was looked for, to stand in the field
record Frame(
        String language,
        String title,
        Masthead masthead,
        String version,
        boolean indexed,
        Optional<Preview> preview,
        Optional<String> source,
        String style,
        List<String> scripts,
        String here,
        String query) {
    Frame {
        scripts = List.copyOf(scripts);
    }

    /// The title of the window.
    String windowTitle() {
        return title.equals(masthead.name()) ? title : title + " - " + masthead.name();
    }

    /// The wiki by its name, and whose it is.
    ///
    /// @param years of the copyright, as `2019-2026`; empty if nothing is known
    record Masthead(
            String name,
            Optional<String> tagline,
            Optional<String> author,
            Optional<String> authorUrl,
            String years) {}
}
