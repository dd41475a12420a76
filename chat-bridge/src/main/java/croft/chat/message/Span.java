package croft.chat.message;

import java.util.Set;

/// A piece of text in one style.
///
/// @param text without line ends and control characters
record Span(String text, Set<Style> styles) {
    Span {
        styles = Set.copyOf(styles);
    }

    /// Text that does not stand out.
    static Span plain(String text) {
        return new Span(text, Set.of());
    }
}
