package croft.wiki.search;

import croft.platform.declaration.HostName;
import croft.wiki.page.Page;
import croft.wiki.render.SearchText;
import java.util.Optional;

/// What is searched, as far as gardens do not tell. Any thread.
public interface Corpus {
    /// The language of a wiki's texts where they do not say (BCP 47).
    String language(HostName site);

    /// The text of a page, as its file is now. May wait for the disk.
    ///
    /// @return empty if it cannot be read; the page is found by its title then
    Optional<SearchText> text(HostName site, Page page);
}
