package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.EventStream;
import croft.platform.traffic.Field;
import croft.platform.traffic.MediaType;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.wiki.feed.Atom;
import croft.wiki.feed.Robots;
import croft.wiki.feed.SiteMap;
import croft.wiki.graph.Attachment;
import croft.wiki.graph.Change;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Reading;
import croft.wiki.page.Address;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Dialect;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests to read something of a wiki. Blocks: called on virtual threads.
///
/// Long, because what an address may name is decided in one place: first what is ours, then a page,
/// a file, the source of a page, a page that was here, a folder, and then nothing.
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private static final String MARKDOWN = "text/markdown; charset=utf-8";
    private static final Field RETRY = new Field("Retry-After", "5");

    private final Supplier<Wikis> wikis;
    private final Templates templates = new Templates();
    private final Assets assets = new Assets();
    private final Pictures pictures = new Pictures();
    private final Shelf shelf;
    private final LivePages livePages;
    private final Frames frames;
    private final PageMaker pages;
    private final Lists lists;
    private final Found found;
    private final FileAnswer files;
    private final Troubles troubles;
    private final Given given;

    Responder(
            WikiLimits limits,
            Supplier<Wikis> wikis,
            Executor virtualThreads,
            InstantSource clock) {
        this.wikis = wikis;
        this.shelf = new Shelf(limits.remembered(), clock);
        this.livePages = new LivePages(limits.live(), virtualThreads);
        this.frames = new Frames(assets, clock);
        this.pages = new PageMaker(templates, frames, assets, clock);
        this.lists = new Lists(templates, frames);
        this.found = new Found(templates, frames);
        this.files = new FileAnswer(clock);
        this.troubles = new Troubles(templates, frames, lists);
        this.given = new Given(clock);
    }

    /// Forgets what a change makes stale, and tells the pages that are open. Does not wait.
    void changed(HostName host, Change change) {
        shelf.changed(host, change);
        livePages.changed(host, change);
    }

    /// How many changes there have been.
    long changes() {
        return shelf.changes();
    }

    Answer answer(Asked asked) {
        try {
            return route(asked);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", asked.wiki().host(), asked.target(), e);
            return troubles.of(asked, Status.INTERNAL_ERROR, List.of());
        }
    }

    private Answer route(Asked asked) {
        if (!(asked.target() instanceof Target.Named named)) {
            return troubles.of(asked, Status.NOT_FOUND, List.of());
        }
        Wiki wiki = asked.wiki();
        // what pkb serves beside the pages has folders with pages of their own
        boolean beside = !named.names().isEmpty() && named.names().getFirst().equals("public");
        if (!named.tidy() && !beside) {
            String query = named.query().isEmpty() ? "" : "?" + named.query();
            return Given.redirect(asked, Address.encoded(named.path()) + query, Set.of(Facet.WIKI));
        }
        Route route = Route.of(named, wiki.dialect());
        if (route instanceof Route.Asset(String name)) {
            return asset(asked, name);
        }
        Optional<Garden> now = wiki.garden().get();
        if (now.isEmpty()) {
            return troubles.of(asked, Status.UNAVAILABLE, List.of(RETRY));
        }
        Reading reading = reading(wiki, now.get());
        return switch (route) {
            case Route.InFolder(String path) -> inFolder(asked, reading, path);
            case Route.Index() -> kept(asked, "/pages", () -> lists.index(wiki, reading));
            case Route.Tags() -> kept(asked, "/tags", () -> lists.tags(wiki, reading));
            case Route.Tagged(Tag tag) ->
                    lists.tagged(wiki, reading, tag)
                            .map(made -> given.give(asked, made))
                            .orElseGet(() -> troubles.missing(asked, reading, tag.text()));
            case Route.Feed(Optional<Tag> tag) -> feed(asked, reading, tag);
            case Route.Find(String query) -> find(asked, query);
            case Route.SiteMap() ->
                    kept(
                            asked,
                            "/sitemap.xml",
                            () ->
                                    plain(
                                            SiteMap.MEDIA_TYPE,
                                            new Octets(SiteMap.write(wiki.masthead(), reading)),
                                            reading));
            case Route.Robots() ->
                    given.give(
                            asked,
                            plain(
                                    "text/plain; charset=utf-8",
                                    Octets.of(Robots.write(wiki.masthead())),
                                    reading));
            case Route.Raw(String path) -> raw(asked, reading, path);
            case Route.Live(String query) -> live(asked, query);
            case Route.Asset(String name) -> asset(asked, name);
        };
    }

    private Reading reading(Wiki wiki, Garden garden) {
        return garden.reading(
                page ->
                        wiki.files().text(page) instanceof PageFiles.Text.Read(String body)
                                ? Optional.of(body)
                                : Optional.empty(),
                file -> pictures.of(wiki, file));
    }

    private Answer inFolder(Asked asked, Reading reading, String path) {
        Wiki wiki = asked.wiki();
        Optional<Page> page = reading.at(path);
        Optional<FilePath> file = FilePath.of(path);
        if (page.isPresent()
                && !(wiki.dialect() == Dialect.STRICT && file.flatMap(reading::file).isPresent())) {
            return page(asked, reading, page.get(), path);
        }
        Optional<Attachment> attachment = file.flatMap(reading::file);
        if (attachment.isEmpty() && path.startsWith("public")) {
            attachment = FilePath.of(path + "/index.html").flatMap(reading::file);
        }
        if (attachment.isPresent()) {
            Attachment it = attachment.get();
            return files.answer(
                            asked,
                            it.path(),
                            MediaType.of(it.path().name()),
                            it.modified(),
                            it.visibility().isListed())
                    .orElseGet(() -> troubles.missing(asked, reading, path));
        }
        if (wiki.dialect() == Dialect.GARDEN && file.filter(FilePath::isPage).isPresent()) {
            Optional<Page> source = reading.page(file.get());
            if (source.isPresent()) {
                return source(asked, reading, source.get());
            }
        }
        Optional<Address> moved = wiki.moved().apply(Address.encoded(path));
        if (moved.isPresent()) {
            return Given.redirect(asked, moved.get().text(), reading.facets());
        }
        if (wiki.dialect() == Dialect.STRICT && path.equals("feed.xml")) {
            return feed(asked, reading, Optional.empty());
        }
        if (wiki.dialect() == Dialect.STRICT && path.equals("search")) {
            return find(asked, "");
        }
        if (wiki.dialect() == Dialect.GARDEN && file.isPresent()) {
            Optional<Made> folder = lists.folder(wiki, reading, file.get());
            if (folder.isPresent()) {
                return given.give(asked, folder.get());
            }
        }
        return troubles.missing(asked, reading, path);
    }

    private Answer page(Asked asked, Reading reading, Page page, String path) {
        return made(asked.wiki(), asked.seen(), reading, page, path)
                .map(made -> given.give(asked, made))
                .orElseGet(() -> troubles.of(asked, Status.UNAVAILABLE, List.of(RETRY)));
    }

    private Optional<Made> made(Wiki wiki, long seen, Reading reading, Page page, String path) {
        try {
            return Optional.of(
                    shelf.get(
                            new Shelf.Key(wiki.host(), "/" + path),
                            seen,
                            () -> pages.make(wiki, reading, page).orElseThrow(Unreadable::new)));
        } catch (Unreadable _) {
            return Optional.empty();
        }
    }

    /// A page whose file cannot be read just now.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Under the address of a page's file: its source, or the page where that is not given. It has
    /// an address of its own, for everybody alike: whatever is chosen by what a reader accepts is
    /// kept by caches once for each of the many ways in which browsers say that.
    private Answer source(Asked asked, Reading reading, Page page) {
        Optional<Answer> source =
                PageMaker.hasSource(asked.wiki(), page)
                        ? markdown(asked, reading, page)
                        : Optional.empty();
        return source.orElseGet(
                () -> Given.redirect(asked, page.address().text(), reading.facets()));
    }

    /// The text behind the head of a page. Not of one with comments: whoever writes them means
    /// nobody to read them.
    private Optional<Answer> markdown(Asked asked, Reading reading, Page page) {
        if (!(asked.wiki().files().text(page) instanceof PageFiles.Text.Read(String body))
                || body.contains("%%")
                || body.contains("<!--")) {
            return Optional.empty();
        }
        Made made =
                Made.of(
                        Status.OK,
                        MARKDOWN,
                        Octets.of(body.stripLeading()),
                        page.modified(),
                        reading.facets(),
                        SecurityFields.ofFile());
        return Optional.of(
                given.give(asked, made)
                        .with(
                                new Field(
                                        "Link",
                                        "<"
                                                + asked.wiki().masthead().url(page.address())
                                                + ">; rel=\"canonical\"")));
    }

    /// The file of a page that is too large to be shown. Any other has a better address.
    private Answer raw(Asked asked, Reading reading, String path) {
        Optional<Page> page = FilePath.of(path).filter(FilePath::isPage).flatMap(reading::page);
        if (page.isEmpty()) {
            return troubles.missing(asked, reading, path);
        }
        if (!(asked.wiki().files().text(page.get()) instanceof PageFiles.Text.TooLarge)) {
            return Given.redirect(asked, page.get().address().text(), reading.facets());
        }
        return files.answer(
                        asked,
                        page.get().path(),
                        MediaType.PLAIN,
                        page.get().modified(),
                        page.get().visibility().isListed())
                .orElseGet(() -> troubles.missing(asked, reading, path));
    }

    private Answer feed(Asked asked, Reading reading, Optional<Tag> tag) {
        Wiki wiki = asked.wiki();
        Atom.Texts texts =
                page ->
                        wiki.files().text(page) instanceof PageFiles.Text.Read(String body)
                                ? Optional.of(wiki.renderer().render(page, body, reading).html())
                                : Optional.empty();
        if (tag.isPresent() && reading.tagged(tag.get()).isEmpty()) {
            return troubles.missing(asked, reading, tag.get().text());
        }
        return kept(
                asked,
                tag.map(it -> "/tags/" + it).orElse("") + "/feed.xml",
                () ->
                        plain(
                                Atom.MEDIA_TYPE,
                                new Octets(
                                        tag.isPresent()
                                                ? Atom.of(
                                                        tag.get(), wiki.masthead(), reading, texts)
                                                : Atom.ofAll(wiki.masthead(), reading, texts)),
                                reading));
    }

    private Made plain(String type, Octets octets, Reading reading) {
        return Made.of(
                Status.OK,
                type,
                octets,
                reading.garden().newest().orElse(Templates.SINCE),
                reading.facets(),
                SecurityFields.ofFile());
    }

    private Answer find(Asked asked, String query) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Content-Type", PageMaker.HTML));
        fields.add(CacheFields.NO_STORE);
        fields.add(SecurityFields.NOINDEX);
        fields.addAll(SecurityFields.of(Policies.page(asked.wiki().html(), true, false)));
        return Answer.of(Status.OK, fields, found.page(asked.wiki(), Form.of(query)));
    }

    private Answer asset(Asked asked, String name) {
        Optional<Assets.Found> asset = assets.find(name);
        if (asset.isEmpty()) {
            return troubles.of(asked, Status.NOT_FOUND, List.of());
        }
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Content-Type", asset.get().asset().type()));
        fields.add(
                asset.get().current()
                        ? CacheFields.Freshness.FOREVER.field()
                        : CacheFields.NO_STORE);
        fields.addAll(SecurityFields.ofFile());
        return Answer.of(Status.OK, fields, asset.get().asset().octets());
    }

    /// What an open page of a live wiki listens to.
    private Answer live(Asked asked, String query) {
        Wiki wiki = asked.wiki();
        Form form = Form.of(query);
        if (!wiki.live() || !(Target.of(form.text("page")) instanceof Target.Named named)) {
            return troubles.of(asked, Status.NOT_FOUND, List.of());
        }
        Optional<EventStream> stream =
                livePages.of(
                        wiki.host(),
                        form.text("version"),
                        () -> current(wiki.host(), named.path()));
        if (stream.isEmpty()) {
            return troubles.of(asked, Status.UNAVAILABLE, List.of(RETRY));
        }
        return new Answer(
                Status.OK,
                List.of(
                        new Field("Content-Type", "text/event-stream"),
                        CacheFields.NO_STORE,
                        new Field("X-Accel-Buffering", "no")),
                new Body.Events(stream.get()));
    }

    private Optional<Made> current(HostName host, String path) {
        long seen = changes();
        Optional<Wiki> now = wikis.get().find(host.value());
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Wiki wiki = now.get();
        return wiki.garden()
                .get()
                .flatMap(garden -> {
                    Reading reading = reading(wiki, garden);
                    return reading.at(path).flatMap(page -> made(wiki, seen, reading, page, path));
                });
    }

    private Answer kept(Asked asked, String what, Supplier<Made> making) {
        return given.give(
                asked, shelf.get(new Shelf.Key(asked.wiki().host(), what), asked.seen(), making));
    }
}
