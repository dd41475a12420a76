package croft.site.markup;

import java.util.Map;

/// Told what a page of HTML consists of, in order. Lines count from 1.
public interface MarkupReader {
    /// A start tag.
    ///
    /// @param name in lower case
    /// @param attributes those that are wanted, by their names in lower case
    void tag(String name, Map<String, Attribute> attributes, int line);

    /// An end tag.
    default void end(String name) {}

    /// The content of a style element.
    default void style(String css, int line) {}

    /// Whether the rest need not be read.
    default boolean hasEnough() {
        return false;
    }

    /// The value of an attribute.
    ///
    /// @param value entities decoded
    /// @param line on which the value begins
    record Attribute(String value, int line) {}
}
