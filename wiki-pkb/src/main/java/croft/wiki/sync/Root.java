package croft.wiki.sync;

import croft.wiki.page.FilePath;
import java.nio.file.Path;

/// A folder whose files are those of a wiki.
///
/// @param prefix what their paths begin with: empty for the pages, `public/` for what pkb serves
///   beside them
/// @param top real, without links
record Root(String prefix, Path top) {
    /// Where something of this folder is.
    ///
    /// @param relative from the top; empty for the top itself
    Path place(String relative) {
        return relative.isEmpty() ? top : top.resolve(relative);
    }

    FilePath path(String relative) {
        return new FilePath(prefix + relative);
    }

    /// Whether a path of the wiki is one of this folder's.
    boolean has(FilePath path) {
        return path.text().startsWith(prefix);
    }

    Path place(FilePath path) {
        return top.resolve(path.text().substring(prefix.length()));
    }
}
