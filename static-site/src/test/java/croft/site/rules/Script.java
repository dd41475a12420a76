package croft.site.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One case of a table of rules, in one dialect.
///
///     == what it shows
///     | a line of _redirects
///     & a line of _headers
///     file /path                that the site answers by itself
///     permit https://origin     where requests may be forwarded to
///     netlify | cloudflare | both
///     ! a problem               all of them, in order
///     ? [HOST]/path?query [language]
///     = none | 301 LOCATION | page 404 /path | forward ORIGIN TARGET | closed
///     ~ language query          on what else that depends
///     > [HOST]/path
///     = Name: value             set; with + added, with - removed; none
record Script(
        String title,
        Dialect dialect,
        List<String> redirects,
        List<String> headers,
        Set<String> files,
        Set<WebOrigin> permitted,
        List<String> steps) {
    private static final String HOST = "www.example.net";

    static List<Script> read(String table) {
        List<Script> scripts = new ArrayList<>();
        for (String text : content(table).split("\n== ", -1)) {
            if (!text.startsWith("#")) {
                scripts.addAll(cases(text.split("\n", -1)));
            }
        }
        assertThat(scripts).as(table).isNotEmpty();
        return scripts;
    }

    private static String content(String table) {
        try (InputStream resource = Script.class.getResourceAsStream(table)) {
            assertThat(resource).as(table).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Script> cases(String[] lines) {
        List<String> redirects = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        Set<String> files = new HashSet<>();
        Set<WebOrigin> permitted = new HashSet<>();
        List<Script> scripts = new ArrayList<>();
        List<List<String>> current = List.of();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            switch (line) {
                case "netlify", "cloudflare", "both" -> {
                    current = new ArrayList<>();
                    for (Dialect dialect : Dialect.values()) {
                        if (line.equals("both") || dialect.name().equalsIgnoreCase(line)) {
                            List<String> steps = new ArrayList<>();
                            current.add(steps);
                            scripts.add(
                                    new Script(
                                            lines[0], dialect, redirects, headers, files, permitted,
                                            steps));
                        }
                    }
                }
                default -> {
                    switch (line.substring(0, Math.max(1, line.indexOf(' ')))) {
                        case "|" -> redirects.add(line.substring(1).replaceFirst("^ ", ""));
                        case "&" -> headers.add(line.substring(1).replaceFirst("^ ", ""));
                        case "file" -> files.add(line.substring("file ".length()));
                        case "permit" ->
                                permitted.add(WebOrigin.parse(line.substring("permit ".length())));
                        default -> current.forEach(steps -> steps.add(line));
                    }
                }
            }
        }
        assertThat(scripts).as(lines[0]).isNotEmpty();
        return scripts;
    }

    void play() throws IOException {
        Rules rules =
                Rules.read(
                        Optional.of(String.join("\n", redirects)),
                        Optional.of(String.join("\n", headers)),
                        Optional.of(dialect),
                        permitted);
        List<String> played = new ArrayList<>();
        for (Problem problem : rules.problems()) {
            played.add("! " + problem);
        }
        for (String step : steps) {
            if (step.startsWith("? ")) {
                played.add(step);
                Ruled ruled = rules.redirect(lookup(step.substring(2)));
                played.add("= " + shown(ruled.ruling()));
                if (next(step).startsWith("~")) {
                    played.add(
                            "~"
                                    + (ruled.byLanguage() ? " language" : "")
                                    + (ruled.byQuery() ? " query" : ""));
                }
            } else if (step.startsWith("> ")) {
                played.add(step);
                played.addAll(changes(rules, step.substring(2)));
            }
        }
        assertThat(String.join("\n", played)).isEqualTo(String.join("\n", steps));
    }

    /// What stands after the answer to `step`.
    private String next(String step) {
        int i = steps.indexOf(step) + 2;
        return i < steps.size() ? steps.get(i) : "";
    }

    private Lookup lookup(String asked) {
        String[] words = asked.split(" ", 2);
        int slash = words[0].indexOf('/');
        int question = words[0].indexOf('?');
        String path = words[0].substring(slash, question < 0 ? words[0].length() : question);
        return new Lookup(
                slash == 0 ? HOST : words[0].substring(0, slash),
                path,
                question < 0 ? "" : words[0].substring(question),
                words.length == 1 ? Optional.empty() : Optional.of(words[1]),
                () -> files.contains(path));
    }

    private static String shown(Ruling ruling) {
        return switch (ruling) {
            case Ruling.None() -> "none";
            case Ruling.Redirect(int status, String location) -> status + " " + location;
            case Ruling.Rewrite(String path, int status) -> "page " + status + " " + path;
            case Ruling.Forward(WebOrigin origin, String target) ->
                    "forward " + origin + " " + target;
            case Ruling.Closed() -> "closed";
        };
    }

    private static List<String> changes(Rules rules, String asked) {
        int slash = asked.indexOf('/');
        List<String> changes =
                rules
                        .headers(
                                slash == 0 ? HOST : asked.substring(0, slash),
                                asked.substring(slash))
                        .stream()
                        .map(change ->
                                switch (change) {
                                    case HeaderChange.Set(String name, String value) ->
                                            "= " + name + ": " + value;
                                    case HeaderChange.Add(String name, String value) ->
                                            "= + " + name + ": " + value;
                                    case HeaderChange.Remove(String name) -> "= - " + name;
                                })
                        .collect(Collectors.toList());
        return changes.isEmpty() ? List.of("= none") : changes;
    }

    @Override
    public String toString() {
        return title + ": " + dialect;
    }
}
