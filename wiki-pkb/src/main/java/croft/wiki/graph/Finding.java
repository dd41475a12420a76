package croft.wiki.graph;

import croft.wiki.page.FilePath;

/// Something in a folder that its owner may want to look at.
///
/// @param line in the file, from 1; 0 if it is about the file as a whole
/// @param text what, and what to do about it, in one line
public record Finding(Kind kind, FilePath path, int line, String text)
        implements Comparable<Finding> {
    /// What kind of thing, the worst first.
    public enum Kind {
        /// The head of a page, or its octets, cannot be read as they should.
        PROBLEM,
        /// An address of the wiki itself is in the place of a page or file.
        HIDDEN_BY_ADDRESS,
        /// Two pages or files are at one address.
        SAME_ADDRESS,
        /// Two names differ only in case, which many disks cannot keep apart.
        CASE_CLASH,
        /// A link leads nowhere.
        DEAD_LINK,
        /// A link leads to what readers do not see.
        PRIVATE_LINK,
        /// A link leads to one of several that it could mean alike.
        AMBIGUOUS_NAME,
        /// Pages link to one that is not written yet.
        MISSING_PAGE,
        /// No page links to it.
        ORPHAN
    }

    @Override
    public int compareTo(Finding other) {
        int byKind = kind.compareTo(other.kind);
        int byPath = byKind == 0 ? path.compareTo(other.path) : byKind;
        int byLine = byPath == 0 ? Integer.compare(line, other.line) : byPath;
        return byLine == 0 ? text.compareTo(other.text) : byLine;
    }
}
