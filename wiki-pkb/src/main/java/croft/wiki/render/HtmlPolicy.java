package croft.wiki.render;

/// What becomes of the HTML that stands in the Markdown of a wiki.
public enum HtmlPolicy {
    /// Only what cannot do harm is kept: no script, no style that leaves its place, no form, no
    /// frame, no address that runs something.
    SANITIZED,
    /// All of it is kept as it is written; only tags that were left open are closed.
    TRUSTED
}
