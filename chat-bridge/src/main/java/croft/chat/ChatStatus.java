package croft.chat;

import croft.chat.feed.FeedStanding;
import croft.chat.ledger.LaneStanding;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.StoppedLink;
import croft.chat.relay.LinkStanding;
import croft.chat.relay.Network;
import croft.chat.relay.Relay;
import croft.chat.relay.Standing;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the chats of croft.yml stand, and what is on its way to their channels.
@Singleton
final class ChatStatus {
    private final CarriedChats chats;
    private final ReadFeeds feeds;
    private final Ledger ledger;
    private final Relay relay;
    private final InstantSource clock;

    ChatStatus(
            CarriedChats chats, ReadFeeds feeds, Ledger ledger, Relay relay, InstantSource clock) {
        this.chats = chats;
        this.feeds = feeds;
        this.ledger = ledger;
        this.relay = relay;
        this.clock = clock;
    }

    /// All of it now. Without the database, the chats alone, and why there is no more.
    Report report() {
        Instant now = clock.instant();
        List<Chat> all = chats.networks().stream().map(ChatStatus::chat).toList();
        List<String> problems = new ArrayList<>();
        List<Lane> lanes = List.of();
        List<FeedLine> read = List.of();
        try {
            read = feeds.standing().stream().map(ChatStatus::feed).toList();
            lanes =
                    ledger.standing().stream()
                            .sorted(Comparator.comparing(lane -> lane.lane().toString()))
                            .map(lane -> lane(lane, now))
                            .toList();
            relay.standing().stream()
                    .map(LinkStanding::stopped)
                    .flatMap(Optional::stream)
                    .map(ChatStatus::stopped)
                    .forEach(problems::add);
        } catch (LedgerAway | Notebook.Closed e) {
            problems.add("what is on its way is not known now: " + e.getMessage());
        }
        all.stream()
                .filter(chat -> chat.warning() != null)
                .map(chat -> chat.name() + ": " + chat.warning())
                .forEach(problems::add);
        boolean well =
                problems.isEmpty()
                        && all.stream().allMatch(chat -> chat.state().equals("up"))
                        && lanes.stream().allMatch(lane -> lane.dead() == 0);
        return new Report(well, all, lanes, read, problems);
    }

    private static Chat chat(Network network) {
        return switch (network.standing()) {
            case Standing.Up(Instant since, String server, Optional<String> warning) ->
                    new Chat(
                            network.chat(),
                            "up",
                            since.toString(),
                            server,
                            null,
                            warning.orElse(null));
            case Standing.Away(Instant since, String why) ->
                    new Chat(network.chat(), "away", since.toString(), null, why, null);
            case Standing.Refused(Instant since, String why) ->
                    new Chat(network.chat(), "refused", since.toString(), null, why, null);
        };
    }

    private static Lane lane(LaneStanding lane, Instant now) {
        return new Lane(
                lane.lane().toString(),
                lane.sent(),
                lane.waiting(),
                lane.oldest().map(oldest -> Duration.between(oldest, now).toSeconds()).orElse(0L),
                lane.dead(),
                lane.resent(),
                lane.trouble().orElse(null),
                lane.oldest().map(Instant::toString).orElse(null),
                lane.lastSent().map(Instant::toString).orElse(null));
    }

    private static FeedLine feed(FeedStanding feed) {
        return new FeedLine(
                feed.url().toString(),
                feed.to().toString(),
                feed.read().map(Instant::toString).orElse(null),
                feed.why().orElse(null),
                feed.failing().map(Instant::toString).orElse(null));
    }

    private static String stopped(StoppedLink link) {
        return "the bridge between "
                + link.link().replace(" ", " and ")
                + " is stopped since "
                + link.since()
                + ": "
                + link.why();
    }

    /// The whole.
    ///
    /// @param well whether there is nothing for the owner to do
    @Serdeable
    record Report(
            boolean well,
            List<Chat> chats,
            List<Lane> lanes,
            List<FeedLine> feeds,
            List<String> problems) {}

    /// One chat server.
    ///
    /// @param state up, away or refused
    @Serdeable
    record Chat(
            String name,
            String state,
            String since,
            @Nullable String server,
            @Nullable String why,
            @Nullable String warning) {}

    /// What goes to one channel.
    ///
    /// @param lag seconds for which the oldest waits
    /// @param resent those that may be there twice, as their network offers no way to look
    @Serdeable
    record Lane(
            String channel,
            long sent,
            long waiting,
            long lag,
            long dead,
            long resent,
            @Nullable String trouble,
            @Nullable String oldest,
            @Nullable String lastSent) {}

    /// One feed.
    ///
    /// @param read when it was read last
    /// @param trouble why it cannot be read now, and `failing` since when
    @Serdeable
    record FeedLine(
            String url,
            String channel,
            @Nullable String read,
            @Nullable String trouble,
            @Nullable String failing) {}
}
