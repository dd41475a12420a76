package croft.site.rules;

import croft.site.rules.RuleLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which dialect the rule files were written in, judged by what only one of the two knows.
///
/// @param reason for people, with file and line
record Evidence(Dialect dialect, String reason) {
    static Evidence of(List<RuleLine> redirects, List<RuleLine> headers) {
        List<Evidence> found = new ArrayList<>();
        for (RuleLine line : redirects) {
            inRedirect(line).ifPresent(e -> found.add(e.at("_redirects:" + line.number())));
        }
        for (RuleLine line : headers) {
            inHeader(line).ifPresent(e -> found.add(e.at("_headers:" + line.number())));
        }
        // some file is for Cloudflare only where nothing in it needs Netlify
        Optional<Evidence> netlify =
                found.stream().filter(e -> e.dialect == Dialect.NETLIFY).findFirst();
        return netlify.or(() -> found.stream().findFirst())
                .orElse(new Evidence(Dialect.CLOUDFLARE, "nothing in the files tells otherwise"));
    }

    private Evidence at(String place) {
        return new Evidence(
                dialect, place + " has " + reason + ", which only " + dialect + " knows");
    }

    private static Optional<Evidence> inRedirect(RuleLine line) {
        List<Word> words = line.words();
        String from = words.getFirst().text();
        if (isUrl(from)) {
            return netlify("a rule for a host");
        }
        for (int i = 1; i < words.size() && !words.get(i).text().startsWith("#"); i++) {
            String word = words.get(i).text();
            boolean target = word.startsWith("/") || isUrl(word);
            if (isCondition(word)) {
                return netlify("a condition");
            }
            if (!target && word.indexOf('=') > 0) {
                return netlify("a rule for a query");
            }
            if (word.endsWith("!") && Statuses.read(word.substring(0, word.length() - 1)) > 0) {
                return netlify("a forced rule (!)");
            }
            int status = Statuses.read(word);
            if (status > 0 && !Statuses.CLOUDFLARE.contains(status) && i > 1) {
                return netlify("the status " + status);
            }
            if (status / 100 == 2 && i == 1 && from.endsWith("/*")) {
                return netlify("a rule without a target");
            }
            if (status == Statuses.OK && i == 2 && isUrl(words.get(1).text())) {
                return netlify("a rule that forwards");
            }
            if (word.startsWith("http://")) {
                return netlify("a target with http:");
            }
            if (i == 1
                    && from.endsWith("/*")
                    && (word.endsWith("/index.html") || word.endsWith("/index"))) {
                return netlify("a rule that answers everything below with an index page");
            }
        }
        return isCloudflarePattern(from)
                ? Optional.of(new Evidence(Dialect.CLOUDFLARE, "a star or a name inside a segment"))
                : Optional.empty();
    }

    private static Optional<Evidence> inHeader(RuleLine line) {
        String lower = line.text().toLowerCase(Locale.ROOT);
        if (lower.startsWith("basic-auth:")) {
            return netlify("Basic-Auth");
        }
        if (lower.startsWith("https://")) {
            return Optional.of(new Evidence(Dialect.CLOUDFLARE, "fields for a host"));
        }
        return lower.startsWith("! ") && lower.indexOf(':') < 0
                ? Optional.of(new Evidence(Dialect.CLOUDFLARE, "the removal of a field"))
                : Optional.empty();
    }

    private static boolean isCloudflarePattern(String from) {
        int star = from.indexOf('*');
        if (star >= 0 && star < from.length() - 1) {
            return true;
        }
        for (int i = from.indexOf(':'); i > 0; i = from.indexOf(':', i + 1)) {
            int end = PatternSyntax.nameEnd(from, i);
            boolean whole =
                    from.charAt(i - 1) == '/' && (end == from.length() || from.charAt(end) == '/');
            if (end > i && !whole) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCondition(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("country=")
                || lower.startsWith("language=")
                || lower.startsWith("role=")
                || lower.startsWith("sign=");
    }

    private static boolean isUrl(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    private static Optional<Evidence> netlify(String what) {
        return Optional.of(new Evidence(Dialect.NETLIFY, what));
    }
}
