package croft.platform.declaration;

import java.util.List;
import java.util.Optional;

/// How the files of a static website are served, whether they are a folder or a release.
///
/// @param pages whether a page is also served under its file name (`/about.html`), or redirected
///   from there
/// @param listing whether a folder without an index page is listed
/// @param fallback the page for paths that name nothing, by its path in the site; for applications
///   that route in the browser
/// @param charset what text files are said to be written in; nothing is said if empty
/// @param symlinks whether symbolic links that stay inside the folder are followed
/// @param dotfiles names that are served although they begin with a dot
/// @param rules how `_redirects` and `_headers` are read
/// @param forwardTo the backends that `_redirects` may pass requests on to
public record StaticPolicy(
        Pages pages,
        boolean listing,
        Optional<String> fallback,
        Optional<String> charset,
        boolean symlinks,
        List<Glob> dotfiles,
        Rules rules,
        List<Origin> forwardTo) {
    /// What holds where croft.yml says nothing.
    public static final StaticPolicy DEFAULT =
            new StaticPolicy(
                    Pages.BOTH,
                    false,
                    Optional.empty(),
                    Optional.of("utf-8"),
                    true,
                    List.of(),
                    Rules.DETECTED,
                    List.of());

    public StaticPolicy {
        dotfiles = List.copyOf(dotfiles);
        forwardTo = List.copyOf(forwardTo);
    }

    /// The addresses of a page that lies in `about.html` or `docs/index.html`.
    public enum Pages {
        /// `/about` and `/docs/`, and the names of the files too.
        BOTH,
        /// `/about` and `/docs/`; the names of the files redirect there.
        CLEAN
    }

    /// How rule files are read.
    public enum Rules {
        /// In the dialect that the files are written in, as far as that can be told.
        DETECTED,
        NETLIFY,
        CLOUDFLARE,
        /// Not at all.
        OFF
    }
}
