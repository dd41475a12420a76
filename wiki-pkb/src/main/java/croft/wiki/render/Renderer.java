package croft.wiki.render;

import croft.wiki.page.Page;

/// Reads and renders pages of one wiki. Any thread; it never blocks, reads no file, and ends within
/// its bounds on any input.
///
/// `body` is always the text of the file behind its head.
public interface Renderer {
    /// What the text says by itself.
    Facts facts(Page page, String body);

    /// The text for the index.
    SearchText searchText(Page page, String body);

    /// The text as HTML.
    Rendered render(Page page, String body, Surroundings around);
}
