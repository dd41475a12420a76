package croft.wiki.web;

import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import java.util.List;
import java.util.Optional;

/// What of a wiki an address names, before anybody looks whether it is there.
sealed interface Route {
    /// A page, a file, a folder, or the source of a page.
    ///
    /// @param path decoded, without slashes at its ends; empty for the home page
    record InFolder(String path) implements Route {}

    /// The list of all pages.
    record Index() implements Route {}

    /// The list of all tags.
    record Tags() implements Route {}

    /// The pages with a tag.
    record Tagged(Tag tag) implements Route {}

    /// What changed last.
    ///
    /// @param tag empty for the feed of everything
    record Feed(Optional<Tag> tag) implements Route {}

    /// A search.
    ///
    /// @param query of the address, undecoded
    record Find(String query) implements Route {}

    /// For search engines.
    record SiteMap() implements Route {}

    /// For robots.
    record Robots() implements Route {}

    /// A style sheet or script of ours.
    record Asset(String name) implements Route {}

    /// The file of a page that is too large to be shown.
    record Raw(String path) implements Route {}

    /// What an open page listens to.
    ///
    /// @param query of the address, undecoded
    record Live(String query) implements Route {}

    /// Which route a path takes. Strict wikis have the fixed addresses of pkb; those that are ours
    /// alone give way to a page of that name there.
    static Route of(Target.Named target, Dialect dialect) {
        List<String> names = target.names();
        Route inFolder = new InFolder(target.path());
        if (names.size() == 1) {
            return switch (names.getFirst()) {
                case "pages" -> new Index();
                case "tags" -> new Tags();
                case "sitemap.xml" -> new SiteMap();
                case "robots.txt" -> new Robots();
                case "feed.xml" ->
                        dialect == Dialect.GARDEN ? new Feed(Optional.empty()) : inFolder;
                case "search" ->
                        dialect == Dialect.GARDEN || !target.query().isEmpty()
                                ? new Find(target.query())
                                : inFolder;
                default -> inFolder;
            };
        }
        if (names.size() < 2) {
            return inFolder;
        }
        String rest = joined(names, names.size());
        return switch (names.getFirst()) {
            case "tags" -> tagged(names, rest);
            case "-" -> ours(rest, target.query());
            default -> inFolder;
        };
    }

    private static Route tagged(List<String> names, String rest) {
        if (names.getLast().equals("feed.xml") && names.size() > 2) {
            return new Feed(Optional.of(new Tag(joined(names, names.size() - 1))));
        }
        return rest.isBlank() ? new InFolder("tags/" + rest) : new Tagged(new Tag(rest));
    }

    private static Route ours(String rest, String query) {
        if (rest.equals("live")) {
            return new Live(query);
        }
        return rest.startsWith("raw/") ? new Raw(rest.substring("raw/".length())) : new Asset(rest);
    }

    /// From the second name on.
    private static String joined(List<String> names, int end) {
        return String.join("/", names.subList(1, end));
    }
}
