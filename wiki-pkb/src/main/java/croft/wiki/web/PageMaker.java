package croft.wiki.web;

import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.wiki.feed.Preview;
import croft.wiki.graph.Garden;
import croft.wiki.graph.LocalGraph;
import croft.wiki.graph.Neighbourhood;
import croft.wiki.graph.Reading;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Visibility;
import croft.wiki.render.Dialect;
import croft.wiki.render.Rendered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the page of a page: its text, what it says of itself, who links to it. Blocks.
final class PageMaker {
    static final String HTML = "text/html; charset=utf-8";

    private static final int FEW_NEIGHBOURS = 6;

    private final Templates templates;
    private final Frames frames;
    private final Assets assets;
    private final InstantSource clock;

    PageMaker(Templates templates, Frames frames, Assets assets, InstantSource clock) {
        this.templates = templates;
        this.frames = frames;
        this.assets = assets;
        this.clock = clock;
    }

    /// The page, if its file can be read.
    ///
    /// @param reading through which it was found
    Optional<Made> make(Wiki wiki, Reading reading, Page page) {
        return switch (wiki.files().text(page)) {
            case PageFiles.Text.Read(String body) ->
                    Optional.of(
                            made(wiki, reading, page, wiki.renderer().render(page, body, reading)));
            case PageFiles.Text.TooLarge(long octets) ->
                    Optional.of(made(wiki, reading, page, tooLarge(page, octets)));
            case PageFiles.Text.Unreadable() -> Optional.empty();
        };
    }

    private static Rendered tooLarge(Page page, long octets) {
        String html =
                """
                <p>This page is too large to be shown: %d MB. <a href="/-/raw%s">Its file</a> can be read as it is.</p>
                """
                        .formatted(octets / 1_000_000, Address.ofFile(page.path()));
        return new Rendered(html, List.of(), false);
    }

    private Made made(Wiki wiki, Reading reading, Page page, Rendered rendered) {
        boolean isHome = reading.home().filter(page::equals).isPresent();
        List<String> scripts = new ArrayList<>();
        if (wiki.live()) {
            scripts.add(assets.live());
        }
        if (rendered.diagrams()) {
            scripts.add(assets.diagrams());
        }
        PageView view = view(wiki, reading, page, rendered);
        Optional<String> source =
                hasSource(wiki, page)
                        ? Optional.of(Address.ofFile(page.path()).text())
                        : Optional.empty();
        Preview preview = Preview.of(page, wiki.masthead(), reading.garden());
        String language = page.language().orElse(wiki.masthead().language());
        Frame plain =
                frames.page(
                        wiki,
                        page.title(),
                        language,
                        preview,
                        page.visibility().isListed(),
                        source,
                        "",
                        scripts);
        Octets html = templates.page(plain, view);
        String version = html.digest();
        if (wiki.live()) {
            html =
                    templates.page(
                            frames.page(
                                    wiki,
                                    page.title(),
                                    language,
                                    preview,
                                    page.visibility().isListed(),
                                    source,
                                    version,
                                    scripts),
                            view);
        }
        List<Field> fields = new ArrayList<>();
        fields.addAll(
                SecurityFields.of(
                        Policies.page(wiki.html(), !scripts.isEmpty(), rendered.diagrams())));
        if (!page.visibility().isListed()) {
            fields.add(SecurityFields.NOINDEX);
        }
        source.ifPresent(address ->
                fields.add(
                        new Field(
                                "Link",
                                "<" + address + ">; rel=\"alternate\"; type=\"text/markdown\"")));
        return new Made(
                Status.OK,
                HTML,
                html,
                modified(wiki, reading, page, isHome),
                reading.facets(),
                fields,
                version);
    }

    /// Whether the Markdown of a page is given to whoever asks.
    static boolean hasSource(Wiki wiki, Page page) {
        return wiki.dialect() == Dialect.GARDEN && page.visibility() == Visibility.PUBLIC;
    }

    private static PageView view(Wiki wiki, Reading reading, Page page, Rendered rendered) {
        boolean ownTitle =
                wiki.dialect() == Dialect.GARDEN
                        && rendered.html()
                                .stripLeading()
                                .toLowerCase(Locale.ROOT)
                                .startsWith("<h1");
        return new PageView(
                crumbs(page),
                ownTitle ? Optional.empty() : Optional.of(page.title()),
                page.address().text(),
                rendered.html(),
                PageView.contents(rendered.outline()),
                reading.garden().tagsOf(page.path()),
                Moment.of(page.modified()),
                reading.backlinks(page.path()).stream()
                        .map(link ->
                                new PageView.Backlink(
                                        link.from().title(),
                                        link.from().address().text(),
                                        link.contexts().stream().distinct().limit(3).toList()))
                        .toList(),
                graph(reading, page));
    }

    /// Two links far where the first has little to show.
    private static String graph(Reading reading, Page page) {
        Neighbourhood near = reading.neighbourhood(page.path(), 1);
        if (near.places().size() < FEW_NEIGHBOURS) {
            near = reading.neighbourhood(page.path(), 2);
        }
        return LocalGraph.svg(near).orElse("");
    }

    private static List<PageView.Crumb> crumbs(Page page) {
        List<PageView.Crumb> crumbs = new ArrayList<>();
        Optional<FilePath> folder = page.path().folder();
        if (page.address().text().equals(folder.map(f -> Address.ofFile(f).text()).orElse(""))) {
            folder = folder.flatMap(FilePath::folder); // it stands for its folder itself
        }
        for (; folder.isPresent(); folder = folder.get().folder()) {
            crumbs.addFirst(
                    new PageView.Crumb(folder.get().name(), Address.ofFile(folder.get()).text()));
        }
        return crumbs;
    }

    /// The newest of all whose texts it shows; pkb's home is as new as any page.
    private Instant modified(Wiki wiki, Reading reading, Page page, boolean isHome) {
        Instant newest = latest(page.modified(), Templates.SINCE);
        if (isHome && wiki.dialect() == Dialect.STRICT) {
            newest = latest(newest, reading.newest().orElse(newest));
        }
        Garden garden = reading.garden();
        for (var facet : reading.facets()) {
            if (facet.key().startsWith("text:")) {
                Optional<Page> shown =
                        FilePath.of(facet.key().substring("text:".length())).flatMap(garden::page);
                newest = shown.isPresent() ? latest(newest, shown.get().modified()) : newest;
            }
        }
        // RFC 9110 §8.8.2.1: never later than Date
        return newest.isAfter(clock.instant()) ? clock.instant() : newest;
    }

    static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
