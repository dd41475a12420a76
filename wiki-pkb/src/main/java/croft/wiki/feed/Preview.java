package croft.wiki.feed;

import croft.wiki.graph.Garden;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.render.Facts;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What others show of a page that somebody links to (the Open Graph protocol, ogp.me).
///
/// @param type `website` for the home page and for lists, `article` for other pages
/// @param image a whole URL
/// @param url the whole URL of the page, which is also its canonical one
/// @param siteName of the wiki
/// @param published what the page says of its own time
public record Preview(
        String type,
        String title,
        Optional<String> description,
        Optional<String> image,
        String url,
        String siteName,
        Optional<Instant> published,
        Optional<Instant> modified) {
    /// Of a page that is served.
    public static Preview of(Page page, Masthead masthead, Garden garden) {
        boolean home = garden.home().filter(page::equals).isPresent();
        return new Preview(
                home ? "website" : "article",
                page.title(),
                page.description().or(() -> garden.facts(page.path()).flatMap(Facts::summary)),
                page.image().flatMap(image -> picture(image, page, masthead, garden)),
                masthead.url(Places.of(page, garden)),
                masthead.name(),
                page.date(),
                Optional.of(page.modified()));
    }

    /// Of a list: the index, a tag.
    public static Preview ofList(String title, Address address, Masthead masthead) {
        return new Preview(
                "website",
                title,
                masthead.tagline(),
                Optional.empty(),
                masthead.url(address),
                masthead.name(),
                Optional.empty(),
                Optional.empty());
    }

    /// A URL stays; a path, from the page's folder or from the top, leads to a file that is served.
    private static Optional<String> picture(
            String image, Page page, Masthead masthead, Garden garden) {
        String lower = image.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            return Optional.of(image);
        }
        String path = image.startsWith("[[") ? image.replaceAll("^\\[\\[|\\]\\]$", "") : image;
        return beside(path, page)
                .flatMap(garden::file)
                .or(() -> FilePath.of(path.replaceFirst("^/", "")).flatMap(garden::file))
                .map(file -> masthead.url(file.address()));
    }

    private static Optional<FilePath> beside(String path, Page page) {
        String folder = page.path().folder().map(it -> it + "/").orElse("");
        try {
            URI whole =
                    URI.create("file:/").resolve(Address.encoded(folder + path).text()).normalize();
            return FilePath.of(whole.getPath().replaceFirst("^/", ""));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
