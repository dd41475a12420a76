package croft.site.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The redirect rules of a site in the order in which they are tried.
///
/// Netlify: from the top, and a file that is there wins unless the rule is forced. Cloudflare
/// Pages: those for one path first, but only as far as they stand above every rule for several;
/// then the others from the top; a file never wins.
final class RedirectTable {
    /// Beyond what anything asks for here: [croft.site.content.Target] takes no more.
    private static final int LONGEST_PATH = 8_192;

    private final Dialect dialect;
    private final Map<String, List<Ordered>> exact = new HashMap<>();
    private final List<Ordered> open = new ArrayList<>();

    /// @param rules from the top
    RedirectTable(Dialect dialect, List<RedirectRule> rules) {
        this.dialect = dialect;
        int place = 0;
        for (RedirectRule rule : rules) {
            Ordered ordered = new Ordered(place++, rule);
            boolean first = dialect == Dialect.NETLIFY || open.isEmpty();
            if (first && rule.exact().isPresent()) {
                exact.computeIfAbsent(rule.exact().get(), _ -> new ArrayList<>()).add(ordered);
            } else {
                open.add(ordered);
            }
        }
    }

    boolean isEmpty() {
        return exact.isEmpty() && open.isEmpty();
    }

    /// Of rules that lead everybody to the same page here, from the top.
    List<RuleTarget> targets() {
        return Stream.concat(exact.values().stream().flatMap(List::stream), open.stream())
                .sorted(Comparator.comparingInt(Ordered::place))
                .map(Ordered::rule)
                .filter(rule -> rule.to().elsewhere().isEmpty() && !rule.to().path().hasNames())
                .map(rule -> new RuleTarget(rule.line(), rule.to().path(Map.of())))
                .toList();
    }

    Ruled rule(Lookup lookup) throws IOException {
        String path = UrlText.canonical(lookup.path());
        if (isEmpty() || path.length() > LONGEST_PATH || UrlText.climbs(path)) {
            return new Ruled(new Ruling.None(), false, false);
        }
        return new Search(lookup, path).run();
    }

    /// @param place in which the rule is tried
    private record Ordered(int place, RedirectRule rule) {}

    /// One request's way through the table.
    private final class Search {
        private final Lookup lookup;
        private final String path;
        private final Map<String, String> query;
        private boolean byLanguage;
        private boolean byQuery;
        private Optional<Boolean> present = Optional.empty();

        private Search(Lookup lookup, String path) {
            this.lookup = lookup;
            this.path = path;
            query = query(lookup.query());
        }

        private Ruled run() throws IOException {
            List<Ordered> own =
                    exact.getOrDefault(
                            dialect == Dialect.NETLIFY ? PatternSyntax.withoutSlash(path) : path,
                            List.of());
            int o = 0;
            int i = 0;
            while (o < own.size() || i < open.size()) {
                boolean ownFirst =
                        i == open.size()
                                || (o < own.size() && own.get(o).place < open.get(i).place);
                Optional<Ruling> ruling = tried((ownFirst ? own.get(o++) : open.get(i++)).rule);
                if (ruling.isPresent()) {
                    return new Ruled(ruling.get(), byLanguage, byQuery);
                }
            }
            return new Ruled(new Ruling.None(), byLanguage, byQuery);
        }

        private Optional<Ruling> tried(RedirectRule rule) throws IOException {
            if (rule.host().isPresent() && !rule.host().get().equals(lookup.host())) {
                return Optional.empty();
            }
            Optional<Map<String, String>> match = rule.pattern().match(path);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> values = match.get();
            if (!rule.query().isEmpty()) {
                byQuery = true;
                values = new HashMap<>(values);
                if (!queryMatches(rule, values)) {
                    return Optional.empty();
                }
            }
            if (!rule.languages().isEmpty()) {
                byLanguage = true;
                if (!PreferredLanguage.isOneOf(
                        rule.languages(), lookup.acceptLanguage().orElse(""))) {
                    return Optional.empty();
                }
            }
            if (!rule.forced() && isPresent()) {
                return Optional.empty();
            }
            return ruling(rule, values);
        }

        private boolean queryMatches(RedirectRule rule, Map<String, String> values) {
            for (Map.Entry<String, RedirectRule.Term> wanted : rule.query().entrySet()) {
                String value = query.get(wanted.getKey());
                if (value == null) {
                    return false;
                }
                switch (wanted.getValue()) {
                    case RedirectRule.Term.Exactly(String expected) -> {
                        if (!value.equals(expected)) {
                            return false;
                        }
                    }
                    case RedirectRule.Term.Anything(String name) ->
                            values.put(name, UrlText.inSegment(value));
                }
            }
            return true;
        }

        private boolean isPresent() throws IOException {
            if (present.isEmpty()) {
                present = Optional.of(lookup.presence().isThere());
            }
            return present.get();
        }

        /// Empty where the rule would lead in a circle, or up out of where it points.
        private Optional<Ruling> ruling(RedirectRule rule, Map<String, String> values) {
            Destination to = rule.to();
            String target = to.path(values);
            if (!rule.isRedirect() && UrlText.climbs(target)) {
                return Optional.empty();
            }
            if (rule.status() != Statuses.OK && !rule.isRedirect()) {
                return Optional.of(new Ruling.Rewrite(target, rule.status()));
            }
            if (rule.status() == Statuses.OK && to.elsewhere().isEmpty()) {
                return Optional.of(new Ruling.Rewrite(target, Statuses.OK));
            }
            String passed = rule.query().isEmpty() ? UrlText.canonical(lookup.query()) : "";
            String asked = to.query(values, passed);
            if (rule.isRedirect() && leadsBack(to, target, asked)) {
                return Optional.empty();
            }
            if (to.query().isEmpty() && rule.query().isEmpty()) {
                byQuery = true;
            }
            if (rule.isRedirect()) {
                String place =
                        isHere(to)
                                ? UrlText.withSingleSlashes(target)
                                : to.elsewhere().map(WebOrigin::toString).orElse("") + target;
                return Optional.of(
                        new Ruling.Redirect(rule.status(), place + asked + to.fragment(values)));
            }
            return to.elsewhere().map(origin -> new Ruling.Forward(origin, target + asked));
        }

        /// Whether it is in this site, perhaps by its full URL.
        private boolean isHere(Destination to) {
            return to.elsewhere()
                    .map(o -> o.host().equals(lookup.host()) && o.isOnDefaultPort())
                    .orElse(true);
        }

        private boolean leadsBack(Destination to, String target, String asked) {
            boolean same =
                    dialect == Dialect.NETLIFY
                            ? PatternSyntax.withoutSlash(target)
                                    .equals(PatternSyntax.withoutSlash(path))
                            : target.equals(path);
            return isHere(to) && same && asked.equals(UrlText.canonical(lookup.query()));
        }
    }

    /// The first value of each parameter.
    private static Map<String, String> query(String written) {
        Map<String, String> query = new HashMap<>();
        if (written.length() > 1 && written.length() <= LONGEST_PATH) {
            for (String pair : written.substring(1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.putIfAbsent(
                        UrlText.canonical(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : UrlText.canonical(pair.substring(equals + 1)));
            }
        }
        return query;
    }
}
