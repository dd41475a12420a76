package croft.wiki.graph;

import croft.platform.declaration.Shown;
import croft.wiki.graph.Finding.Kind;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Visibility;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Destination;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Looks through a garden for its owner. Tells of private pages too, so it is for nobody else.
public final class Review {
    private final Garden garden;
    private final Resolver closed;
    private final Set<Finding> findings = new TreeSet<>();

    private Review(Garden garden) {
        this.garden = garden;
        closed = ofWhatIsPrivate(garden);
    }

    /// What there is to look at, the worst first, then by path.
    public static List<Finding> of(Garden garden) {
        Review review = new Review(garden);
        garden.notes().forEach(review::page);
        garden.attachments().forEach(review::file);
        review.caseClashes();
        garden.orphans()
                .forEach(page -> review.add(Kind.ORPHAN, page.path(), "no other page links to it"));
        return List.copyOf(review.findings);
    }

    private void page(Note note) {
        Page page = note.page();
        page.problems()
                .forEach(problem ->
                        findings.add(
                                new Finding(
                                        Kind.PROBLEM,
                                        page.path(),
                                        problem.line(),
                                        problem.text())));
        String path = page.path().text();
        hiddenByAddress(page.path(), path.substring(0, path.length() - ".md".length()));
        for (Facts.Link link : garden.links().from(page.path()).missing()) {
            missing(page.path(), link);
        }
        for (Facts.Link link : note.facts().links()) {
            ambiguous(page.path(), link);
        }
    }

    private void file(Attachment file) {
        hiddenByAddress(file.path(), file.path().text());
        FilePath page = new FilePath(file.path() + ".md");
        if (garden.page(page).isPresent()) {
            add(
                    Kind.SAME_ADDRESS,
                    file.path(),
                    "its address is that of " + shown(page) + ", which wins; rename one of them");
        }
    }

    private void hiddenByAddress(FilePath path, String address) {
        if (Resolver.ownAddresses(garden.dialect()).contain(address)) {
            add(
                    Kind.HIDDEN_BY_ADDRESS,
                    path,
                    "cannot be reached: /" + address + " is the wiki's own; rename it");
        }
    }

    private void missing(FilePath from, Facts.Link link) {
        if (closed.find(from, link, _ -> {}) instanceof Destination.Missing) {
            if (link.kind() == Facts.Kind.WIKI && Garden.Wanted.couldBePage(link)) {
                add(Kind.MISSING_PAGE, from, written(link) + " is not written yet");
            } else {
                add(Kind.DEAD_LINK, from, written(link) + " leads nowhere");
            }
        } else {
            add(
                    Kind.PRIVATE_LINK,
                    from,
                    written(link) + " is private: readers see the words without a link");
        }
    }

    private void ambiguous(FilePath from, Facts.Link link) {
        List<FilePath> rivals = garden.resolver().rivals(from, link);
        if (rivals.size() > 1) {
            add(
                    Kind.AMBIGUOUS_NAME,
                    from,
                    written(link)
                            + " could be "
                            + rivals.stream()
                                    .limit(5)
                                    .map(Review::shown)
                                    .collect(Collectors.joining(" or "))
                            + "; it leads to the first (write the folder, too)");
        }
    }

    /// Names of files and of folders, each against those beside it.
    private void caseClashes() {
        Map<String, Set<FilePath>> spellings = new TreeMap<>();
        Set<FilePath> seen = new HashSet<>();
        garden.notes().forEach(note -> spell(note.page().path(), spellings, seen));
        garden.attachments().forEach(file -> spell(file.path(), spellings, seen));
        for (Set<FilePath> same : spellings.values()) {
            List<FilePath> all = List.copyOf(same);
            for (FilePath path : all.subList(1, all.size())) {
                add(
                        Kind.CASE_CLASH,
                        path,
                        "differs from "
                                + shown(all.getFirst())
                                + " only in case or in the spelling of its characters, which phones and"
                                + " Windows do not keep apart; rename one of them");
            }
        }
    }

    private static void spell(
            FilePath path, Map<String, Set<FilePath>> spellings, Set<FilePath> seen) {
        if (seen.add(path)) {
            spellings.computeIfAbsent(Names.folded(path.text()), _ -> new TreeSet<>()).add(path);
            path.folder().ifPresent(folder -> spell(folder, spellings, seen));
        }
    }

    /// Finds what is private, and nothing else.
    private static Resolver ofWhatIsPrivate(Garden garden) {
        List<Note> notes =
                garden.notes().stream()
                        .filter(note -> !note.page().visibility().isServed())
                        .map(note -> new Note(opened(note.page()), note.facts()))
                        .toList();
        List<Attachment> files =
                garden.attachments().stream()
                        .filter(file -> !file.visibility().isServed())
                        .map(file ->
                                new Attachment(
                                        file.path(),
                                        file.size(),
                                        file.modified(),
                                        Visibility.PUBLIC))
                        .toList();
        Holdings holdings =
                Holdings.none(garden.dialect()).with(new Edit(notes, files, Set.of())).holdings();
        return new Resolver(garden.dialect(), holdings.names, holdings);
    }

    private static Page opened(Page page) {
        return new Page(
                page.path(),
                page.address(),
                page.title(),
                page.tags(),
                page.aliases(),
                Visibility.PUBLIC,
                page.language(),
                page.modified(),
                page.date(),
                page.description(),
                page.image(),
                page.empty(),
                page.problems());
    }

    private void add(Kind kind, FilePath path, String text) {
        findings.add(new Finding(kind, path, 0, text));
    }

    private static String written(Facts.Link link) {
        String target = link.target() + link.heading().map(it -> "#" + it).orElse("");
        return switch (link.kind()) {
            case WIKI -> Shown.quoted("[[" + target + "]]");
            case MARKDOWN -> Shown.quoted("](" + target + ")");
        };
    }

    private static String shown(FilePath path) {
        return Shown.quoted(path.text());
    }
}
