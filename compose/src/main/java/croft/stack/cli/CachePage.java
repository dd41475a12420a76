package croft.stack.cli;

import croft.stack.report.Columns;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Terminal;
import java.util.List;
import java.util.Locale;

/// The answer to `GET /control/cache` as people read it.
record CachePage(Json cache, Terminal terminal) {
    void print() {
        Json memory = cache.get("memory");
        terminal.out()
                .println(
                        Counted.of(cache.get("stored").number(0), "answer")
                                + " stored, "
                                + octets(memory.get("used"))
                                + " of "
                                + octets(memory.get("bound")));
        section("Sites", sites());
        section("Most wanted", top());
    }

    private void section(String title, Columns rows) {
        List<String> lines = rows.lines();
        if (!lines.isEmpty()) {
            terminal.out().println();
            terminal.out().println(terminal.bold(title));
            lines.forEach(terminal.out()::println);
        }
    }

    private Columns sites() {
        var columns = new Columns("  ");
        for (Json site : cache.get("sites").elements()) {
            columns.row(
                    site.get("host").text("?"),
                    ratio(site),
                    count(site.get("stored")) + " stored",
                    count(site.get("requests")) + " requests",
                    count(site.get("passes")) + " past the store",
                    count(site.get("stale")) + " stale",
                    octets(site.get("octets")) + " saved");
        }
        return columns;
    }

    private Columns top() {
        var columns = new Columns("  ");
        for (Json entry : cache.get("top").elements()) {
            columns.row(
                    count(entry.get("hits")) + " hits",
                    octets(entry.get("octets")),
                    entry.get("key").text("?"));
        }
        return columns;
    }

    /// Of all requests that came for the site, also of those that no cache could have answered.
    private static String ratio(Json site) {
        long requests = site.get("requests").number(0);
        return requests == 0
                ? "not asked yet"
                : String.format(
                        Locale.ROOT, "%.1f %% hits", 100.0 * site.get("hits").number(0) / requests);
    }

    private static String count(Json number) {
        return String.format(Locale.ROOT, "%,d", number.number(0));
    }

    private static String octets(Json number) {
        return Octets.of(number.number(0));
    }
}
