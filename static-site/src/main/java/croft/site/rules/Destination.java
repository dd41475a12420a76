package croft.site.rules;

import croft.platform.declaration.Shown;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where a redirect rule leads: a path of this site, or a URL elsewhere. What a visitor asked for
/// can fill its path, its query and its fragment, and never its host.
///
/// @param elsewhere where it is no path of this site
/// @param query without question mark
/// @param fragment without number sign
record Destination(
        Optional<WebOrigin> elsewhere,
        Template path,
        Optional<Template> query,
        Optional<Template> fragment) {
    /// Reads a target.
    ///
    /// @param plainHttp whether it may begin with `http://`
    /// @return empty if it was reported
    static Optional<Destination> read(
            RuleLine line, RuleLine.Word word, boolean plainHttp, Problems problems) {
        String expected = plainHttp ? "/PATH, https://… or http://…" : "/PATH or https://…";
        String written = word.text();
        String lower = written.toLowerCase(Locale.ROOT);
        boolean url = lower.startsWith("https://") || (plainHttp && lower.startsWith("http://"));
        if (!url && !written.startsWith("/")) {
            problems.drop(
                    line.number(),
                    word.column(),
                    Shown.quoted(written) + " is no target",
                    expected);
            return Optional.empty();
        }
        if (!url) {
            if (written.startsWith("//") || written.startsWith("/\\")) {
                problems.drop(
                        line.number(),
                        word.column(),
                        Shown.quoted(written) + " would name another host",
                        "https:// before a host, or one slash");
                return Optional.empty();
            }
            return Optional.of(of(Optional.empty(), written));
        }
        int end = written.indexOf("://") + 3;
        while (end < written.length() && "/?#\\".indexOf(written.charAt(end)) < 0) {
            end++;
        }
        String authority = written.substring(0, end);
        int colon = authority.indexOf(':', authority.indexOf("://") + 3);
        if (authority.indexOf('*') >= 0
                || (colon >= 0 && PatternSyntax.nameEnd(authority, colon) > colon)) {
            problems.drop(
                    line.number(),
                    word.column(),
                    Shown.quoted(authority) + " lets whoever asks choose the host",
                    "a host written out, with :names only behind it");
            return Optional.empty();
        }
        try {
            return Optional.of(of(Optional.of(WebOrigin.parse(authority)), written.substring(end)));
        } catch (IllegalArgumentException _) {
            problems.drop(
                    line.number(),
                    word.column(),
                    Shown.quoted(authority) + " names no host",
                    "https://HOST or https://HOST:PORT, without user name or password");
            return Optional.empty();
        }
    }

    private static Destination of(Optional<WebOrigin> elsewhere, String rest) {
        int hash = rest.indexOf('#');
        String beforeHash = hash < 0 ? rest : rest.substring(0, hash);
        int question = beforeHash.indexOf('?');
        String path = question < 0 ? beforeHash : beforeHash.substring(0, question);
        return new Destination(
                elsewhere,
                Template.of(UrlText.canonical(path.startsWith("/") ? path : "/" + path)),
                part(beforeHash, question),
                part(rest, hash));
    }

    private static Optional<Template> part(String text, int mark) {
        return mark < 0
                ? Optional.empty()
                : Optional.of(Template.of(UrlText.canonical(text.substring(mark + 1))));
    }

    boolean hasNames() {
        return path.hasNames()
                || query.filter(Template::hasNames).isPresent()
                || fragment.filter(Template::hasNames).isPresent();
    }

    /// With exactly one slash at its start and, inside this site, nowhere two in a row: a path of
    /// this site never becomes the name of another host.
    String path(Map<String, String> values) {
        String filled = path.filled(values, value -> value);
        return elsewhere.isEmpty() ? UrlText.withSingleSlashes(filled) : filled;
    }

    /// With its question mark.
    ///
    /// @param otherwise where the rule names none
    String query(Map<String, String> values, String otherwise) {
        return query.map(template -> "?" + template.filled(values, UrlText::inQuery))
                .orElse(otherwise);
    }

    /// With its number sign; empty without one.
    String fragment(Map<String, String> values) {
        return fragment.map(template -> "#" + template.filled(values, UrlText::inQuery)).orElse("");
    }
}
