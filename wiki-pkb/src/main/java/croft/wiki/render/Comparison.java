package croft.wiki.render;

import croft.wiki.page.Page;

/// Whether a page looks the same in both dialects: what its owner asks before going from one to the
/// other.
///
/// What a browser does not show does not count: classes, ids, sizes of pictures, the anchors of
/// headings.
public sealed interface Comparison {
    /// Both show the same.
    record Same() implements Comparison {}

    /// They differ.
    ///
    /// @param where the first place, in one line for the owner: the words before it, and what each
    ///   dialect makes of what follows
    record Differs(String where) implements Comparison {}

    /// Renders a page twice and compares.
    ///
    /// @param body the text of the file behind its head
    static Comparison of(Page page, String body, HtmlPolicy html, Surroundings around) {
        return new TwoRenderings(html).compare(page, body, around);
    }
}
