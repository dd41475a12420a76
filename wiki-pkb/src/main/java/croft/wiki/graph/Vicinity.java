package croft.wiki.graph;

import croft.wiki.graph.Neighbourhood.Link;
import croft.wiki.graph.Neighbourhood.Place;
import croft.wiki.page.FilePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who is near whom: listed pages as the points of a graph, links as its lines, whichever way they
/// lead.
final class Vicinity {
    /// From a page with more links it is not looked who is near it, but from the others whether it
    /// is near them.
    private static final int MOST_WALKED = 200;

    private final Holdings holdings;
    private final Links links;

    Vicinity(Holdings holdings, Links links) {
        this.holdings = holdings;
        this.links = links;
    }

    /// The pages around a page. One that is not listed has none around it, so that no list of
    /// theirs has to name it.
    Neighbourhood around(FilePath middle, int depth) {
        return around(middle, depth, true);
    }

    /// The same without the links among them, which take longest to find.
    Neighbourhood placesAround(FilePath middle) {
        return around(middle, Neighbourhood.MOST_DEPTH, false);
    }

    private Neighbourhood around(FilePath middle, int depth, boolean withLinks) {
        if (depth < 0 || depth > Neighbourhood.MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "depth " + depth + " (expected: 0-" + Neighbourhood.MOST_DEPTH + ")");
        }
        Map<FilePath, Integer> distances = new LinkedHashMap<>();
        distances.put(middle, 0);
        int more = 0;
        if (depth > 0 && holdings.isListed(middle)) {
            for (FilePath near : adjacent(middle)) {
                if (distances.size() < Neighbourhood.MOST_PLACES) {
                    distances.put(near, 1);
                } else {
                    more++;
                }
            }
            if (depth > 1) {
                spread(distances);
            }
        }
        List<Place> places = new ArrayList<>();
        distances.forEach((path, distance) ->
                holdings.page(path)
                        .map(page -> new Place(path, page.title(), page.address(), distance))
                        .ifPresent(places::add));
        return new Neighbourhood(places, withLinks ? among(places) : List.of(), more);
    }

    /// Adds what is behind the nearest, as long as there is room.
    private void spread(Map<FilePath, Integer> distances) {
        List<FilePath> nearest = new ArrayList<>(distances.keySet());
        for (FilePath near : nearest.subList(1, nearest.size())) {
            if (distances.size() >= Neighbourhood.MOST_PLACES) {
                return;
            }
            if (!isHub(near)) {
                for (FilePath behind : adjacent(near)) {
                    if (distances.size() < Neighbourhood.MOST_PLACES) {
                        distances.putIfAbsent(behind, 2);
                    }
                }
            }
        }
    }

    private List<Link> among(List<Place> places) {
        List<Link> lines = new ArrayList<>();
        for (int from = 0; from < places.size(); from++) {
            for (int to = from + 1; to < places.size(); to++) {
                if (areAdjacent(places.get(from).path(), places.get(to).path())) {
                    lines.add(new Link(from, to));
                }
            }
        }
        return lines;
    }

    /// In order, without the page itself.
    Set<FilePath> adjacent(FilePath page) {
        Set<FilePath> found = new TreeSet<>();
        if (holdings.isListed(page)) {
            for (FilePath target : links.from(page).pages().keySet()) {
                if (holdings.isListed(target)) {
                    found.add(target);
                }
            }
            for (FilePath source : links.to(page)) {
                if (holdings.isListed(source)) {
                    found.add(source);
                }
            }
            found.remove(page);
        }
        return found;
    }

    boolean areAdjacent(FilePath one, FilePath other) {
        return !one.equals(other)
                && holdings.isListed(one)
                && holdings.isListed(other)
                && (links.from(one).pages().containsKey(other)
                        || links.from(other).pages().containsKey(one));
    }

    boolean isHub(FilePath page) {
        if (!holdings.isListed(page)) {
            return false;
        }
        Set<FilePath> seen = new HashSet<>();
        for (Iterable<FilePath> some : ends(page)) {
            for (FilePath other : some) {
                if (!other.equals(page)
                        && holdings.isListed(other)
                        && seen.add(other)
                        && seen.size() > Neighbourhood.HUB) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Everything that [#around] could show, were there room: whoever is shown around a page has
    /// that page around it.
    Set<FilePath> reach(FilePath page) {
        Set<FilePath> reached = new HashSet<>();
        reached.add(page);
        for (FilePath near : adjacent(page)) {
            reached.add(near);
            if (!isHub(near)) {
                reached.addAll(adjacent(near));
            }
        }
        return reached;
    }

    /// Everything in the reach of both.
    Set<FilePath> reachingBoth(FilePath one, FilePath other) {
        boolean isSmaller = degree(one) <= degree(other);
        FilePath fewer = isSmaller ? one : other;
        FilePath more = isSmaller ? other : one;
        Set<FilePath> both = reach(fewer);
        if (degree(more) <= MOST_WALKED) {
            both.retainAll(reach(more));
        } else {
            both.removeIf(path -> !reaches(path, more));
        }
        return both;
    }

    private boolean reaches(FilePath one, FilePath other) {
        if (one.equals(other) || areAdjacent(one, other)) {
            return true;
        }
        boolean isSmaller = degree(one) <= degree(other);
        FilePath fewer = isSmaller ? one : other;
        FilePath more = isSmaller ? other : one;
        for (Iterable<FilePath> some : ends(fewer)) {
            for (FilePath near : some) {
                if (areAdjacent(near, more) && !isHub(near)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Where its links lead and come from, listed or not; some twice.
    private List<Iterable<FilePath>> ends(FilePath page) {
        return List.of(links.from(page).pages().keySet(), links.to(page));
    }

    private int degree(FilePath page) {
        return links.from(page).pages().size() + links.to(page).size();
    }
}
