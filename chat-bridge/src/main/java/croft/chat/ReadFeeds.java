package croft.chat;

import croft.chat.feed.Feed;
import croft.chat.feed.FeedDesk;
import croft.chat.feed.FeedFetch;
import croft.chat.feed.FeedStanding;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.Notebook.Closed;
import croft.platform.declaration.FeedSource;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The feeds of croft.yml.
@Singleton
final class ReadFeeds {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final CarriedChats chats;
    private final FeedDesk desk;

    ReadFeeds(CarriedChats chats, Notebook notebook, InstantSource clock) {
        this.chats = chats;
        desk =
                new FeedDesk(
                        new FeedFetch(
                                HttpClient.newBuilder()
                                        .followRedirects(HttpClient.Redirect.NEVER)
                                        .connectTimeout(LONGEST_CONNECT)
                                        .build(),
                                clock),
                        notebook,
                        clock);
    }

    /// Reads those that are due.
    void look() throws Closed, InterruptedException {
        desk.look(feeds());
    }

    /// How they stand, in the order of croft.yml.
    List<FeedStanding> standing() throws Closed {
        return desk.standing(feeds());
    }

    private List<Feed> feeds() {
        return chats.declared().feeds().stream().map(ReadFeeds::feed).toList();
    }

    private static Feed feed(FeedSource source) {
        return new Feed(
                source.url(),
                CarriedChats.conversation(source.to()),
                source.every(),
                source.first());
    }
}
