package croft.chat.message;

/// How a piece of text stands out, as far as chat networks have it in common.
public enum Style {
    BOLD,
    ITALIC,
    STRIKE,
    /// Code: every character counts, and nothing in it means anything else.
    MONO,
    /// IRC alone has it.
    UNDERLINE
}
