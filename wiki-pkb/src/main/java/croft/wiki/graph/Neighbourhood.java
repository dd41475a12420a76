package croft.wiki.graph;

import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import java.util.List;

/// The pages around one page, and the links among them.
///
/// @param places the page itself first, then the others from near to far; at most [#MOST_PLACES]
/// @param links each pair once, in the order of the places
/// @param more how many pages next to the page itself had no place any more
public record Neighbourhood(List<Place> places, List<Link> links, int more) {
    /// What can still be told apart on a phone.
    public static final int MOST_PLACES = 40;

    /// A page with more links than this leads everywhere: it is shown, but what is behind it is not
    /// near because of it.
    static final int HUB = 24;

    /// How far a page can be and still be near.
    public static final int MOST_DEPTH = 2;

    public Neighbourhood {
        places = List.copyOf(places);
        links = List.copyOf(links);
    }

    /// A page in it.
    ///
    /// @param distance in links from the page in the middle
    public record Place(FilePath path, String title, Address address, int distance) {}

    /// Two pages of which at least one links to the other.
    ///
    /// @param from the index of its place, less than `to`
    /// @param to the index of its place
    public record Link(int from, int to) {}
}
