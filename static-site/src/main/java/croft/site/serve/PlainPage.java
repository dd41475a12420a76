package croft.site.serve;

import croft.site.content.Octets;
import java.nio.charset.StandardCharsets;

/// The page for an answer that no site has a page of its own for: readable in any browser, light or
/// dark, with no request to anywhere and nothing of the request in it.
final class PlainPage {
    /// Colours and letters of all pages of ours.
    static final String PALETTE =
            """
            :root { color-scheme: light dark; --paper: #faf8f3; --ink: #2b2a27; --quiet: #6a675f; --roof: #a4472e; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #1b1d1a; --ink: #e9e5da; --quiet: #a9a598; --roof: #e39a80; }
            }
            body { margin: 0; background: var(--paper); color: var(--ink);
              font: 1.0625rem/1.65 ui-serif, "Iowan Old Style", Palatino, Georgia, serif; }\
            """;

    private PlainPage() {}

    static Octets of(Status status) {
        String page =
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%2$s</title>
                <style>
                %4$s
                main { max-width: 34rem; margin: 0 auto; padding: 18vh 1.25rem 2rem; }
                h1 { margin: 0 0 1rem; padding-top: 1.25rem; border-top: 2px solid var(--roof);
                  font-size: clamp(1.9rem, 6vw, 2.6rem); line-height: 1.12; font-weight: 600; letter-spacing: -.015em; text-wrap: balance; }
                p { margin: 0 0 1rem; text-wrap: pretty; }
                small { color: var(--quiet); overflow-wrap: anywhere; }
                </style>
                </head>
                <body>
                <main>
                <h1>%2$s</h1>
                <p>%3$s</p>
                <p><small>%1$d</small></p>
                </main>
                </body>
                </html>
                """
                        .formatted(status.code(), status.phrase(), status.sentence(), PALETTE);
        return new Octets(page.getBytes(StandardCharsets.UTF_8));
    }
}
