package croft.edge.exchange;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A page that the edge answers with itself: plain, self-contained, with the request's id.
///
/// @param title short, for the heading
/// @param explanation one or two sentences for a visitor
record ErrorPage(int status, String title, String explanation) {
    static final ErrorPage MISDIRECTED =
            new ErrorPage(
                    421,
                    "No such site here",
                    "This server does not host the site that was asked for.");

    static final ErrorPage UNAVAILABLE =
            new ErrorPage(
                    503,
                    "Busy",
                    "The application behind this site takes no more requests at the moment. Please try again shortly.");

    static final ErrorPage NO_ANSWER =
            new ErrorPage(
                    504,
                    "No answer",
                    "The application behind this site did not answer in time. Please try again shortly.");

    static final ErrorPage DOWN =
            new ErrorPage(
                    502,
                    "Down at the moment",
                    "The application behind this site cannot be reached. Please try again in a little while.");

    static ErrorPage ofStatus(int status) {
        return switch (status) {
            case 503 -> UNAVAILABLE;
            case 504 -> NO_ANSWER;
            default -> DOWN;
        };
    }

    byte[] body(RequestId id) {
        return TEMPLATE.replace("${status}", Integer.toString(status))
                .replace("${title}", title)
                .replace("${explanation}", explanation)
                .replace("${id}", id.value())
                .getBytes(StandardCharsets.UTF_8);
    }

    ResponseHead head(RequestId id, int length, Instant now) {
        Fields fields =
                new Fields()
                        .add("date", HttpDate.of(now))
                        .add("content-type", "text/html; charset=utf-8")
                        .add("content-length", Integer.toString(length))
                        .add("cache-control", "no-store")
                        .add("x-content-type-options", "nosniff")
                        .add(
                                "content-security-policy",
                                "default-src 'none'; style-src 'unsafe-inline'")
                        .add("x-request-id", id.value());
        return new ResponseHead(status, fields, Body.of(length));
    }

    private static final String TEMPLATE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>${title}</title>
            <style>
            :root { color-scheme: light dark; --ink: #1f2a24; --paper: #fbfaf6; --quiet: #5c665f; --rule: #3f6b4f; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e9ece6; --paper: #161b18; --quiet: #a3ada6; --rule: #8fc3a2; }
            }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper);
              color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
            main { max-width: 32rem; padding: 2rem; border-left: 4px solid var(--rule); margin: 2rem; }
            h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
            p { margin: 0 0 1rem; }
            small { color: var(--quiet); overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <main>
            <h1>${title}</h1>
            <p>${explanation}</p>
            <p><small>${status} · request ${id}</small></p>
            </main>
            </body>
            </html>
            """;
}
