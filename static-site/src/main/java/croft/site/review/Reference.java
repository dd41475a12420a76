package croft.site.review;

/// One place in a page or style sheet that names another file.
///
/// @param url as it is written, entities decoded
/// @param line from 1
record Reference(Use use, String url, int line) {
    /// What the browser does with it.
    enum Use {
        /// Goes there when asked to.
        LINK,
        /// Shows it in a frame: a page, but loaded with this one.
        FRAME,
        /// Loads it as part of this page.
        ASSET
    }
}
