package croft.wiki.graph;

import croft.wiki.graph.Links.Outgoing;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import croft.wiki.render.Facts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a garden is no more so in the next.
///
/// Looks only at what the edit named and at pages whose links were looked up anew: nothing else can
/// have changed.
final class Difference {
    /// From how many changes on nothing is told apart any more: whoever hears of so many starts
    /// anew anyway.
    private static final int MOST_CHANGES = 2_000;

    /// From how many pages on it is not looked whether what is around them really changed.
    private static final int MOST_COMPARED = 1_000;

    private final Garden before;
    private final Garden after;
    private final Garden.Next next;
    private final Set<Facet> facets = new HashSet<>();

    Difference(Garden before, Garden after, Garden.Next next) {
        this.before = before;
        this.after = after;
        this.next = next;
    }

    Set<Facet> facets() {
        if (next.touched().size() + next.sources().size() > MOST_CHANGES
                || (before.notes().isEmpty() && before.attachments().isEmpty())) {
            return Set.of(Facet.WIKI);
        }
        next.touched().forEach(this::touched);
        next.names().forEach(name -> facets.add(Facet.name(name)));
        recent();
        Lines lines = new Lines();
        next.sources().forEach(source -> source(source, lines));
        near(lines);
        if (facets.stream().anyMatch(Difference::isUnderAny)) {
            facets.add(Facet.ANY);
        }
        return facets;
    }

    private static boolean isUnderAny(Facet facet) {
        return facet.key().startsWith("head:") || facet.key().startsWith("name:");
    }

    private void touched(FilePath path) {
        if (before.file(path).isPresent() || after.file(path).isPresent()) {
            facets.add(Facet.file(path));
        }
        Optional<Page> was = before.page(path);
        Optional<Page> is = after.page(path);
        if (was.isEmpty() && is.isEmpty()) {
            return;
        }
        facets.add(Facet.text(path));
        if (!was.map(Head::of).equals(is.map(Head::of))) {
            facets.add(Facet.head(path));
        }
        boolean otherLine = !line(was).equals(line(is));
        if (otherLine) {
            facets.add(Facet.LISTING);
        }
        Set<Tag> had = Garden.foundBy(before.dialect(), before.holdings().notes.get(path));
        Set<Tag> has = Garden.foundBy(after.dialect(), after.holdings().notes.get(path));
        if (!had.equals(has)) {
            facets.add(Facet.TAGS);
        }
        Set<Tag> all = new HashSet<>(had);
        all.addAll(has);
        for (Tag tag : all) {
            if (otherLine || !had.contains(tag) || !has.contains(tag)) {
                facets.add(Facet.tag(tag));
            }
        }
    }

    private void recent() {
        if (!recents(before).equals(recents(after)) || !before.newest().equals(after.newest())) {
            facets.add(Facet.RECENT);
        }
    }

    /// Whom a page links to, in which words, as far as lists may say so.
    private void source(FilePath path, Lines lines) {
        Optional<Line> was = line(before.page(path));
        Optional<Line> is = line(after.page(path));
        Outgoing had = was.isPresent() ? before.links().from(path) : Outgoing.NONE;
        Outgoing has = is.isPresent() ? after.links().from(path) : Outgoing.NONE;
        Set<FilePath> targets = new HashSet<>(had.pages().keySet());
        targets.addAll(has.pages().keySet());
        targets.remove(path);
        for (FilePath target : targets) {
            List<String> said = had.pages().get(target);
            List<String> says = has.pages().get(target);
            boolean isNew = (said == null) != (says == null);
            if (isNew || !was.equals(is) || (said != null && !said.equals(says))) {
                facets.add(Facet.backlinks(target));
            }
            if (isNew) {
                facets.add(Facet.LINKS);
                lines.between.add(Map.entry(path, target));
            }
        }
        if (!names(had.missing()).equals(names(has.missing()))) {
            facets.add(Facet.LINKS);
        }
    }

    private void near(Lines lines) {
        Set<FilePath> heads = new HashSet<>();
        for (FilePath path : next.touched()) {
            if (!before.page(path).map(Head::of).equals(after.page(path).map(Head::of))) {
                heads.add(path);
            }
        }
        Set<FilePath> concerned = new HashSet<>();
        for (Garden garden : List.of(before, after)) {
            Vicinity vicinity = garden.vicinity();
            Set<FilePath> ends = new HashSet<>();
            for (FilePath head : heads) {
                concerned.addAll(vicinity.reach(head));
                ends.addAll(vicinity.adjacent(head));
            }
            for (Map.Entry<FilePath, FilePath> line : lines.between) {
                ends.add(line.getKey());
                ends.add(line.getValue());
                concerned.addAll(vicinity.reachingBoth(line.getKey(), line.getValue()));
            }
            for (FilePath end : ends) {
                if (before.vicinity().isHub(end) != after.vicinity().isHub(end)) {
                    concerned.addAll(before.vicinity().adjacent(end));
                    concerned.addAll(after.vicinity().adjacent(end));
                }
            }
        }
        boolean compare = concerned.size() <= MOST_COMPARED;
        for (FilePath path : concerned) {
            if (!compare || isAnotherAround(path, lines)) {
                facets.add(Facet.near(path));
            }
        }
    }

    /// Whether other pages are around a page, or others of them link to each other.
    private boolean isAnotherAround(FilePath path, Lines lines) {
        Neighbourhood was = before.vicinity().placesAround(path);
        if (!was.equals(after.vicinity().placesAround(path))) {
            return true;
        }
        Set<FilePath> places =
                was.places().stream().map(Neighbourhood.Place::path).collect(Collectors.toSet());
        return lines.between.stream()
                .anyMatch(
                        line -> places.contains(line.getKey()) && places.contains(line.getValue()));
    }

    private static List<String> names(List<Facts.Link> missing) {
        return missing.stream().map(Facts.Link::target).toList();
    }

    private static Optional<Line> line(Optional<Page> page) {
        return page.filter(Page::isListed).map(it -> new Line(it.title(), it.address()));
    }

    private static List<Object> recents(Garden garden) {
        return garden.recent(Garden.MOST_RECENT).stream()
                .<Object>map(page -> new Recently(page.title(), page.address(), page.modified()))
                .toList();
    }

    /// What a link or an address shows of a page.
    private record Head(String title, Address address, Visibility visibility, boolean listed) {
        static Head of(Page page) {
            return new Head(page.title(), page.address(), page.visibility(), page.isListed());
        }
    }

    /// What a list shows of a page.
    private record Line(String title, Address address) {}

    private record Recently(String title, Address address, Instant modified) {}

    /// Links that are new or gone.
    private static final class Lines {
        final Set<Map.Entry<FilePath, FilePath>> between = new HashSet<>();
    }
}
