package croft.wiki.render;

import java.util.List;

/// A page's text as HTML.
///
/// @param html for the inside of an article; safe for everybody's browser unless the wiki trusts
///   its HTML
/// @param outline its headings, for a table of contents
/// @param diagrams whether it has any that a script draws
public record Rendered(String html, List<Facts.Heading> outline, boolean diagrams) {
    public Rendered {
        outline = List.copyOf(outline);
    }
}
