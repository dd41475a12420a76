package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.wiki.feed.Masthead;
import croft.wiki.page.FilePath;
import croft.wiki.page.Identity;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import croft.wiki.render.Renderer;
import croft.wiki.search.Search;
import croft.wiki.sync.LiveGarden;
import croft.wiki.sync.LiveGardens;
import croft.wiki.sync.PageText;
import croft.wiki.sync.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The wikis that are kept in step with their folders, as they are served. Any thread.
public final class LiveWikis {
    /// Stands in until the folder was read; then nothing is rendered.
    private static final Renderer NOT_READ_YET = Markdown.of(Dialect.STRICT, HtmlPolicy.SANITIZED);

    private final LiveGardens gardens;
    private final Search search;
    private final Function<HostName, String> origins;

    /// All wikis that `gardens` keeps.
    ///
    /// @param origins scheme, host and, where it is not the usual one, port, by which readers reach
    ///   a wiki
    public LiveWikis(LiveGardens gardens, Search search, Function<HostName, String> origins) {
        this.gardens = gardens;
        this.search = search;
        this.origins = origins;
    }

    /// The wiki that a request names; a wildcard answers for what no other does. Does not wait.
    ///
    /// @param host in lower case, without port
    public Optional<Wiki> find(String host) {
        Optional<LiveGarden> wildcard = Optional.empty();
        for (LiveGarden garden : gardens.all()) {
            if (garden.host().matches(host)) {
                if (!garden.host().isWildcard()) {
                    return Optional.of(wiki(garden));
                }
                wildcard = wildcard.isPresent() ? wildcard : Optional.of(garden);
            }
        }
        return wildcard.map(this::wiki);
    }

    private Wiki wiki(LiveGarden live) {
        Optional<Settings> settings = live.settings();
        Optional<Identity> identity = settings.map(Settings::identity);
        HostName host = live.host();
        return new Wiki(
                host,
                new Masthead(
                        origins.apply(host),
                        identity.flatMap(Identity::name).orElse(host.value()),
                        identity.flatMap(Identity::tagline),
                        identity.flatMap(Identity::author),
                        identity.flatMap(Identity::authorUrl),
                        settings.map(Settings::language).orElse("en")),
                identity.map(Identity::since).orElse(OptionalInt.empty()),
                settings.map(Settings::dialect).orElse(Dialect.GARDEN),
                settings.map(Settings::html).orElse(HtmlPolicy.SANITIZED),
                settings.map(Settings::live).orElse(false),
                settings.map(Settings::renderer).orElse(NOT_READ_YET),
                new Files(live),
                live::garden,
                search,
                live::redirect);
    }

    /// The files of a wiki by way of who keeps it in step.
    private record Files(LiveGarden live) implements PageFiles {
        @Override
        public Text text(Page page) {
            return live.body(page)
                    .<Text>map(Text.Read::new)
                    .orElseGet(() ->
                            live.text(page.path()) instanceof PageText.TooLarge large
                                    ? new Text.TooLarge(large.octets())
                                    : new Text.Unreadable());
        }

        @Override
        public Optional<FileChannel> open(FilePath file) throws IOException {
            Optional<Path> place = live.file(file);
            try {
                return place.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                FileChannel.open(
                                        place.get(),
                                        StandardOpenOption.READ,
                                        LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException _) {
                return Optional.empty();
            }
        }
    }
}
