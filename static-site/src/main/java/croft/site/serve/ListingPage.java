package croft.site.serve;

import croft.site.content.Folder;
import croft.site.content.SitePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a folder holds, as a page: readable in any browser, light or dark, with no request to
/// anywhere.
final class ListingPage {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private static final long KILO = 1000;

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private ListingPage() {}

    static byte[] of(SitePath path, Folder folder) {
        String name = path.isTop() ? "/" : path.name() + "/";
        StringBuilder page = new StringBuilder(2_000 + 200 * folder.items().size());
        page.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>\
                """);
        text(page, name);
        page.append(
                """
                </title>
                <style>
                %s
                main { max-width: 52rem; margin: 0 auto; padding: 8vh 1.25rem 3rem; }
                h1 { margin: 0 0 .5rem; padding-top: 1.25rem; border-top: 2px solid var(--roof);
                  font-size: clamp(1.6rem, 5vw, 2.2rem); line-height: 1.15; font-weight: 600; overflow-wrap: anywhere; }
                a { color: inherit; text-decoration-color: var(--roof); text-underline-offset: .2em; }
                a:focus-visible { outline: 2px solid var(--roof); outline-offset: 2px; }
                p { color: var(--quiet); }
                table { width: 100%%; border-collapse: collapse; }
                th, td { padding: .3rem 0 .3rem 1rem; text-align: right; font-weight: 400; white-space: nowrap; vertical-align: top; }
                th:first-child { padding-left: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }
                tbody a { display: inline-block; min-height: 1.5rem; }
                thead, td { color: var(--quiet); }
                td { font-variant-numeric: tabular-nums; }
                tr + tr { border-top: 1px solid color-mix(in srgb, var(--quiet) 25%%, transparent); }
                @media (max-width: 34rem) { th:last-child, td:last-child { display: none; } }
                </style>
                </head>
                <body>
                <main>
                <h1>\
                """
                        .formatted(PlainPage.PALETTE));
        text(page, name);
        page.append("</h1>\n");
        if (!path.isTop()) {
            page.append("<p><a href=\"../\">To the folder above</a></p>\n");
        }
        if (folder.items().isEmpty()) {
            page.append("<p>This folder is empty.</p>\n");
        } else {
            table(page, folder);
        }
        return page.append("</main>\n</body>\n</html>\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void table(StringBuilder page, Folder folder) {
        page.append(
                """
                <table>
                <thead><tr><th scope="col">Name</th><th scope="col">Size</th><th scope="col">Changed (UTC)</th></tr></thead>
                <tbody>
                """);
        for (Folder.Item item : folder.items()) {
            String slash = item.folder() ? "/" : "";
            // with a step before it, a name with a colon is not taken for a scheme
            page.append("<tr><th scope=\"row\"><a href=\".")
                    .append(attribute(SitePath.file(item.name()).encoded()))
                    .append(slash)
                    .append("\">");
            text(page, item.name());
            page.append(slash)
                    .append("</a></th><td>")
                    .append(item.folder() ? "" : size(item.size()))
                    .append("</td><td><time datetime=\"")
                    .append(second(item))
                    .append("\">")
                    .append(MINUTES.format(item.modified()))
                    .append("</time></td></tr>\n");
        }
        page.append("</tbody>\n</table>\n");
        if (!folder.complete()) {
            page.append("<p>There are more than these ")
                    .append(folder.items().size())
                    .append(".</p>\n");
        }
    }

    static Instant second(Folder.Item item) {
        return item.modified().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String size(long octets) {
        if (octets < KILO) {
            return octets + " B";
        }
        long tenths = octets * 10;
        int unit = -1;
        while (tenths >= KILO * 10 && unit < UNITS.size() - 1) {
            tenths /= KILO;
            unit++;
        }
        return (tenths < 100 ? tenths / 10 + "." + tenths % 10 : tenths / 10)
                + " "
                + UNITS.get(unit);
    }

    /// An apostrophe and an ampersand are the only ones of HTML that a path leaves unescaped.
    private static String attribute(String path) {
        return path.replace("&", "&amp;").replace("'", "&#39;");
    }

    private static void text(StringBuilder page, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '&' -> page.append("&amp;");
                case '"' -> page.append("&quot;");
                default -> page.append(c);
            }
        }
    }
}
