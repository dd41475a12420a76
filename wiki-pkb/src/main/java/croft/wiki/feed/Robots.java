package croft.wiki.feed;

/// What robots are told: all is open, and where the site map is.
public final class Robots {
    private Robots() {}

    /// The text of `/robots.txt`.
    public static String write(Masthead masthead) {
        return "User-Agent: *\nDisallow: \nSitemap: " + masthead.origin() + "/sitemap.xml\n";
    }
}
