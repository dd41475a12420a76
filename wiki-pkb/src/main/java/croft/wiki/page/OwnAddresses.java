package croft.wiki.page;

import java.util.Set;

/// The addresses that every wiki answers itself, whatever its folder holds. A page or file under
/// one of them cannot be reached there.
public final class OwnAddresses {
    private static final Set<String> EXACT =
            Set.of("pages", "tags", "search", "feed.xml", "sitemap.xml", "robots.txt");
    private static final Set<String> BEGINNINGS = Set.of("tags/", "public/", "-/", "graph/");

    private OwnAddresses() {}

    /// Whether the wiki itself answers.
    ///
    /// @param path decoded, without the slash at its beginning
    public static boolean contain(String path) {
        return EXACT.contains(path) || BEGINNINGS.stream().anyMatch(path::startsWith);
    }
}
