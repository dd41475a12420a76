package croft.site.content;

import croft.platform.declaration.StaticPolicy;
import java.util.Optional;

/// How a site's paths lead to its files.
///
/// @param clean whether the file names of pages redirect to their short addresses
/// @param listing whether a folder without an index page is listed
/// @param fallback the page for paths that name nothing
public record Addressing(boolean clean, boolean listing, Optional<SitePath> fallback) {
    /// What holds where croft.yml says nothing.
    public static final Addressing DEFAULT = of(StaticPolicy.DEFAULT);

    /// As the owner wants it. A fallback that names nothing a site could hold is none.
    public static Addressing of(StaticPolicy policy) {
        return new Addressing(
                policy.pages() == StaticPolicy.Pages.CLEAN,
                policy.listing(),
                policy.fallback().flatMap(Addressing::path));
    }

    private static Optional<SitePath> path(String text) {
        return switch (Target.of(text)) {
            case Target.Named(SitePath path, String _) -> Optional.of(path.asFile());
            case Target.Nameless _, Target.Malformed _ -> Optional.empty();
        };
    }
}
