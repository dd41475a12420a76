package croft.wiki.page;

import java.util.Set;

/// The addresses that a wiki answers itself, whatever its folder holds. A page or file under one of
/// them cannot be reached there.
public enum OwnAddresses {
    /// Of strict wikis: pkb's. What is ours alone gives way to a page of that name.
    STRICT,
    /// Of gardens.
    GARDEN;

    private static final Set<String> OF_BOTH = Set.of("pages", "tags", "sitemap.xml", "robots.txt");

    /// Whether the wiki itself answers.
    ///
    /// @param path decoded, without the slash at its beginning
    public boolean contain(String path) {
        return OF_BOTH.contains(path)
                || path.startsWith("tags/")
                || path.startsWith("-/")
                || switch (this) {
                    case STRICT -> path.startsWith("public/");
                    case GARDEN -> path.equals("search") || path.equals("feed.xml");
                };
    }
}
