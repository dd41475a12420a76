package croft.platform.declaration;

import croft.platform.declaration.CachePolicy.PathRule;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.CachePolicy.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The keys of a site's `cache`.
final class CacheYml {
    /// Longer than any name of a cookie or parameter that anybody uses, and than most paths.
    private static final int LONGEST_PATTERN = 256;

    private static final String LIFETIME = "a time with s, m, h or d, such as 1h; or never";
    private static final String STALE = "a time with s, m, h or d, such as 24h; or never";

    static final Key<Preset> PRESET =
            Key.optional(
                    "preset",
                    new Form.Choice<>("a preset", presets(Optional::of)),
                    "`static` for a folder, `app` for an application behind `proxy`",
                    "Which kind of site it is. What the other keys say is added to what the preset"
                            + " knows.");

    static final Key<List<Placed<Glob>>> IGNORE_COOKIES =
            Key.optional(
                    "ignore-cookies",
                    patterns("a cookie name", "visitor_*", CacheYml::cookie),
                    "the preset's",
                    "Cookies that have no part in what is answered, such as those of analytics. They"
                            + " keep nobody from a stored answer, and are taken off a request that"
                            + " fetches one.");

    static final Key<List<Placed<Glob>>> BYPASS_COOKIES =
            Key.optional(
                    "bypass-cookies",
                    patterns("a cookie name", "sid", CacheYml::cookie),
                    "the preset's",
                    "Cookies that mark a visitor with answers of his own, such as one who is logged"
                            + " in. A request with one of them goes past the store, also if the"
                            + " cookie is among the ignored ones.");

    static final Key<List<Placed<Glob>>> DROP_PARAMETERS =
            Key.optional(
                    "drop-parameters",
                    patterns("a parameter name", "utm_*", CacheYml::parameter),
                    "none",
                    "Parameters of the query that change nothing in the answer. URLs that differ in"
                            + " them alone share one stored answer.");

    static final Key<Boolean> SORT_PARAMETERS =
            Key.optional(
                    "sort-parameters",
                    new Form.Choice<>(
                            "yes or no",
                            List.of(
                                    new Form.Option<>(
                                            "yes",
                                            Optional.of(true),
                                            "`?a=1&b=2` and `?b=2&a=1` share one stored answer"),
                                    new Form.Option<>("no", Optional.of(false), "they are two"))),
                    "`no`",
                    "Whether the order of the query's parameters makes no difference.");

    static final Key<Glob> PATH =
            Key.required(
                    "path",
                    new Form.Text<>(
                            "a path",
                            "/assets/*",
                            Optional.of("^/[^?#\\s]*$"),
                            (text, _) -> path(text)),
                    "The path of the URL, without the query; `*` stands for any characters.");

    static final Key<Treatment> FOR =
            Key.required(
                    "for",
                    new Form.Quantity<>(
                            LIFETIME,
                            "1h",
                            "^(never|" + TimeSpan.PATTERN + ")$",
                            (text, _) -> treatment(text)),
                    "How long an answer is fresh, whatever the site says of freshness. What may not be"
                            + " stored (`private`, `no-store`, `Set-Cookie`) is not stored all the"
                            + " same. `never` keeps nothing of the path.");

    static final Form.Section<Optional<PathRule>> RULE =
            new Form.Section<>(
                    "a section",
                    List.of(PATH, FOR),
                    List.of(),
                    (fields, _) ->
                            fields.get(PATH)
                                    .flatMap(path ->
                                            fields.get(FOR)
                                                    .map(treatment ->
                                                            new PathRule(
                                                                    path.value(),
                                                                    treatment.value()))));

    static final Key<List<Placed<Optional<PathRule>>>> FRESHNESS =
            Key.optional(
                    "freshness",
                    new Form.Items<>(
                            RULE, "a list of sections, such as [{ path: /assets/*, for: 1h }]", 0),
                    "the preset's, then what the site says",
                    "Paths where the site's own word on freshness is not followed. The first that"
                            + " matches counts. The preset's come after these, but before one that"
                            + " would take all their paths, such as `/*`.");

    static final Key<Duration> STALE_FOR =
            Key.optional(
                    "stale",
                    new Form.Quantity<>(
                            STALE,
                            "24h",
                            "^(never|" + TimeSpan.PATTERN + ")$",
                            (text, _) -> stale(text)),
                    "`24h`",
                    "How long an answer that is no longer fresh may stand in for a site that fails,"
                            + " where the answer itself says nothing of it.");

    static final Form<Draft> CACHE =
            new Form.TextOrSection<>(
                    new Form.Choice<>("a preset", shortForms()),
                    new Form.Section<>(
                            "a section",
                            List.of(
                                    PRESET,
                                    IGNORE_COOKIES,
                                    BYPASS_COOKIES,
                                    DROP_PARAMETERS,
                                    SORT_PARAMETERS,
                                    FRESHNESS,
                                    STALE_FOR),
                            List.of(),
                            CacheYml::draft));

    private CacheYml() {}

    private static <T> List<Form.Option<T>> presets(Function<Preset, Optional<T>> value) {
        return Stream.of(Preset.values())
                .map(preset ->
                        new Form.Option<>(preset.word(), value.apply(preset), preset.meaning()))
                .toList();
    }

    private static List<Form.Option<Draft>> shortForms() {
        var off = new Form.Option<>("off", Optional.of(Draft.OFF), "nothing of the site is kept");
        return Stream.concat(
                        Stream.of(off), presets(preset -> Optional.of(Draft.of(preset))).stream())
                .toList();
    }

    private static Form<List<Placed<Glob>>> patterns(
            String noun, String example, Form.Parser<Glob> parser) {
        return new Form.Items<>(
                new Form.Text<>(noun, example, Optional.of("^[^\\s&=;,#]+$"), parser),
                "a list of names, such as [" + example + "]",
                0);
    }

    private static Glob cookie(String text, Path folder) {
        return name(text, "a cookie name", "a name such as visitor_*; * stands for any characters");
    }

    private static Glob parameter(String text, Path folder) {
        return name(text, "a parameter name", "a name such as utm_*; * stands for any characters");
    }

    private static Glob name(String text, String noun, String expectation) {
        if (text.isEmpty()
                || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "&=;,#\"".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    Shown.quoted(text) + " is not " + noun + " (expected: " + expectation + ")");
        }
        return pattern(text);
    }

    private static Glob path(String text) {
        if (!text.startsWith("/")
                || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '?' || c == '#')) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " is not the path of a URL (expected: a path such as /assets/*,"
                            + " percent-encoded as in URLs, without a query)");
        }
        return pattern(text);
    }

    private static Glob pattern(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException(
                    Shown.quoted(text)
                            + " has "
                            + text.length()
                            + " characters (expected: at most "
                            + LONGEST_PATTERN
                            + ")");
        }
        return new Glob(text);
    }

    private static Treatment treatment(String text) {
        return text.equals("never")
                ? new Treatment.Never()
                : new Treatment.Fresh(TimeSpan.parse(text, LIFETIME));
    }

    private static Duration stale(String text) {
        return text.equals("never") || text.equals("0")
                ? Duration.ZERO
                : TimeSpan.parse(text, STALE);
    }

    private static Draft draft(Fields fields, Review review) {
        return new Draft(
                true,
                fields.get(PRESET).map(Placed::value),
                values(fields, IGNORE_COOKIES),
                values(fields, BYPASS_COOKIES),
                values(fields, DROP_PARAMETERS),
                fields.get(SORT_PARAMETERS).map(Placed::value),
                rules(fields, review),
                fields.get(STALE_FOR).map(Placed::value));
    }

    private static List<Glob> values(Fields fields, Key<List<Placed<Glob>>> key) {
        return fields.get(key)
                .map(list -> list.value().stream().map(Placed::value).toList())
                .orElse(List.of());
    }

    /// Those that are whole. One that no path reaches, since one before it takes them all, is a
    /// mistake.
    private static List<PathRule> rules(Fields fields, Review review) {
        List<PathRule> rules = new ArrayList<>();
        for (Placed<Optional<PathRule>> placed :
                fields.get(FRESHNESS).map(Placed::value).orElse(List.of())) {
            if (placed.value().isEmpty()) {
                continue;
            }
            PathRule rule = placed.value().get();
            // A star of this pattern can only have been matched by a star of the other: then all
            // that this one stands for is matched too.
            rules.stream()
                    .filter(before -> before.path().matches(rule.path().text()))
                    .findFirst()
                    .ifPresent(before ->
                            review.mistake(
                                    placed.at(),
                                    placed.path(),
                                    Shown.quoted(rule.path().text())
                                            + " comes after "
                                            + Shown.quoted(before.path().text())
                                            + ", which takes all its paths (expected: the narrower"
                                            + " first)"));
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    /// What a site says of its cache; the preset may follow from what serves the site.
    record Draft(
            boolean enabled,
            Optional<Preset> preset,
            List<Glob> ignoredCookies,
            List<Glob> bypassCookies,
            List<Glob> droppedParameters,
            Optional<Boolean> sortedParameters,
            List<PathRule> paths,
            Optional<Duration> stale) {
        static final Draft OFF = of(false, Optional.empty());

        static Draft of(Preset preset) {
            return of(true, Optional.of(preset));
        }

        private static Draft of(boolean enabled, Optional<Preset> preset) {
            return new Draft(
                    enabled,
                    preset,
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }

        CachePolicy finished(Preset byServing) {
            CachePolicy known = CachePolicy.of(preset.orElse(byServing));
            return new CachePolicy(
                    known.preset(),
                    enabled,
                    both(ignoredCookies, known.ignoredCookies()),
                    both(bypassCookies, known.bypassCookies()),
                    both(droppedParameters, known.droppedParameters()),
                    sortedParameters.orElse(known.sortedParameters()),
                    ordered(paths, known.paths()),
                    stale.orElse(known.stale()));
        }

        /// The preset's behind one's own, but before the first that would leave them nothing: who
        /// says that all of `/*` is fresh does not think of `/api/*`.
        private static List<PathRule> ordered(List<PathRule> own, List<PathRule> known) {
            List<PathRule> all = new ArrayList<>(own);
            for (PathRule rule : known) {
                int before = 0;
                while (before < all.size() && !takesAllOf(rule, all.get(before))) {
                    before++;
                }
                all.add(before, rule);
            }
            return List.copyOf(all);
        }

        private static boolean takesAllOf(PathRule rule, PathRule other) {
            return !other.path().equals(rule.path()) && other.path().matches(rule.path().text());
        }

        private static <T> List<T> both(List<T> own, List<T> known) {
            return Stream.concat(own.stream(), known.stream()).distinct().toList();
        }
    }
}
