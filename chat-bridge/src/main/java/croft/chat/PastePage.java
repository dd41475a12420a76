package croft.chat;

import croft.chat.ledger.Pastes.Paste;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A message on a page of its own, as it was written.
final class PastePage {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{margin:0 auto;max-width:46rem;padding:2rem 1.25rem;font:1rem/1.55 system-ui,sans-serif}
            header{border-bottom:1px solid;margin-bottom:1.5rem;padding-bottom:.75rem}
            h1{font-size:1.25rem;margin:0}
            p{margin:.25rem 0 0;opacity:.8}
            pre{font:.9375rem/1.55 ui-monospace,monospace;margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
            """;

    private PastePage() {}

    /// @param raw where the text alone is
    static String html(Paste paste, String raw) {
        String author = escaped(paste.author().orElse("Croft"));
        String edited = paste.editedAt().map(at -> ", edited " + WHEN.format(at)).orElse("");
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex, nofollow">
        <title>A message of %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <header><h1>%s</h1><p>%s%s · <a href="%s">as plain text</a></p></header>
        <main><pre>%s</pre>%s</main>
        </body>
        </html>
        """
                .formatted(
                        author,
                        STYLE,
                        author,
                        WHEN.format(paste.saidAt()),
                        edited,
                        escaped(raw),
                        escaped(paste.markdown()),
                        paste.files()
                                .map(names -> "<p>Files: " + escaped(names) + "</p>")
                                .orElse(""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
