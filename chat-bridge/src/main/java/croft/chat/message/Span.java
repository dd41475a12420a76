package croft.chat.message;

import java.util.Set;

/// A piece of text in one style.
///
/// @param text without line ends and control characters
public record Span(String text, Set<Style> styles) {
    public Span {
        styles = Set.copyOf(styles);
    }

    /// Text that does not stand out.
    public static Span plain(String text) {
        return new Span(text, Set.of());
    }
}
