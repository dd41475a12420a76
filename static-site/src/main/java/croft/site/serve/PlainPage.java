package croft.site.serve;

import croft.site.content.Octets;
import java.nio.charset.StandardCharsets;

/// The page for an answer that no site has a page of its own for: readable in any browser, light or
/// dark, with no request to anywhere and nothing of the request in it.
final class PlainPage {
    private PlainPage() {}

    static Octets of(Status status) {
        String page =
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="robots" content="noindex">
                <title>%2$s</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 32rem; padding: 0 1rem; }
                h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
                p { margin: 0; }
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
                        .formatted(status.code(), status.phrase(), status.sentence());
        return new Octets(page.getBytes(StandardCharsets.UTF_8));
    }
}
