package croft.site.serve;

import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;

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
                        .formatted(
                                status.code(), status.phrase(), sentence(status.code()), PALETTE);
        return Octets.of(page);
    }

    /// What a visitor is told.
    private static String sentence(int code) {
        return switch (code) {
            case 200, 201, 204, 206, 304 -> "";
            case 301, 302, 303, 307, 308 -> "This page has its place under another address.";
            case 400 -> "The request could not be understood.";
            case 401, 403 -> "This page is not open to visitors.";
            case 405 -> "Pages here can only be read.";
            case 408 -> "The request took too long.";
            case 410 -> "This page was taken away for good.";
            case 412 -> "The page is not the one that was meant.";
            case 413, 431 -> "The request was too large.";
            case 414 -> "The address is too long.";
            case 416 -> "The file has no such part.";
            case 417 -> "The server cannot do what is expected.";
            case 421 -> "No website of this name is here.";
            case 451 -> "This page may not be shown.";
            case 500 -> "The server made a mistake.";
            case 501 -> "The server cannot read this form of request.";
            case 502 -> "What is behind this page cannot be reached just now.";
            case 504 -> "What is behind this page took too long.";
            case 505 -> "The server speaks HTTP/1.1.";
            default ->
                    code < 500
                            ? "There is no page at this address."
                            : "This website cannot be read just now.";
        };
    }
}
