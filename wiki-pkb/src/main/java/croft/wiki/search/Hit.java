package croft.wiki.search;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Tag;
import java.time.Instant;
import java.util.List;

/// A page that was found.
///
/// @param snippet a part of its text, in plain words
/// @param tags of its head and its text
public record Hit(
        FilePath path,
        String title,
        Address address,
        List<Piece> snippet,
        List<Tag> tags,
        Instant modified) {
    public Hit {
        snippet = List.copyOf(snippet);
        tags = List.copyOf(tags);
    }

    /// A piece of plain text; whoever writes it into HTML escapes it.
    ///
    /// @param marked whether it is what was looked for
    public record Piece(String text, boolean marked) {}
}
