package croft.site.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads `_redirects` in either dialect.
final class RedirectsFile {
    /// Found by their path, however many there are; five times what Cloudflare takes.
    static final int MOST_EXACT = 10_000;

    /// Tried one after the other for every request; ten times what Cloudflare takes.
    static final int MOST_OPEN = 1_000;

    private RedirectsFile() {}

    static RedirectTable read(
            List<RuleLine> lines, Dialect dialect, Set<WebOrigin> permitted, Problems problems) {
        Function<RuleLine, Optional<RedirectRule>> grammar =
                switch (dialect) {
                    case NETLIFY -> new NetlifyRedirects(permitted, problems)::read;
                    case CLOUDFLARE -> new CloudflareRedirects(problems)::read;
                };
        List<RedirectRule> rules = new ArrayList<>();
        int open = 0;
        for (RuleLine line : lines) {
            if (line.isTooLong()) {
                problems.drop(
                        line.number(),
                        line.column(),
                        "a line of " + line.text().length() + " characters",
                        "at most " + RuleLine.LONGEST);
                continue;
            }
            Optional<RedirectRule> rule = grammar.apply(line);
            if (rule.isEmpty()) {
                continue;
            }
            boolean exact = rule.get().exact().isPresent();
            if (exact ? rules.size() - open >= MOST_EXACT : open >= MOST_OPEN) {
                problems.drop(
                        line.number(),
                        line.column(),
                        "this rule and all behind it are left out",
                        "at most "
                                + MOST_EXACT
                                + " rules for one path and "
                                + MOST_OPEN
                                + " with stars or names");
                break;
            }
            open += exact ? 0 : 1;
            rules.add(rule.get());
        }
        return new RedirectTable(dialect, rules);
    }
}
