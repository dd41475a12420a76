package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.page.Lookup;
import croft.wiki.page.OwnAddresses;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;
import croft.wiki.render.Facts;
import croft.wiki.render.Surroundings.Destination;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Where links lead: as Obsidian looks names up, and as a browser follows paths.
///
/// Every way from a link to what it means goes through names in [Names], so whoever is told the
/// names that were asked for knows exactly when to ask again.
final class Resolver {
    private static final Pattern SCHEME =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final String PAGE = ".md";

    private final Dialect dialect;
    private final Names names;
    private final Contents contents;

    Resolver(Dialect dialect, Names names, Contents contents) {
        this.dialect = dialect;
        this.names = names;
        this.contents = contents;
    }

    /// What there is, as far as it is served.
    interface Contents {
        Optional<Page> page(FilePath path);

        Optional<Attachment> file(FilePath path);
    }

    /// Where a link leads.
    ///
    /// @param asked told every name, folded, that the answer depends on
    Destination find(FilePath from, Facts.Link link, Consumer<String> asked) {
        String target = link.target();
        if (target.isEmpty()) {
            return contents.page(from).map(Resolver::to).orElseGet(Destination.Missing::new);
        }
        return switch (link.kind()) {
            case WIKI ->
                    target.contains("://")
                            ? new Destination.Elsewhere()
                            : named(from, target, asked);
            case MARKDOWN ->
                    target.startsWith("//") || SCHEME.matcher(target).matches()
                            ? new Destination.Elsewhere()
                            : pathed(from, target, asked);
        };
    }

    private Destination named(FilePath from, String target, Consumer<String> asked) {
        Optional<Destination> found;
        if (isPath(target)) {
            found = leadsOut(from, target) ? Optional.empty() : exact(joined(from, target), asked);
        } else {
            found = byName(from, target, how -> true, asked);
        }
        return found.orElseGet(Destination.Missing::new);
    }

    private Destination pathed(FilePath from, String target, Consumer<String> asked) {
        String path = joined(from, target);
        if (ownAddresses(dialect).contain(withoutQuery(path))) {
            return new Destination.Elsewhere();
        }
        return exact(path, asked)
                .or(() ->
                        switch (dialect) {
                            case STRICT -> tolerant(target, asked);
                            case GARDEN ->
                                    isPath(target)
                                            ? Optional.empty()
                                            : byName(
                                                    from,
                                                    target,
                                                    how -> how != Names.How.ALIAS,
                                                    asked);
                        })
                .or(() -> {
                    int query = target.indexOf('?');
                    return query <= 0
                            ? Optional.empty()
                            : Optional.of(pathed(from, target.substring(0, query), asked));
                })
                .orElseGet(Destination.Missing::new);
    }

    static OwnAddresses ownAddresses(Dialect dialect) {
        return switch (dialect) {
            case STRICT -> OwnAddresses.STRICT;
            case GARDEN -> OwnAddresses.GARDEN;
        };
    }

    /// Whether a target says where to begin, and so is no name.
    private static boolean isPath(String target) {
        return target.startsWith("/") || target.startsWith("./") || target.startsWith("../");
    }

    /// What lies under a path, spelled exactly so.
    ///
    /// @param path from the top of the wiki; empty for its home
    private Optional<Destination> exact(String path, Consumer<String> asked) {
        if (path.isEmpty()) {
            List<FilePath> homes = Homes.ofWiki(dialect);
            homes.forEach(home -> asked.accept(Names.folded(home.stem())));
            return firstPage(homes);
        }
        FilePath file = new FilePath(path);
        asked.accept(lastName(path));
        return firstPage(file.isPage() ? List.of(file) : List.of(new FilePath(path + PAGE)))
                .or(() ->
                        contents.file(file)
                                .map(it -> new Destination.ToFile(it.path(), it.address())))
                .or(() -> dialect == Dialect.GARDEN ? firstPage(Homes.of(file)) : Optional.empty());
    }

    /// As pkb answers an address, see [Lookup].
    private Optional<Destination> tolerant(String target, Consumer<String> asked) {
        return Lookup.of(target)
                .flatMap(page -> {
                    asked.accept(Names.folded(page.stem()));
                    return firstPage(List.of(page));
                });
    }

    /// What a name means anywhere in the wiki: of several the nearest, then the one spelled exactly
    /// so, then the one with the shortest path, then the first of all.
    private Optional<Destination> byName(
            FilePath from, String target, Predicate<Names.How> ways, Consumer<String> asked) {
        String plain = trimmed(target);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        String said = Names.folded(withoutEnding(plain));
        String name = lastName(plain);
        asked.accept(name);
        return names.get(name).stream()
                .filter(named -> ways.test(named.how()) && named.isMeantBy(said))
                .min(
                        nearness(from, plain)
                                .thenComparingInt(named -> named.path().text().length())
                                .thenComparing(Names.Named::path))
                .flatMap(named ->
                        named.how() == Names.How.FILE
                                ? contents.file(named.path())
                                        .map(it -> new Destination.ToFile(it.path(), it.address()))
                                : firstPage(List.of(named.path())));
    }

    /// What makes a reader or a writer expect one rather than another.
    private static Comparator<Names.Named> nearness(FilePath from, String plain) {
        String said = Names.folded(withoutEnding(plain));
        return Comparator.comparing(Names.Named::how)
                .thenComparing(named -> !isFromTop(named, said))
                .thenComparingInt(named -> distance(from, named.path()))
                .thenComparing(named -> !isSpelled(named.path(), plain));
    }

    /// The pages and files that the name in a link could mean alike: as near, spelled as well.
    ///
    /// @return in order, the one that it leads to first; one at most if it is clear
    List<FilePath> rivals(FilePath from, Facts.Link link) {
        String plain = trimmed(link.target());
        if (plain.isEmpty()
                || (link.kind() == Facts.Kind.MARKDOWN && dialect == Dialect.STRICT)
                || !(find(from, link, _ -> {}) instanceof Destination.ToPage(Page page))) {
            return List.of();
        }
        FilePath path = page.path();
        String said = Names.folded(withoutEnding(plain));
        Comparator<Names.Named> nearness = nearness(from, plain);
        List<Names.Named> meant =
                names.get(lastName(plain)).stream().filter(named -> named.isMeantBy(said)).toList();
        return meant.stream()
                .filter(named -> named.path().equals(path))
                .findFirst()
                .map(chosen ->
                        meant.stream()
                                .filter(named -> nearness.compare(named, chosen) == 0)
                                .sorted(
                                        Comparator.comparing((Names.Named named) ->
                                                        !named.path().equals(path))
                                                .thenComparing(Names.Named::path))
                                .map(Names.Named::path)
                                .distinct()
                                .toList())
                .orElse(List.of());
    }

    /// Whether a link with folders says the whole path; then no other is meant.
    private static boolean isFromTop(Names.Named named, String said) {
        return said.indexOf('/') >= 0 && named.full().equals(said);
    }

    private static boolean isSpelled(FilePath path, String said) {
        return path.text().endsWith(said) || path.text().endsWith(said + PAGE);
    }

    /// How many steps it is from folder to folder.
    private static int distance(FilePath from, FilePath to) {
        String[] mine = from.text().split("/", -1);
        String[] its = to.text().split("/", -1);
        int common = 0;
        int most = Math.min(mine.length, its.length) - 1;
        while (common < most && mine[common].equals(its[common])) {
            common++;
        }
        return mine.length + its.length - 2 - 2 * common;
    }

    private Optional<Destination> firstPage(List<FilePath> paths) {
        return paths.stream()
                .flatMap(path -> contents.page(path).stream())
                .findFirst()
                .map(Resolver::to);
    }

    private static Destination to(Page page) {
        return new Destination.ToPage(page);
    }

    /// A path from the top: relative ones from the folder of the page. Above the top is the top, as
    /// in a browser.
    private static String joined(FilePath from, String target) {
        StringBuilder path = new StringBuilder();
        if (!target.startsWith("/")) {
            from.folder().ifPresent(path::append);
        }
        for (String name : target.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> path.setLength(Math.max(path.lastIndexOf("/"), 0));
                default -> path.append(path.isEmpty() ? "" : "/").append(name);
            }
        }
        return path.toString();
    }

    /// Whether a path leads above the top.
    private static boolean leadsOut(FilePath from, String target) {
        int depth = target.startsWith("/") ? 0 : from.text().split("/", -1).length - 1;
        for (String name : target.split("/", -1)) {
            depth += name.equals("..") ? -1 : name.isEmpty() || name.equals(".") ? 0 : 1;
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /// Without spaces at the ends and slashes at the end.
    private static String trimmed(String target) {
        String plain = target.strip();
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain;
    }

    private static String lastName(String path) {
        return Names.folded(withoutEnding(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static String withoutEnding(String path) {
        return path.endsWith(PAGE) && path.length() > PAGE.length()
                ? path.substring(0, path.length() - PAGE.length())
                : path;
    }
}
