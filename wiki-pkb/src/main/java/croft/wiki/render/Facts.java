package croft.wiki.render;

import croft.wiki.page.Tag;
import java.util.List;
import java.util.Optional;

/// What the text of one page says, without regard to any other: read once for each version of a
/// file, and kept in memory for every page of a wiki.
///
/// @param links in the order of the text
/// @param headings in the order of the text
/// @param tags written in the text (`#tag`), each once; none in strict Markdown
/// @param summary the beginning of the text in plain words, at most 200 characters; for feeds,
///   previews and lists
/// @param readsRecent whether it shows what changed last
public record Facts(
        List<Link> links,
        List<Heading> headings,
        List<Tag> tags,
        Optional<String> summary,
        boolean readsRecent) {
    public Facts {
        links = List.copyOf(links);
        headings = List.copyOf(headings);
        tags = List.copyOf(tags);
    }

    /// One mention of something that may be a page or a file of the wiki.
    ///
    /// @param target as written, decoded, without heading and alias: `Plum cake`, `../a.png`; empty
    ///   for a heading of the page itself
    /// @param heading what follows `#`, if anything does
    /// @param kind how it is written, which decides how the target is looked up
    /// @param embedded whether what it names is shown in its place
    /// @param context the words around it, in plain text, at most 200 characters
    public record Link(
            String target, Optional<String> heading, Kind kind, boolean embedded, String context) {}

    /// How a link is written.
    public enum Kind {
        /// `[[target]]`: a name, or the end of a path, found anywhere in the wiki.
        WIKI,
        /// `[text](target)`: a path, relative to the page or from the top of the wiki.
        MARKDOWN
    }

    /// One heading of the text.
    ///
    /// @param level 1 to 6
    /// @param id the fragment that leads to it, unique in its page (in strict Markdown it need not
    ///   be)
    public record Heading(int level, String text, String id) {}
}
