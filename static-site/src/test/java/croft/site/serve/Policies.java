package croft.site.serve;

import croft.platform.declaration.Glob;
import croft.platform.declaration.Origin;
import croft.platform.declaration.StaticPolicy;
import java.util.List;
import java.util.Optional;

/// Policies that differ from the default in one point.
final class Policies {
    private static final StaticPolicy KNOWN = StaticPolicy.DEFAULT;

    private Policies() {}

    static StaticPolicy listing() {
        return of(true, Optional.empty(), KNOWN.charset(), true, List.of(), List.of());
    }

    static StaticPolicy fallback(String path) {
        return of(false, Optional.of(path), KNOWN.charset(), true, List.of(), List.of());
    }

    static StaticPolicy charset(Optional<String> charset) {
        return of(false, Optional.empty(), charset, true, List.of(), List.of());
    }

    static StaticPolicy withoutLinks() {
        return of(false, Optional.empty(), KNOWN.charset(), false, List.of(), List.of());
    }

    static StaticPolicy dotfiles(String... names) {
        return of(
                false,
                Optional.empty(),
                KNOWN.charset(),
                true,
                List.of(names).stream().map(Glob::new).toList(),
                List.of());
    }

    static StaticPolicy forwardTo(Origin origin) {
        return of(false, Optional.empty(), KNOWN.charset(), true, List.of(), List.of(origin));
    }

    private static StaticPolicy of(
            boolean listing,
            Optional<String> fallback,
            Optional<String> charset,
            boolean symlinks,
            List<Glob> dotfiles,
            List<Origin> forwardTo) {
        return new StaticPolicy(
                KNOWN.pages(),
                listing,
                fallback,
                charset,
                symlinks,
                dotfiles,
                KNOWN.rules(),
                forwardTo);
    }
}
