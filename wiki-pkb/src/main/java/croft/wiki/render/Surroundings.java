package croft.wiki.render;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.util.List;
import java.util.Optional;

/// What is around a page while it is rendered. Whoever implements it notes what was asked for. One
/// thread at a time.
public interface Surroundings {
    /// Where a link leads.
    ///
    /// @param from the page whose text has the link; not the page that is rendered where it is
    ///   embedded there
    Destination find(FilePath from, Facts.Link link);

    /// The text of a page that is to be embedded.
    ///
    /// @return empty if it cannot be read
    Optional<String> text(FilePath page);

    /// How large a picture of the wiki is.
    ///
    /// @return empty if that cannot be told
    Optional<Size> size(FilePath picture);

    /// The listed pages that changed last, the newest first.
    List<Page> recent(int count);

    /// Where a link leads. What is private is missing.
    sealed interface Destination {
        /// A page that is served.
        record ToPage(Page page) implements Destination {}

        /// A file that is served and is not a page.
        record ToFile(FilePath file, Address address) implements Destination {}

        /// Something of the wiki that is not there.
        record Missing() implements Destination {}

        /// Not of this wiki's pages: another site, a mail address, one of the wiki's own addresses
        /// such as `/tags`.
        record Elsewhere() implements Destination {}
    }

    /// In pixels.
    record Size(int width, int height) {}
}
