package croft.wiki.web;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import java.util.ArrayList;
import java.util.List;

/// The answer where no wiki is known, or none may be asked: readable in any browser, light or dark,
/// with no request to anywhere and nothing of the request in it.
final class PlainPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private PlainPage() {}

    static Answer answer(Status status, List<Field> more) {
        List<Field> fields = new ArrayList<>(more);
        fields.add(new Field("Content-Type", "text/html; charset=utf-8"));
        fields.add(CacheFields.NO_STORE);
        fields.addAll(SecurityFields.of(POLICY));
        fields.add(SecurityFields.NOINDEX);
        return Answer.of(status, fields, page(status));
    }

    private static Octets page(Status status) {
        Words words = Words.of(status);
        return Octets.of(
                """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%2$s</title>
                <style>
                :root { color-scheme: light dark; }
                body { max-width: 34rem; margin: 18vh auto 2rem; padding: 0 1.25rem;
                  font: 1.0625rem/1.65 system-ui, sans-serif; }
                h1 { font-size: 2rem; line-height: 1.15; }
                </style>
                <main>
                <h1>%2$s</h1>
                <p>%3$s</p>
                <p><small>Error %1$d</small></p>
                </main>
                </html>
                """
                        .formatted(status.code(), words.heading(), words.sentence()));
    }
}
