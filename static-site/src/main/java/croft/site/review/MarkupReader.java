package croft.site.review;

import java.util.Map;

/// Told what a page of HTML consists of, in order. Lines count from 1.
interface MarkupReader {
    /// A start tag.
    ///
    /// @param name in lower case
    /// @param attributes those of [Markup#ATTRIBUTES], by their names in lower case
    void tag(String name, Map<String, Attribute> attributes, int line);

    /// The content of a style element.
    void style(String css, int line);

    /// The value of an attribute.
    ///
    /// @param value entities decoded
    /// @param line on which the value begins
    record Attribute(String value, int line) {}
}
