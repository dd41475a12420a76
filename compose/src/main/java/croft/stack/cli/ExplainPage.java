package croft.stack.cli;

import croft.stack.report.Columns;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The answer to `POST /control/explain` as people read it.
record ExplainPage(Json explained, Terminal terminal) {
    void print() {
        var lead = new Columns("");
        Json request = explained.get("request");
        lead.row("Request", request.get("method").text("?") + " " + request.get("url").text("?"));
        lead.row("Route", route());
        lead.row("Certificate", certificate());
        if (!explained.get("policy").isAbsent()) {
            lead.row("Policy", policy());
        }
        if (!explained.get("key").isAbsent()) {
            lead.row("Key", explained.get("key").text("?"));
            lead.row("Stored", stored());
        }
        lead.lines().forEach(terminal.out()::println);
        List<Json> stored = explained.get("stored").elements();
        for (int i = 0; i < stored.size(); i++) {
            terminal.out().println();
            candidate(i + 1, stored.get(i));
        }
        terminal.out().println();
        decision();
    }

    private String route() {
        Json route = explained.get("route");
        return switch (route.get("kind").text("")) {
            case "site" ->
                    route.get("site").text("?")
                            + ", "
                            + route.get("serves").text("?")
                            + " at "
                            + route.get("backend").text("?");
            case "alias" ->
                    "alias of "
                            + route.get("site").text("?")
                            + ", redirected to "
                            + route.get("location").text("?");
            default -> terminal.bad("no site of croft.yml has this host");
        };
    }

    private String certificate() {
        Json certificate = explained.get("certificate");
        return certificate.isAbsent()
                ? terminal.bad("none for this host")
                : "serial "
                        + certificate.get("serial").text("?")
                        + ", until "
                        + certificate.get("notAfter").text("?");
    }

    private String policy() {
        Json policy = explained.get("policy");
        if (!policy.get("enabled").isTrue()) {
            return "off: nothing of the site is kept";
        }
        Json rule = policy.get("rule");
        String preset = "preset " + policy.get("preset").text("?");
        if (rule.isAbsent()) {
            return preset + ", freshness as the site says";
        }
        return preset
                + ", "
                + rule.get("path").text("?")
                + (rule.get("for").isAbsent()
                        ? " is never stored"
                        : " is fresh for " + seconds(rule.get("for")));
    }

    private String stored() {
        int size = explained.get("stored").elements().size();
        return size == 0 ? "nothing" : size == 1 ? "1 answer" : size + " answers";
    }

    private void candidate(int number, Json stored) {
        Json freshness = stored.get("freshness");
        terminal.out()
                .println(
                        terminal.bold("Answer " + number)
                                + ": "
                                + stored.get("status").text("?")
                                + ", "
                                + length(stored)
                                + ", received "
                                + stored.get("received").text("?"));
        var facts = new Columns("  ");
        facts.row(
                "age",
                seconds(freshness.get("age"))
                        + " = "
                        + seconds(freshness.get("initialAge"))
                        + " when it came + "
                        + seconds(freshness.get("resident"))
                        + " here");
        facts.row("lifetime", seconds(freshness.get("lifetime")) + ", " + basis(freshness));
        facts.row("left", left(stored, freshness));
        if (freshness.get("noCache").isTrue()) {
            facts.row("no-cache", "validated each time before it is used");
        } else {
            facts.row("when stale", whenStale(freshness));
        }
        optional(facts, "ETag", stored.get("etag"));
        optional(facts, "modified", stored.get("lastModified"));
        for (Json field : stored.get("selection").elements()) {
            List<Json> pair = field.elements();
            if (pair.size() == 2) {
                facts.row(
                        "answers", "requests " + with(pair.get(0).text("?"), pair.get(1).text("")));
            }
        }
        List<String> keys = new ArrayList<>();
        stored.get("keys").elements().forEach(key -> keys.add(key.text("?")));
        if (!keys.isEmpty()) {
            facts.row("purged by", String.join(" ", keys));
        }
        facts.lines().forEach(terminal.out()::println);
    }

    /// Hosts are the key's; what remains of that field is the port.
    private static String with(String name, String value) {
        if (name.equals("host")) {
            return "to the port " + value.replace(":", "");
        }
        return value.isEmpty() ? "without " + name : "with " + name + ": " + value;
    }

    private static String length(Json stored) {
        String extent = stored.get("extent").text("whole");
        String octets =
                stored.get("length").isAbsent()
                        ? "still being received"
                        : Octets.of(stored.get("length").number(0));
        return extent.equals("whole") ? octets : octets + " (octets " + extent + ")";
    }

    private static String basis(Json freshness) {
        String basis = freshness.get("basis").text("?");
        return switch (basis) {
            case "policy" -> "as croft.yml says";
            case "targeted" -> "by Edge-Cache-Control or CDN-Cache-Control";
            case "s-maxage", "max-age" -> "by " + basis;
            case "expires" -> "by Expires";
            case "heuristic" -> "a tenth of the time since it was modified";
            case "none" -> "the site says nothing of it";
            default -> basis;
        };
    }

    private String left(Json stored, Json freshness) {
        if (stored.get("expired").isTrue()) {
            return terminal.warning("nothing: purged");
        }
        long ttl = freshness.get("ttl").number(0);
        return ttl > 0
                ? terminal.good(seconds(freshness.get("ttl")) + ", fresh")
                : terminal.warning("stale for " + seconds(-ttl));
    }

    private static String whenStale(Json freshness) {
        if (freshness.get("mustRevalidate").isTrue()) {
            return "never used without being validated";
        }
        return "served while it is validated for "
                + seconds(freshness.get("staleWhileRevalidate"))
                + ", stands in for a failing backend for "
                + seconds(freshness.get("staleIfError"));
    }

    private static void optional(Columns facts, String name, Json value) {
        if (!value.isAbsent()) {
            facts.row(name, value.text("?"));
        }
    }

    private void decision() {
        Json decision = explained.get("decision");
        terminal.out()
                .println(
                        terminal.bold("Decision")
                                + ": "
                                + decision.get("action").text("?")
                                + (decision.get("reason").isAbsent()
                                        ? ""
                                        : " (" + decision.get("reason").text("") + ")")
                                + ", "
                                + decision.get("text").text("?"));
        Json status = decision.get("cacheStatus");
        if (!status.isAbsent()) {
            terminal.out().println("  Cache-Status: " + status.text("?"));
        }
    }

    private static String seconds(Json number) {
        return seconds(number.number(0));
    }

    private static String seconds(long seconds) {
        return String.format(Locale.ROOT, "%,d s", seconds);
    }
}
