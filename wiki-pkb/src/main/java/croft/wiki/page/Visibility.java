package croft.wiki.page;

/// Who sees a page or a file. Every output asks this and nothing else: pages, lists, search, feeds,
/// the site map, the graph, links back, embeds.
public enum Visibility {
    /// Everybody, in every list.
    PUBLIC,
    /// Whoever knows its address; it is in no list.
    UNLISTED,
    /// Nobody, as if it were not there.
    PRIVATE;

    /// Whether lists name it: search, feeds, the site map, links back.
    public boolean isListed() {
        return this == PUBLIC;
    }

    /// Whether its address answers.
    public boolean isServed() {
        return this != PRIVATE;
    }

    /// The stricter of both.
    public Visibility and(Visibility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
