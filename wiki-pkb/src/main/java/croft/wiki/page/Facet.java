package croft.wiki.page;

import java.util.Optional;

/// One thing of a wiki that an output was made of, and so one reason to make it anew.
///
/// Whoever makes an output notes what it read; whoever sees a change says what changed. An output
/// is stale exactly if the two have a facet in common: in the memory of this service, in the edge's
/// store (where facets are surrogate keys), and in a browser that shows the page.
///
/// @param key short, without the site: `KIND:NAME` or `KIND`
public record Facet(String key) implements Comparable<Facet> {
    private static final String TEXT = "text:";

    /// Which pages are listed, in which order, under which titles.
    public static final Facet LISTING = new Facet("listing");

    /// Which tags there are, and on how many listed pages.
    public static final Facet TAGS = new Facet("tags");

    /// Which page links to which, and to what that is not there, anywhere in the wiki.
    public static final Facet LINKS = new Facet("links");

    /// Which pages changed last, and when.
    public static final Facet RECENT = new Facet("recent");

    /// Everything: what croft.yml says of the wiki, and what stands around every page.
    public static final Facet WIKI = new Facet("wiki");

    /// Any page's title, visibility or existence: in place of more facets than a field holds.
    public static final Facet ANY = new Facet("any");

    /// The text of a page, or that there is none.
    public static Facet text(FilePath page) {
        return new Facet(TEXT + page);
    }

    /// The page whose text this is, if it is one.
    public Optional<FilePath> textOf() {
        return key.startsWith(TEXT) ? FilePath.of(key.substring(TEXT.length())) : Optional.empty();
    }

    /// The title, address and visibility of a page, or that there is none.
    public static Facet head(FilePath page) {
        return new Facet("head:" + page);
    }

    /// What a name in a link leads to.
    ///
    /// @param name as [croft.wiki.page.LinkName] folds it
    public static Facet name(String name) {
        return new Facet("name:" + name);
    }

    /// Who links to a page, and in which words.
    public static Facet backlinks(FilePath page) {
        return new Facet("back:" + page);
    }

    /// Who is near a page in the graph.
    public static Facet near(FilePath page) {
        return new Facet("near:" + page);
    }

    /// Which listed pages have a tag, under which titles.
    public static Facet tag(Tag tag) {
        return new Facet("tag:" + tag);
    }

    /// The octets of a file that is not a page, or that there is none.
    public static Facet file(FilePath file) {
        return new Facet("file:" + file);
    }

    @Override
    public int compareTo(Facet other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key;
    }
}
