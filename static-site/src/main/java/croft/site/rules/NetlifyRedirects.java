package croft.site.rules;

import croft.platform.declaration.Shown;
import croft.site.rules.RuleLine.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a line of `_redirects` as Netlify does:
///
///     from *(query) to [status ["!"]] *(condition) [comment]
///     from 2xx-status *(condition)                            only where from ends in /*
final class NetlifyRedirects {
    private static final int DEFAULT_STATUS = 301;
    private static final String RESERVED = "/.netlify";

    private final Set<WebOrigin> permitted;
    private final Problems problems;

    NetlifyRedirects(Set<WebOrigin> permitted, Problems problems) {
        this.permitted = permitted;
        this.problems = problems;
    }

    /// The rule, or nothing if the line was reported.
    Optional<RedirectRule> read(RuleLine line) {
        List<Word> words = withoutComment(line.words());
        return From.read(line, words.getFirst(), problems).flatMap(from -> read(line, words, from));
    }

    private Optional<RedirectRule> read(RuleLine line, List<Word> words, From from) {
        int to = 1;
        while (to < words.size() && !isTarget(words.get(to).text())) {
            to++;
        }
        if (to == words.size()) {
            return withoutTarget(line, words, from);
        }
        Optional<Map<String, RedirectRule.Term>> query = query(line, words.subList(1, to));
        Optional<Destination> destination = Destination.read(line, words.get(to), true, problems);
        if (query.isEmpty() || destination.isEmpty()) {
            return Optional.empty();
        }
        if (From.isReserved(words.get(to).text())) {
            problems.drop(
                    line.number(),
                    words.get(to).column(),
                    Shown.quoted(words.get(to).text()) + " runs at Netlify only",
                    "a path of this site, or a permitted origin that runs it");
            return Optional.empty();
        }
        return conditional(line, from, query.get(), destination.get(), words, to + 1);
    }

    /// The short form for pages that stay where they are, or a mistake.
    private Optional<RedirectRule> withoutTarget(RuleLine line, List<Word> words, From from) {
        String second = words.size() > 1 ? words.get(1).text() : "";
        int status = Statuses.read(second);
        if (status / 100 == 2 && from.path().endsWith("/*")) {
            String target = from.path().substring(0, from.path().length() - 1) + ":splat";
            return Destination.read(line, new Word(words.get(1).column(), target), true, problems)
                    .flatMap(to -> conditional(line, from, Map.of(), to, words, 1));
        }
        if (second.isEmpty() || status >= 0 || second.indexOf('=') > 0) {
            problems.drop(
                    line.number(),
                    line.column() + line.text().length(),
                    "no target",
                    "/PATH, https://… or http://…");
            return Optional.empty();
        }
        return Destination.read(line, words.get(1), true, problems).flatMap(_ -> Optional.empty());
    }

    private Optional<Map<String, RedirectRule.Term>> query(RuleLine line, List<Word> words) {
        Map<String, RedirectRule.Term> query = new HashMap<>();
        for (Word word : words) {
            String[] pair = word.text().split("=", -1);
            if (pair.length < 2 || pair[0].isEmpty()) {
                problems.drop(
                        line.number(),
                        word.column(),
                        Shown.quoted(word.text()) + " is no part of a query",
                        "name=value or name=:placeholder before the target");
                return Optional.empty();
            }
            String value = pair[1];
            query.put(
                    UrlText.canonical(pair[0]),
                    value.startsWith(":") && PatternSyntax.nameEnd(value, 0) == value.length()
                            ? new RedirectRule.Term.Anything(value.substring(1))
                            : new RedirectRule.Term.Exactly(UrlText.canonical(value)));
        }
        return Optional.of(query);
    }

    private Optional<RedirectRule> conditional(
            RuleLine line,
            From from,
            Map<String, RedirectRule.Term> query,
            Destination to,
            List<Word> words,
            int at) {
        int status = DEFAULT_STATUS;
        boolean forced = false;
        if (at < words.size()) {
            Word word = words.get(at);
            forced = word.text().endsWith("!");
            status =
                    Statuses.read(
                            forced
                                    ? word.text().substring(0, word.text().length() - 1)
                                    : word.text());
            if (!Statuses.isUseful(status)) {
                problems.drop(
                        line.number(),
                        word.column(),
                        shown(word.text()) + " is no status that a rule can answer with",
                        "200, 301, 302, 303, 307, 308, 404, 410 or another error, before any"
                                + " condition");
                return Optional.empty();
            }
        }
        Optional<List<String>> languages =
                languages(line, words.subList(Math.min(at + 1, words.size()), words.size()));
        if (languages.isEmpty()
                || !isPermitted(line, to, status)
                || from.isBarred(line, to, status, problems)) {
            return Optional.empty();
        }
        return Optional.of(
                new RedirectRule(
                        line.number(),
                        from.host(),
                        PatternSyntax.netlifyRedirect(from.path()),
                        from.exact(),
                        query,
                        to,
                        status,
                        forced,
                        languages.get()));
    }

    /// What visitors must prefer; nothing if there is a condition that cannot be judged here.
    private Optional<List<String>> languages(RuleLine line, List<Word> conditions) {
        List<String> languages = new ArrayList<>();
        for (Word word : conditions) {
            int equals = word.text().indexOf('=');
            String key = equals < 0 ? "" : word.text().substring(0, equals);
            switch (key.toLowerCase(Locale.ROOT)) {
                case "language" -> {
                    for (String language : word.text().substring(equals + 1).split(",", -1)) {
                        if (!language.isEmpty()) {
                            languages.add(language.toLowerCase(Locale.ROOT));
                        }
                    }
                }
                case "country", "role", "sign" -> {
                    // without the value: that of Sign is a secret
                    problems.drop(
                            line.number(),
                            word.column(),
                            "the condition " + key + "= cannot be judged here",
                            "Language=, or no condition");
                    return Optional.empty();
                }
                default -> {
                    problems.drop(
                            line.number(),
                            word.column(),
                            shown(word.text()) + " is no condition",
                            "Language=… or a # before a comment");
                    return Optional.empty();
                }
            }
        }
        return Optional.of(languages);
    }

    private boolean isPermitted(RuleLine line, Destination to, int status) {
        if (to.elsewhere().isEmpty() || status / 100 == 3) {
            return true;
        }
        WebOrigin origin = to.elsewhere().get();
        if (status != Statuses.OK) {
            problems.drop(
                    line.number(),
                    line.column(),
                    "a page of " + origin + " cannot be shown with status " + status,
                    "a page of this site, or status 200 to forward the request");
            return false;
        }
        if (!permitted.contains(origin)) {
            problems.drop(
                    line.number(),
                    line.column(),
                    origin + " is not declared, so nothing is forwarded to it",
                    "an origin that the site's entry in croft.yml permits, or a redirect");
            return false;
        }
        return true;
    }

    private static List<Word> withoutComment(List<Word> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).text().startsWith("#")) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    private static boolean isTarget(String word) {
        String lower = word.substring(0, Math.min(8, word.length())).toLowerCase(Locale.ROOT);
        return lower.startsWith("/") || lower.startsWith("http://") || lower.startsWith("https://");
    }

    /// Of a pair only its name: its value may be a secret.
    private static String shown(String word) {
        int equals = word.indexOf('=');
        return Shown.quoted(equals < 0 ? word : word.substring(0, equals + 1) + "…");
    }

    /// What a rule is for.
    ///
    /// @param path canonical
    private record From(Optional<String> host, String path) {
        static Optional<From> read(RuleLine line, Word word, Problems problems) {
            String written = word.text();
            Optional<String> host = Optional.empty();
            String path = written;
            if (isTarget(written) && !written.startsWith("/")) {
                int start = written.indexOf("://") + 3;
                int slash = written.indexOf('/', start);
                int end = slash < 0 ? written.length() : slash;
                try {
                    host = Optional.of(WebOrigin.parse(written.substring(0, end)).host());
                } catch (IllegalArgumentException _) {
                    return drop(line, word, "names no host", "https://HOST/PATH", problems);
                }
                path = slash < 0 ? "/" : written.substring(slash);
            }
            if (!path.startsWith("/")) {
                return drop(line, word, "matches no path", "a slash before it", problems);
            }
            if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
                return drop(
                        line,
                        word,
                        "holds more than a path",
                        "a query as words of its own, such as /path id=:id /target",
                        problems);
            }
            if (isReserved(path)) {
                return drop(line, word, "is reserved", "another path", problems);
            }
            String canonical = UrlText.canonical(path);
            if (!Variables.check(line, word, PatternSyntax.netlifyRedirect(canonical), problems)) {
                return Optional.empty();
            }
            noteWhatStandsForItself(line, word, canonical, problems);
            return Optional.of(new From(host, canonical));
        }

        static boolean isReserved(String path) {
            return path.equals(RESERVED) || path.startsWith(RESERVED + "/");
        }

        private static Optional<From> drop(
                RuleLine line, Word word, String what, String expected, Problems problems) {
            problems.drop(
                    line.number(), word.column(), Shown.quoted(word.text()) + " " + what, expected);
            return Optional.empty();
        }

        private static void noteWhatStandsForItself(
                RuleLine line, Word word, String path, Problems problems) {
            int star = path.indexOf('*');
            if (star >= 0 && star < path.length() - 1) {
                problems.note(
                        line.number(),
                        word.column(),
                        "a star before the end of " + Shown.quoted(path) + " is only a star",
                        ":name for one segment, or a star at the end");
            }
            for (String segment : path.split("/", -1)) {
                if (segment.startsWith(":")
                        && PatternSyntax.nameEnd(segment, 0) < segment.length()) {
                    problems.note(
                            line.number(),
                            word.column(),
                            Shown.quoted(segment) + " is no placeholder and matches only itself",
                            "letters, digits and underscores, from slash to slash");
                }
            }
        }

        /// The one path it is for, without a slash at its end.
        Optional<String> exact() {
            return PatternSyntax.netlifyRedirect(path).names().isEmpty()
                    ? Optional.of(PatternSyntax.withoutSlash(path))
                    : Optional.empty();
        }

        /// Whether a redirect would lead to where it began.
        boolean isBarred(RuleLine line, Destination to, int status, Problems problems) {
            boolean circle =
                    status / 100 == 3
                            && to.elsewhere().isEmpty()
                            && to.query().isEmpty()
                            && exact().filter(own ->
                                            own.equals(
                                                    PatternSyntax.withoutSlash(to.path(Map.of()))))
                                    .isPresent();
            if (circle) {
                problems.drop(
                        line.number(),
                        line.column(),
                        "the rule leads to where it begins",
                        "another path: with and without a slash at its end is one path to it");
            }
            return circle;
        }
    }
}
