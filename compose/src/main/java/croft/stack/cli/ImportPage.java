package croft.stack.cli;

import croft.stack.clients.Advice;
import croft.stack.clients.Findings;
import croft.stack.clients.Proof;
import croft.stack.report.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was taken over from another client, and what to write into croft.yml.
record ImportPage(Findings findings, List<Item> items, Terminal terminal) {
    private static final int WIDEST_RESULT = 12;

    ImportPage {
        items = List.copyOf(items);
    }

    void print() {
        terminal.out()
                .println(
                        terminal.bold(findings.client())
                                + " in "
                                + findings.folder()
                                + ": "
                                + Counted.of(findings.accounts().size(), "account")
                                + ", "
                                + Counted.of(findings.certificates().size(), "certificate"));
        terminal.out().println();
        items.forEach(this::print);
        advice();
    }

    private void print(Item item) {
        String result =
                item.result() + " ".repeat(Math.max(1, WIDEST_RESULT - item.result().length()));
        terminal.out()
                .println(
                        (item.isGood() ? terminal.good(result) : terminal.bad(result))
                                + item.kind()
                                + " "
                                + (item.names().isEmpty()
                                        ? item.origin().toString()
                                        : plain(String.join(", ", item.names()))));
        String indent = " ".repeat(WIDEST_RESULT);
        if (!item.said().isEmpty()) {
            terminal.out().println(indent + plain(item.said()));
        }
        if (!item.remedy().isEmpty()) {
            terminal.out().println(indent + "Remedy: " + plain(item.remedy()));
        }
        if (!item.isGood()) {
            terminal.out().println(indent + terminal.dim(item.origin().toString()));
        }
    }

    private void advice() {
        if (findings.certificates().isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println(terminal.bold("So that they are renewed as before, in croft.yml:"));
        byProof()
                .forEach((proof, certificates) -> {
                    Advice advice = Advice.on(proof);
                    terminal.out().println();
                    certificates.forEach(certificate -> site(certificate.names(), advice));
                    if (!advice.note().isEmpty()) {
                        terminal.out().println(terminal.dim("    # " + advice.note()));
                    }
                });
    }

    /// A wildcard is a site of its own, without aliases.
    private void site(List<String> names, Advice advice) {
        List<String> exact = names.stream().filter(name -> !name.startsWith("*")).toList();
        if (!exact.isEmpty()) {
            host(exact.getFirst());
            if (exact.size() > 1) {
                terminal.out()
                        .println(
                                "    aliases: ["
                                        + plain(String.join(", ", exact.subList(1, exact.size())))
                                        + "]");
            }
            lines(advice);
        }
        for (String wildcard : names) {
            if (wildcard.startsWith("*")) {
                host("\"" + wildcard + "\"");
                lines(advice);
            }
        }
    }

    private void host(String name) {
        terminal.out().println("  - host: " + plain(name));
    }

    private void lines(Advice advice) {
        advice.lines().forEach(line -> terminal.out().println("    " + line));
    }

    private Map<Proof, List<Findings.Certificate>> byProof() {
        Map<Proof, List<Findings.Certificate>> by = new LinkedHashMap<>();
        findings.certificates()
                .forEach(c -> by.computeIfAbsent(c.proof(), _ -> new ArrayList<>()).add(c));
        return by;
    }

    Map<String, @Nullable Object> toJson() {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("client", findings.client());
        all.put("folder", findings.folder().toString());
        all.put("items", items.stream().map(Item::toJson).toList());
        List<Map<String, Object>> advice = new ArrayList<>();
        byProof()
                .forEach((proof, certificates) -> {
                    var one = new LinkedHashMap<String, Object>();
                    one.put(
                            "names",
                            certificates.stream().flatMap(c -> c.names().stream()).toList());
                    one.put("croftYml", Advice.on(proof).lines());
                    one.put("note", Advice.on(proof).note());
                    advice.add(one);
                });
        all.put("advice", advice);
        return all;
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /// One account, certificate or file.
    ///
    /// @param result `kept`, `found`, or why not
    record Item(
            String kind,
            Path origin,
            String result,
            String said,
            String remedy,
            List<String> names) {
        private static final Set<String> GOOD = Set.of("kept", "found");

        Item {
            names = List.copyOf(names);
        }

        boolean isGood() {
            return GOOD.contains(result);
        }

        Map<String, Object> toJson() {
            var json = new LinkedHashMap<String, Object>();
            json.put("kind", kind);
            json.put("origin", origin.toString());
            json.put("result", result);
            json.put("said", said);
            json.put("remedy", remedy);
            json.put("names", names);
            return json;
        }
    }
}
