package croft.platform.declaration;

import croft.platform.declaration.CachePolicy.PathRule;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.CachePolicy.Treatment;
import java.util.List;
import java.util.stream.Stream;

/// What is known of the cookies and paths of each kind of site.
///
/// No preset drops parameters of the query. Names of campaigns (`utm_*`, `fbclid`) seem safe to
/// drop, and are not: a site may repeat them in a redirect, a link or a form, and then one visitor
/// would get another's. Whoever knows his site says so in croft.yml; a backend that knows it says
/// so itself (`No-Vary-Search`), as static-site does.
final class CachePresets {
    /// Cookies that scripts of others set for themselves and that no application reads. Exact
    /// enough to spare sessions: `_ga*` would also be `_gallery_session`.
    private static final List<Glob> ANALYTICS =
            globs(
                    // Google Analytics, Ads, Tag Manager
                    "_ga",
                    "_ga_*",
                    "_gat",
                    "_gat_*",
                    "_gac_*",
                    "_gid",
                    "_gcl_*",
                    "_dc_gtm_*",
                    "__utm*",
                    "__gads",
                    "__gpi",
                    // Matomo
                    "_pk_*",
                    // Meta
                    "_fbp",
                    "_fbc",
                    // Hotjar, Clarity, Bing, TikTok, Yandex
                    "_hj*",
                    "_clck",
                    "_clsk",
                    "_uetsid",
                    "_uetvid",
                    "_ttp",
                    "_ym_*",
                    // HubSpot
                    "__hstc",
                    "__hssc",
                    "__hssrc",
                    "hubspotutk");

    private static final List<Glob> LOGGED_IN_TO_A_WIKI =
            globs(
                    // MediaWiki: the database's name, then one of these. A session begins with the
                    // first edit or the log-in, not with reading.
                    "*_session",
                    "*Session",
                    "*UserID",
                    "*Token",
                    // DokuWiki: DW and a hash, once somebody is logged in. Its cookie `DokuWiki`,
                    // which everybody gets, is not here.
                    "DW*",
                    // WordPress, and shops in it
                    "wordpress_logged_in_*",
                    "wordpress_sec_*",
                    "wp-postpass_*",
                    "comment_author_*",
                    "woocommerce_*",
                    "wp_woocommerce_session_*");

    /// Where people log in and administer. A page there that forgot to say `private` must not be
    /// kept.
    private static final List<PathRule> BEHIND_A_WIKI =
            never("/wp-admin/*", "/wp-login.php", "/wp-json/*", "/wp-cron.php");

    /// Scripts, styles and fonts, named by their content, also those of plugins; Mattermost says
    /// `public` of them. Everything else depends on who asks, or is checked at every load. So no
    /// cookie need send anybody past the store: all who are logged in share what is static. What
    /// must never be kept is named once more, for whoever says something else of all paths.
    private static final List<PathRule> OF_MATTERMOST =
            Stream.concat(
                            Stream.of(new PathRule(new Glob("/static/*"), new Treatment.AsSaid())),
                            never(
                                    "/api/*",
                                    "/plugins/*",
                                    "/hooks/*",
                                    "/oauth/*",
                                    "/login/*",
                                    "/signup/*",
                                    "/files/*",
                                    "/*")
                                    .stream())
                    .toList();

    private CachePresets() {}

    static CachePolicy of(Preset preset) {
        return switch (preset) {
            // files are the same for everybody, whatever else the host's cookies are for
            case STATIC -> policy(preset, globs("*"), List.of(), List.of());
            case WIKI -> policy(preset, ANALYTICS, LOGGED_IN_TO_A_WIKI, BEHIND_A_WIKI);
            case MATTERMOST -> policy(preset, ANALYTICS, List.of(), OF_MATTERMOST);
            case APP -> policy(preset, ANALYTICS, List.of(), List.of());
        };
    }

    private static CachePolicy policy(
            Preset preset, List<Glob> ignored, List<Glob> bypass, List<PathRule> paths) {
        return new CachePolicy(
                preset, true, ignored, bypass, List.of(), false, paths, CachePolicy.DEFAULT_STALE);
    }

    private static List<Glob> globs(String... patterns) {
        return Stream.of(patterns).map(Glob::new).toList();
    }

    private static List<PathRule> never(String... paths) {
        return Stream.of(paths)
                .map(path -> new PathRule(new Glob(path), new Treatment.Never()))
                .toList();
    }
}
