package croft.wiki.web;

import java.util.Locale;

/// What an Accept field (RFC 9110 §12.5.1) says of the two forms that a page has.
///
/// @param markdown how much its source is wanted, 0 to 1; only if it is named, as `*/*` is what
///   every browser adds
/// @param html how much the page is, if it is named
record Accepted(double markdown, double html) {
    /// @param field empty if there is none
    static Accepted of(String field) {
        double markdown = 0;
        double html = 0;
        for (String range : field.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] pieces = range.split(";", -1);
            switch (pieces[0].strip()) {
                case "text/markdown" -> markdown = Math.max(markdown, quality(pieces));
                case "text/html", "application/xhtml+xml" -> html = Math.max(html, quality(pieces));
                default -> {}
            }
        }
        return new Accepted(markdown, html);
    }

    /// Whether the source is to be sent under the address of the page.
    boolean wantsMarkdown() {
        return markdown > 0 && markdown >= html;
    }

    /// Whether the page is to be shown under the address of its source: browsers say so.
    boolean wantsHtml() {
        return html > 0 && html > markdown;
    }

    private static double quality(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String parameter = pieces[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Math.clamp(Double.parseDouble(parameter.substring(2)), 0.0, 1.0);
                } catch (NumberFormatException _) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
