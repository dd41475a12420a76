package croft.site.rules;

import croft.platform.declaration.Shown;
import croft.site.rules.RuleLine.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a line of `_redirects` as Cloudflare Pages does: `from to [status] [comment]`.
final class CloudflareRedirects {
    private static final int DEFAULT_STATUS = 302;

    private final Problems problems;
    private final Map<String, Integer> linesByPath = new HashMap<>();

    CloudflareRedirects(Problems problems) {
        this.problems = problems;
    }

    /// The rule, or nothing if the line was reported.
    Optional<RedirectRule> read(RuleLine line) {
        List<Word> words = withoutComment(line.words());
        if (words.size() < 2 || words.size() > 3) {
            return drop(
                    line,
                    words.get(Math.min(3, words.size() - 1)),
                    words.size() == 1
                            ? "no target"
                            : words.size()
                                    + " words, of which Cloudflare Pages knows no more than 3",
                    "from, target and perhaps a status");
        }
        Optional<String> path = path(line, words.getFirst());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<Destination> to = Destination.read(line, words.get(1), false, problems);
        if (to.isEmpty()) {
            return Optional.empty();
        }
        int status = DEFAULT_STATUS;
        if (words.size() == 3) {
            status = Statuses.read(words.get(2).text());
            if (!Statuses.CLOUDFLARE.contains(status)) {
                return drop(
                        line,
                        words.get(2),
                        Shown.quoted(words.get(2).text()) + " is no status of Cloudflare Pages",
                        "200, 301, 302, 303, 307 or 308");
            }
        }
        return rule(line, words, path.get(), to.get(), status);
    }

    private Optional<RedirectRule> rule(
            RuleLine line, List<Word> words, String path, Destination to, int status) {
        if (status == Statuses.OK && to.elsewhere().isPresent()) {
            return drop(
                    line,
                    words.get(1),
                    "status 200 with a target outside this site",
                    "a path of this site, or a redirect; forwarding needs the dialect of Netlify");
        }
        String target = to.path(Map.of());
        boolean index = target.endsWith("/index") || target.endsWith("/index.html");
        if (to.elsewhere().isEmpty() && index && (path.endsWith("/*") || path.endsWith("/"))) {
            return drop(
                    line,
                    words.get(1),
                    "Cloudflare Pages takes this rule for an endless loop",
                    "a page that is no index, or the dialect of Netlify");
        }
        PathPattern pattern = PatternSyntax.cloudflare(path);
        if (!Variables.check(line, words.getFirst(), pattern, problems)) {
            return Optional.empty();
        }
        if (pattern.isFixed() && status != Statuses.OK && isSelf(path, to)) {
            return drop(line, words.get(1), "the rule leads to where it begins", "another path");
        }
        Integer earlier = linesByPath.putIfAbsent(path, line.number());
        if (earlier != null) {
            return drop(
                    line,
                    words.getFirst(),
                    Shown.quoted(path) + " has a rule already, in line " + earlier,
                    "one rule for each path; the first one counts");
        }
        return Optional.of(
                new RedirectRule(
                        line.number(),
                        Optional.empty(),
                        pattern,
                        pattern.isFixed() ? Optional.of(path) : Optional.empty(),
                        Map.of(),
                        to,
                        status,
                        true,
                        List.of()));
    }

    private static boolean isSelf(String path, Destination to) {
        return to.elsewhere().isEmpty() && to.query().isEmpty() && to.path(Map.of()).equals(path);
    }

    private Optional<String> path(RuleLine line, Word word) {
        String written = word.text();
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            drop(
                    line,
                    word,
                    Shown.quoted(written) + " names a host",
                    "a path; rules for a host need the dialect of Netlify");
            return Optional.empty();
        }
        int end = 0;
        while (end < written.length() && "?#".indexOf(written.charAt(end)) < 0) {
            end++;
        }
        String path = UrlText.canonical(written.substring(0, end));
        return Optional.of(path.startsWith("/") ? path : "/" + path);
    }

    /// A comment may only begin where a status could stand: before it, `#` belongs to a target.
    private static List<Word> withoutComment(List<Word> words) {
        for (int i = 2; i < words.size(); i++) {
            if (words.get(i).text().startsWith("#")) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    private Optional<RedirectRule> drop(RuleLine line, Word word, String what, String expected) {
        problems.drop(line.number(), word.column(), what, expected);
        return Optional.empty();
    }
}
