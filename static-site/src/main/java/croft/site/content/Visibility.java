package croft.site.content;

import croft.platform.declaration.Glob;
import croft.platform.declaration.StaticPolicy;
import java.util.List;

/// Which names of a site visitors may see.
///
/// @param symlinks whether symbolic links are followed that stay inside the site
/// @param dotfiles names that are seen although they begin with a dot
public record Visibility(boolean symlinks, List<Glob> dotfiles) {
    /// Nothing behind a leading dot is seen, and links are followed.
    public static final Visibility DEFAULT = of(StaticPolicy.DEFAULT);

    /// The only name with a leading dot that always is public (RFC 8615), and only at the top.
    private static final String WELL_KNOWN = ".well-known";

    /// Rule files that may hold passwords: never served, whether or not their rules are applied.
    private static final List<String> RULE_FILES = List.of("_headers", "_redirects");

    public Visibility {
        dotfiles = List.copyOf(dotfiles);
    }

    public static Visibility of(StaticPolicy policy) {
        return new Visibility(policy.symlinks(), policy.dotfiles());
    }

    /// Whether a name of these segments is kept from visitors: anything behind a leading dot that
    /// is not allowed, and the rule files.
    public boolean hides(List<String> segments) {
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith(".")
                    && !(i == 0 && segment.equals(WELL_KNOWN))
                    && dotfiles.stream().noneMatch(glob -> glob.matches(segment))) {
                return true;
            }
        }
        return isRuleFile(segments);
    }

    /// Whether this is a file that says how others are served.
    public static boolean isRuleFile(List<String> segments) {
        return segments.size() == 1 && RULE_FILES.contains(segments.getFirst());
    }
}
