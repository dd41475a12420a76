package croft.wiki.render;

/// Which Markdown the pages of a wiki are written in.
public enum Dialect {
    /// CommonMark and nothing else, as pkb reads it, with pkb's ids of headings.
    STRICT,
    /// What people write in Obsidian and on GitHub.
    GARDEN
}
