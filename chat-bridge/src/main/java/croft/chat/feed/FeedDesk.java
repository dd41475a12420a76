package croft.chat.feed;

import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.chat.ledger.Notebook.Page;
import croft.chat.message.Literal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at feeds when they are due and says in their channels what is new. Nothing is open while a
/// server is asked; what is posted and that it was posted are stored at once. Virtual threads; one
/// call at a time.
public final class FeedDesk {
    private static final Logger log = LoggerFactory.getLogger(FeedDesk.class);

    /// A blog that publishes more in one interval floods: the rest is one post.
    private static final int MOST_POSTS = 5;

    /// Servers are away for a weekend; after a week somebody has to look.
    private static final Duration DEAD = Duration.ofDays(7);

    private static final String GONE = "its server says that it is gone for good (HTTP 410)";

    private final FeedFetch fetch;
    private final Notebook notebook;
    private final InstantSource clock;

    public FeedDesk(FeedFetch fetch, Notebook notebook, InstantSource clock) {
        this.fetch = fetch;
        this.notebook = notebook;
        this.clock = clock;
    }

    /// Looks at those that are due.
    ///
    /// @return when the next one is
    /// @throws Closed if the database is away: nothing is asked for then
    public Instant look(List<Feed> feeds) throws Closed, InterruptedException {
        Instant next = clock.instant().plus(Duration.ofDays(1));
        for (Feed feed : feeds) {
            Instant due = look(feed);
            next = due.isBefore(next) ? due : next;
        }
        return next;
    }

    /// How these stand.
    ///
    /// @throws Closed if the database is away
    public List<FeedStanding> standing(List<Feed> feeds) throws Closed {
        List<FeedStanding> standing = new ArrayList<>();
        for (Feed feed : feeds) {
            FeedState state = notebook.write(page -> state(page, feed));
            standing.add(
                    new FeedStanding(
                            feed.url(), feed.to(), state.looked(), state.failing(), state.why()));
        }
        return standing;
    }

    private Instant look(Feed feed) throws Closed, InterruptedException {
        FeedState before = notebook.write(page -> state(page, feed));
        Instant now = clock.instant();
        // A clock that was set back is no reason to wait for years.
        if (before.next().isAfter(now) && before.next().isBefore(now.plus(Duration.ofDays(31)))) {
            return before.next();
        }
        Fetched fetched = fetch.fetch(feed.url(), before.etag(), before.modified());
        Instant then = clock.instant();
        return notebook.write(page -> noted(page, feed, fetched, then)).next();
    }

    private FeedState noted(Page page, Feed feed, Fetched fetched, Instant now) {
        FeedState before = state(page, feed);
        FeedState after =
                switch (fetched) {
                    case Fetched.Unchanged() ->
                            before.read(
                                    before.memory(),
                                    before.etag(),
                                    before.modified(),
                                    now,
                                    feed.every());
                    case Fetched.Read read -> posted(page, feed, before, read, now);
                    case Fetched.Failed(String why, Optional<Duration> pause) ->
                            failed(
                                    page,
                                    feed,
                                    before.failed(why, now, feed.every(), pause),
                                    why,
                                    now);
                    case Fetched.Gone() ->
                            dead(
                                    page,
                                    feed,
                                    before.failed(
                                            GONE,
                                            now,
                                            feed.every(),
                                            Optional.of(Duration.ofDays(1))),
                                    GONE,
                                    now);
                };
        page.memo(feed.memo(), after.facts());
        return after;
    }

    private static FeedState posted(
            Page page, Feed feed, FeedState before, Fetched.Read read, Instant now) {
        FeedDocument document = read.feed();
        News news = News.of(document, before.memory(), feed.first(), MOST_POSTS, now);
        for (News.Item item : news.told()) {
            page.tell(
                    key(feed, item.known().identity()),
                    feed.to(),
                    FeedPost.of(item.entry(), document.title(), read.from()),
                    Optional.empty(),
                    false,
                    now);
        }
        if (!news.folded().isEmpty()) {
            page.tell(
                    key(feed, "folded " + news.folded().getFirst().known().identity()),
                    feed.to(),
                    FeedPost.folded(
                            news.folded().stream().map(News.Item::entry).toList(),
                            document.title(),
                            read.from()),
                    Optional.empty(),
                    true,
                    now);
        }
        return before.read(news.memory(), read.etag(), read.modified(), now, feed.every());
    }

    private static FeedState failed(
            Page page, Feed feed, FeedState state, String why, Instant now) {
        if (state.failures() == 1) {
            log.warn("feed {}: {}; looking again at {}", feed.url(), why, state.next());
        }
        return state.failing().orElse(now).plus(DEAD).isAfter(now)
                ? state
                : dead(page, feed, state, why, now);
    }

    private static FeedState dead(Page page, Feed feed, FeedState state, String why, Instant now) {
        if (state.reported()) {
            return state;
        }
        page.tell(
                key(feed, "dead since " + state.failing().orElse(now)),
                feed.to(),
                "The feed "
                        + Literal.code(feed.url().toString())
                        + " cannot be read since "
                        + state.failing().orElse(now).toString().substring(0, 10)
                        + ": "
                        + Literal.of(why, 300)
                        + ".\nTake it out of `feeds:` in croft.yml, or give its new address there."
                        + " It is looked at once a day meanwhile, and nothing more is said of it.",
                Optional.empty(),
                false,
                now);
        return state.told();
    }

    private static FeedState state(Page page, Feed feed) {
        return page.memo(feed.memo()).map(FeedState::of).orElse(FeedState.NEW);
    }

    private static String key(Feed feed, String of) {
        return Keys.of("feed", feed.url() + " " + feed.to() + " " + of);
    }
}
