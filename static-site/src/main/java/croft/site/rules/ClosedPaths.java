package croft.site.rules;

import croft.site.content.SitePath;
import croft.site.content.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The paths that were meant to need a password.
///
/// Escapes, upper case and the other names of a page (`/a`, `/a.html`, `/a/`) are no way around it:
/// what is compared is the name that a request means, under all names by which its page is served.
final class ClosedPaths {
    private static final String PAGE = ".html";
    private static final String INDEX = "/index";

    private final List<PathPattern> patterns;

    /// @param patterns for names in lower case
    ClosedPaths(List<PathPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /// A path as [SitePath#encoded] writes it, its stars and names kept.
    static String named(String canonicalPath) {
        StringBuilder named = new StringBuilder();
        for (String segment : canonicalPath.substring(1).split("/", -1)) {
            named.append('/')
                    .append(
                            Target.of("/" + segment)
                                                    instanceof Target.Named(SitePath path, String _)
                                            && !path.isTop()
                                    ? path.encoded().substring(1)
                                    : segment);
        }
        return named.toString();
    }

    /// @param path undecoded
    boolean include(String path) {
        if (patterns.isEmpty()
                || !(Target.of(path) instanceof Target.Named(SitePath name, String _))) {
            return false;
        }
        String asked = name.asFile().encoded().toLowerCase(Locale.ROOT);
        return names(name.isTop() ? "" : asked).stream()
                .anyMatch(n -> patterns.stream().anyMatch(p -> p.matches(n)));
    }

    private static List<String> names(String asked) {
        String page = asked.endsWith(PAGE) ? without(asked, PAGE) : asked;
        String folder = page.endsWith(INDEX) ? without(page, INDEX) : page;
        List<String> names = new ArrayList<>(List.of(asked));
        for (String name : List.of(page, folder)) {
            names.add(name.isEmpty() ? "/" : name);
            names.add(name + PAGE);
            names.add(name + INDEX);
            names.add(name + INDEX + PAGE);
        }
        return names;
    }

    private static String without(String text, String end) {
        return text.substring(0, text.length() - end.length());
    }
}
