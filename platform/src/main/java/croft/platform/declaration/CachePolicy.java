package croft.platform.declaration;

import java.time.Duration;
import java.util.List;

/// What of one site the edge may keep, beyond what HTTP says (RFC 9111).
///
/// @param preset which kind of site it is; where the other values came from
/// @param enabled whether anything is kept
/// @param ignoredCookies that say nothing of what is answered, such as those of analytics: they do
///   not count, and are not shown to the backend when an answer for everybody is fetched
/// @param bypassCookies that mark a visitor who is to get his own answers, always
/// @param droppedParameters of the query, that do not change what is answered
/// @param sortedParameters whether the order of the query's parameters does not matter
/// @param paths where the site's own freshness is not followed; the first that matches counts
/// @param stale for how long after it became stale an answer may stand in for a backend that fails
public record CachePolicy(
        Preset preset,
        boolean enabled,
        List<Glob> ignoredCookies,
        List<Glob> bypassCookies,
        List<Glob> droppedParameters,
        boolean sortedParameters,
        List<PathRule> paths,
        Duration stale) {
    /// A day: time to notice that a backend is down, and to mend it.
    public static final Duration DEFAULT_STALE = Duration.ofHours(24);

    public CachePolicy {
        ignoredCookies = List.copyOf(ignoredCookies);
        bypassCookies = List.copyOf(bypassCookies);
        droppedParameters = List.copyOf(droppedParameters);
        paths = List.copyOf(paths);
        if (stale.isNegative()) {
            throw new IllegalArgumentException("stale: " + stale + " (expected: 0 or longer)");
        }
    }

    /// What a site gets that says nothing of its cache.
    public static CachePolicy of(Preset preset) {
        return CachePresets.of(preset);
    }

    /// The kinds of sites, with what is known of their cookies and paths.
    public enum Preset {
        STATIC("static", "files, the same for everybody: no cookie counts"),
        WIKI(
                "wiki",
                "pages for everybody, changed by those who are logged in, who go past the store"
                        + " (MediaWiki, DokuWiki, WordPress)"),
        MATTERMOST(
                "mattermost",
                "a Mattermost server: only what is below `/static/` is stored, and that for those who"
                        + " are logged in as well"),
        APP("app", "any other application: only cookies of analytics are ignored");

        private final String word;
        private final String meaning;

        Preset(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        /// As croft.yml writes it.
        public String word() {
            return word;
        }

        /// For the reference page.
        String meaning() {
            return meaning;
        }
    }

    /// What holds for the paths of one pattern.
    ///
    /// @param path of the URL, without the query, beginning with a slash
    public record PathRule(Glob path, Treatment treatment) {}

    /// How the answers of a path are kept.
    public sealed interface Treatment {
        /// Not at all.
        record Never() implements Treatment {}

        /// As the backend says: what comes after this rule does not count.
        record AsSaid() implements Treatment {}

        /// This long, whatever the backend says of freshness; what is private stays so.
        record Fresh(Duration lifetime) implements Treatment {}
    }
}
