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

    static final ErrorPage NOT_ALLOWED =
            new ErrorPage(
                    403, "Not allowed", "Only the operator of this server may empty its cache.");

    static final ErrorPage DENIED =
            new ErrorPage(
                    403,
                    "Not for this address",
                    "This server does not answer the address that you come from.");

    static final ErrorPage TOO_MANY =
            new ErrorPage(
                    429,
                    "One moment",
                    "More was asked for from your address than this server gives at once. Please try again shortly.");

    static final ErrorPage FULL =
            new ErrorPage(
                    503,
                    "Busy",
                    "This server has too much to do at the moment. Please try again shortly.");

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

    static final ErrorPage NOT_STORED =
            new ErrorPage(
                    504,
                    "Not kept here",
                    "The page was asked for only if it is kept on this server, and it is not.");

    static final ErrorPage DOWN =
            new ErrorPage(
                    502,
                    "Down at the moment",
                    "The application behind this site cannot be reached. Please try again in a little while.");

    static final ErrorPage NOT_SWITCHED =
            new ErrorPage(
                    502,
                    "No conversation",
                    "The application behind this site did not take up the WebSocket connection.");

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
            :root { color-scheme: light dark; --paper: #faf8f3; --ink: #2b2a27; --quiet: #6a675f; --roof: #a4472e; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #1b1d1a; --ink: #e9e5da; --quiet: #a9a598; --roof: #e39a80; }
            }
            body { margin: 0; background: var(--paper); color: var(--ink);
              font: 1.0625rem/1.65 ui-serif, "Iowan Old Style", Palatino, Georgia, serif; }
            main { max-width: 34rem; margin: 0 auto; padding: 18vh 1.25rem 2rem; }
            h1 { margin: 0 0 1rem; padding-top: 1.25rem; border-top: 2px solid var(--roof);
              font-size: clamp(1.9rem, 6vw, 2.6rem); line-height: 1.12; font-weight: 600; letter-spacing: -.015em; text-wrap: balance; }
            p { margin: 0 0 1rem; text-wrap: pretty; }
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
