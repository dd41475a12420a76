package croft.stack.cli;

import croft.stack.report.Columns;
import croft.stack.report.Json;
import croft.stack.report.Terminal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The answer to `GET /control/certificates` as people read it: troubles with their remedies, then
/// a table, or a paragraph for each where the table is wider than the terminal.
record CertsPage(Json answer, Terminal terminal, Instant now) {
    boolean isWell() {
        return answer.get("problem").isAbsent()
                && certificates().stream().noneMatch(CertsPage::needsHelp)
                && failingExports().isEmpty();
    }

    void print() {
        terminal.out().println(headline());
        if (!answer.get("problem").isAbsent()) {
            terminal.out().println("  " + terminal.bad("!") + " " + said(answer.get("problem")));
        }
        certificates().stream().filter(CertsPage::needsHelp).forEach(this::trouble);
        failingExports().forEach(this::exportTrouble);
        if (!certificates().isEmpty()) {
            terminal.out().println();
            table();
        }
        exports();
    }

    private String headline() {
        int all = certificates().size();
        long failing = certificates().stream().filter(CertsPage::needsHelp).count();
        if (all == 0) {
            return "No certificate is wanted: croft.yml declares no site";
        }
        String of = all == 1 ? "The certificate" : "All " + all + " certificates";
        if (failing > 0) {
            return terminal.bad(
                    failing
                            + " of "
                            + all
                            + (all == 1 ? " certificate" : " certificates")
                            + (failing == 1 ? " needs help" : " need help"));
        }
        return isWell()
                ? terminal.good(of + (all == 1 ? " is well" : " are well"))
                : of + (all == 1 ? " is" : " are") + " well, but not everything else";
    }

    private void trouble(Json certificate) {
        Json trouble = certificate.get("trouble");
        terminal.out().println();
        terminal.out()
                .println(
                        terminal.bad("!")
                                + " "
                                + terminal.bold(names(certificate))
                                + ": "
                                + state(certificate));
        if (!trouble.isAbsent()) {
            terminal.out().println("  " + said(trouble.get("said")));
            if (!trouble.get("remedy").text("").isEmpty()) {
                terminal.out().println("  Remedy: " + said(trouble.get("remedy")));
            }
            terminal.out().println("  " + terminal.dim(tries(certificate, trouble)));
        }
        waits(certificate);
    }

    private void waits(Json certificate) {
        List<Json> lines = certificate.get("waitsFor").elements();
        if (!lines.isEmpty()) {
            terminal.out().println("  It waits for you:");
            lines.forEach(line -> terminal.out().println("    " + said(line)));
        }
    }

    private String tries(Json certificate, Json trouble) {
        var text = new StringBuilder();
        long attempts = trouble.get("attempts").number(0);
        if (attempts > 0) {
            text.append(attempts == 1 ? "tried once" : "tried " + attempts + " times");
        }
        span(trouble.get("since"))
                .ifPresent(
                        span -> text.append(text.isEmpty() ? "" : " ").append("in ").append(span));
        if (!certificate.get("next").isAbsent()) {
            text.append(text.isEmpty() ? "" : "; ").append("again ").append(next(certificate));
        }
        return text.toString();
    }

    private String state(Json certificate) {
        String end = certificate.get("notAfter").isAbsent() ? "" : ends(certificate);
        return switch (certificate.get("state").text("?")) {
            case "missing" -> terminal.bad("there is none");
            case "expired" -> terminal.bad("ended " + end);
            case "failing" -> "cannot be renewed, ends " + alarmed(certificate, end);
            default ->
                    certificate.get("waitsFor").elements().isEmpty()
                            ? "ends " + alarmed(certificate, end)
                            : "waits, ends " + alarmed(certificate, end);
        };
    }

    private String alarmed(Json certificate, String text) {
        return switch (certificate.get("alarm").text("none")) {
            case "critical" -> terminal.bad(text);
            case "warning" -> terminal.warning(text);
            default -> text;
        };
    }

    private void table() {
        var columns = new Columns("");
        columns.row(
                terminal.dim("Certificate"),
                terminal.dim("From"),
                terminal.dim("Ends"),
                terminal.dim("Served"),
                terminal.dim("Slack"),
                terminal.dim("Next"));
        for (Json certificate : certificates()) {
            boolean held = !certificate.get("serial").isAbsent();
            columns.row(
                    mark(certificate) + firstName(certificate),
                    source(certificate),
                    held ? alarmed(certificate, ends(certificate)) : "-",
                    held ? served(certificate) : "-",
                    slack(certificate),
                    next(certificate));
        }
        List<String> lines = columns.lines();
        if (lines.stream().allMatch(line -> visible(line) <= terminal.columns())) {
            lines.forEach(terminal.out()::println);
        } else {
            certificates().forEach(this::paragraph);
        }
    }

    private void paragraph(Json certificate) {
        boolean held = !certificate.get("serial").isAbsent();
        terminal.out().println(mark(certificate) + terminal.bold(firstName(certificate)));
        terminal.out()
                .println(
                        "  "
                                + source(certificate)
                                + (held
                                        ? ", ends "
                                                + alarmed(certificate, ends(certificate))
                                                + ", served: "
                                                + served(certificate)
                                        : ", there is none"));
        terminal.out().println("  next " + next(certificate) + "; slack " + slack(certificate));
    }

    private String mark(Json certificate) {
        return needsHelp(certificate) ? terminal.bad("! ") : terminal.good("✓ ");
    }

    private static String firstName(Json certificate) {
        int more = certificate.get("names").elements().size() - 1;
        return said(certificate.get("name"))
                + (more > 0 ? " +" + more : "")
                + (certificate.get("variant").text("").equals("rsa") ? " (RSA)" : "");
    }

    private static String names(Json certificate) {
        return StackStatus.names(certificate).replaceAll("\\p{Cntrl}", "?")
                + (certificate.get("variant").text("").equals("rsa") ? " (RSA)" : "");
    }

    private static String source(Json certificate) {
        var source = new StringBuilder(said(certificate.get("authority")));
        for (String part : List.of("method", "profile")) {
            if (!certificate.get(part).isAbsent()) {
                source.append(' ').append(said(certificate.get(part)));
            }
        }
        return source.toString();
    }

    private String ends(Json certificate) {
        return when(certificate.get("notAfter"));
    }

    private String served(Json certificate) {
        return span(certificate.get("servingSince"))
                .map(span -> "for " + span)
                .orElseGet(() -> terminal.warning("not seen yet"));
    }

    /// How long ago; empty if it never was.
    private Optional<String> span(Json instant) {
        try {
            Instant then = Instant.parse(instant.text(""));
            return Optional.of(TimeSpans.of(Duration.between(then, now)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String slack(Json certificate) {
        Json slack = certificate.get("slack");
        if (slack.isAbsent()) {
            return "none";
        }
        return TimeSpans.of(Duration.ofSeconds(slack.get("seconds").number(0)))
                + String.format(Locale.ROOT, " (%.0f %%)", 100 * slack.get("share").real(0));
    }

    private String next(Json certificate) {
        Json next = certificate.get("next");
        return next.isAbsent()
                ? "not planned"
                : when(next.get("at")) + ", " + said(next.get("why"));
    }

    private List<Json> certificates() {
        return answer.get("certificates").elements();
    }

    private static boolean needsHelp(Json certificate) {
        return !certificate.get("state").text("?").equals("held")
                || !certificate.get("trouble").isAbsent()
                || !certificate.get("alarm").text("none").equals("none")
                || !certificate.get("waitsFor").elements().isEmpty();
    }

    private List<Json> failingExports() {
        return answer.get("exports").elements().stream()
                .filter(export -> !export.get("trouble").isAbsent())
                .toList();
    }

    private void exportTrouble(Json export) {
        terminal.out().println();
        terminal.out()
                .println(
                        terminal.bad("!")
                                + " "
                                + terminal.bold("Export of " + said(export.get("host")))
                                + " to "
                                + said(export.get("folder")));
        terminal.out().println("  " + said(export.get("trouble")));
        terminal.out().println("  Remedy: " + said(export.get("remedy")));
        terminal.out().println("  " + terminal.dim("again " + when(export.get("again"))));
    }

    private void exports() {
        var rows = new Columns("  ");
        var good = new ArrayList<>(answer.get("exports").elements());
        good.removeIf(export -> !export.get("trouble").isAbsent());
        for (Json export : good) {
            rows.row(
                    said(export.get("host")),
                    said(export.get("format")),
                    said(export.get("folder")),
                    export.get("written").isAbsent()
                            ? "unchanged"
                            : "written " + when(export.get("written")));
        }
        if (!good.isEmpty()) {
            terminal.out().println();
            terminal.out().println(terminal.bold("Exports"));
            rows.lines().forEach(terminal.out()::println);
        }
    }

    private String when(Json instant) {
        try {
            return TimeSpans.from(now, Instant.parse(instant.text("")));
        } catch (DateTimeException e) {
            return "?";
        }
    }

    private static int visible(String line) {
        String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
        return plain.codePointCount(0, plain.length());
    }

    /// Text that may come from an authority: never more than text on a terminal.
    private static String said(Json text) {
        return Terminal.plain(text.text("?"));
    }
}
