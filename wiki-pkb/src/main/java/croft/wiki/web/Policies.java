package croft.wiki.web;

import croft.wiki.render.HtmlPolicy;

/// What a page may load and run (Content Security Policy, level 3): no script in the page itself,
/// style and scripts from files of ours, pictures from anywhere that is encrypted.
final class Policies {
    /// Nothing runs, nothing is loaded that could tell of its reader.
    static final String FILE =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'";

    private static final String AROUND =
            "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private Policies() {}

    /// @param scripts whether the page has any of ours
    /// @param diagrams whether one of them draws, which writes style into the page
    static String page(HtmlPolicy html, boolean scripts, boolean diagrams) {
        if (html == HtmlPolicy.TRUSTED) {
            return "frame-ancestors 'self'; base-uri 'self'; object-src 'self'";
        }
        return "default-src 'none'; img-src 'self' data: https:; media-src 'self' https:;"
                + " font-src 'self'; frame-src 'self'; object-src 'self'; style-src 'self'"
                + (diagrams ? " 'unsafe-inline'" : "; style-src-attr 'unsafe-inline'")
                + (scripts ? "; script-src 'self'; connect-src 'self'" : "")
                + AROUND;
    }
}
