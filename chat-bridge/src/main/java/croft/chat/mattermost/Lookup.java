package croft.chat.mattermost;

import croft.chat.ledger.LedgerAway;
import croft.chat.message.Outgoing;
import croft.chat.relay.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks for what may have been posted.
///
/// A post is found by the key in its props. That none is found means something only when none can
/// arrive any more:
///
/// - for some 25 s after the first try, the server takes the next try for the same post, as both
///   have the same `pending_post_id`. It remembers ids for 30 s, in its memory; a server that was
///   started anew since has dropped what it was doing, too;
/// - later, a request whose connection has ended a while ago is done or was never read.
///
/// Virtual threads.
final class Lookup {
    private static final Duration SAME_POST = Duration.ofSeconds(25);

    /// What a server needs at most for a request that it has read.
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /// Clocks tell seconds, and the server takes the time before it writes.
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private final Home home;
    private final Ghosts ghosts;
    private final InstantSource time;

    Lookup(Home home, Ghosts ghosts, InstantSource time) {
        this.home = home;
        this.ghosts = ghosts;
        this.time = time;
    }

    /// @param tried when it was sent for the first time, by our clock
    /// @param last when it was sent last, as far as this process knows
    Trace find(Outgoing outgoing, int part, Instant tried, Optional<Instant> last)
            throws InterruptedException {
        if (!makes(outgoing, part)) {
            // what changes something that is there can be done twice
            return new Trace.Absent();
        }
        try {
            ghosts.load();
            String channel = home.place(outgoing.to().channel()).channel();
            Instant from = tried.plus(ahead()).minus(BEFORE);
            Optional<Post> found = search(channel, from.toEpochMilli(), outgoing.key(), part);
            if (found.isPresent()) {
                return new Trace.Found(found.map(Post::id));
            }
        } catch (Trouble e) {
            return new Trace.Later(e.why());
        } catch (LedgerAway e) {
            return new Trace.Later(String.valueOf(e.getMessage()));
        }
        Instant now = time.instant();
        boolean same = Duration.between(tried, now).compareTo(SAME_POST) < 0;
        boolean settled =
                last.map(at -> Duration.between(at, now).abs().compareTo(SETTLED) >= 0)
                        .orElse(true);
        return same || settled
                ? new Trace.Absent()
                : new Trace.Later("it was sent a moment ago and may still arrive");
    }

    private static boolean makes(Outgoing outgoing, int part) {
        return switch (outgoing) {
            case Outgoing.Create _ -> true;
            case Outgoing.Edit edit -> part >= edit.parts().size();
            case Outgoing.Notice notice -> notice.edits().isEmpty();
            case Outgoing.Delete _, Outgoing.React _ -> false;
        };
    }

    /// How far the server's clock is ahead of ours.
    private Duration ahead() throws Trouble, InterruptedException {
        Optional<String> date = home.client().rest().ping().firstValue("Date");
        if (date.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            Instant theirs =
                    ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return Duration.between(time.instant(), theirs);
        } catch (DateTimeParseException _) {
            return Duration.ZERO;
        }
    }

    private Optional<Post> search(String channel, long since, UUID key, int part)
            throws Trouble, InterruptedException {
        Post.Page changed = home.client().changedSince(channel, since);
        Optional<Post> found = in(changed, key, part);
        if (found.isPresent() || changed.size() < Sweep.MOST_ROWS) {
            return found;
        }
        // any thousand of them: the rest page by page
        Sweep.Rows rows = home.client().rows(channel);
        Post.Page page = rows.newest(Client.PAGE);
        Optional<Post> anchor = page.oldestFirst().stream().reduce((_, newer) -> newer);
        for (int number = 0; anchor.isPresent(); number++) {
            found = in(page, key, part);
            List<Post> posts = page.oldestFirst();
            if (found.isPresent() || posts.isEmpty() || posts.getFirst().createAt() < since) {
                return found;
            }
            page = rows.before(anchor.get().id(), number, Client.PAGE);
        }
        return Optional.empty();
    }

    private Optional<Post> in(Post.Page page, UUID key, int part) {
        return page.posts().values().stream()
                .filter(post -> post.original().isEmpty())
                .filter(post -> Props.isOf(post.props(), key, part))
                .filter(post -> isOurs(post.user()))
                .findFirst();
    }

    private boolean isOurs(String user) {
        return ghosts.isGhost(user) || home.knownMe().map(me -> me.id().equals(user)).orElse(false);
    }
}
