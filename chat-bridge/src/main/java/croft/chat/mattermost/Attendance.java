package croft.chat.mattermost;

import croft.chat.ledger.LedgerAway;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.relay.Intake;
import croft.chat.relay.Intake.NotTaken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One channel that is listened to: how far it was read, and what is still owed to it.
///
/// For the listening thread alone.
final class Attendance {
    /// A transaction of the ledger: large enough to be quick, small enough not to be in the way.
    private static final int AT_ONCE = 100;

    private final Conversation conversation;
    private final Intake intake;
    private final Hearing hearing;
    private final Client client;
    private final String channel;

    /// Rows of the last sweep, which the next one meets again in its overlap.
    private Map<String, Long> seen = Map.of();

    private boolean owed = true;

    Attendance(
            Conversation conversation,
            Intake intake,
            Hearing hearing,
            Client client,
            String channel) {
        this.conversation = conversation;
        this.intake = intake;
        this.hearing = hearing;
        this.client = client;
        this.channel = channel;
    }

    Conversation conversation() {
        return conversation;
    }

    /// The channel's id.
    String channel() {
        return channel;
    }

    /// Whether something may have been missed, so that it is to be read before anything of it is
    /// taken.
    boolean isOwed() {
        return owed;
    }

    void owe() {
        owed = true;
    }

    /// Reads what happened since it was read last; the first time, notes where it begins.
    void sweep() throws Trouble, LedgerAway, NotTaken, InterruptedException {
        Optional<String> read = intake.read(conversation);
        if (read.isEmpty()) {
            Cursor begin = Cursor.begin(client.newest(channel, Client.PAGE));
            intake.take(conversation, List.of(), Optional.of(begin.text()));
        } else {
            Cursor from = Cursor.of(read.get());
            Map<String, Long> met = new HashMap<>();
            Sweep.run(
                    client.rows(channel),
                    this::known,
                    (posts, cursor) -> take(posts, from, cursor, met),
                    from);
            seen = met;
        }
        owed = false;
    }

    private List<String> known(int most) throws NotTaken {
        try {
            return hearing.known(conversation, most);
        } catch (LedgerAway e) {
            throw new NotTaken(String.valueOf(e.getMessage()));
        }
    }

    private void take(List<Post> posts, Cursor from, Optional<Cursor> cursor, Map<String, Long> met)
            throws Trouble, NotTaken, InterruptedException {
        List<Post> news = new ArrayList<>();
        for (Post post : posts) {
            Long before = met.put(post.id(), post.updateAt());
            Long last = before == null ? seen.get(post.id()) : before;
            if (last == null || last != post.updateAt()) {
                news.add(post);
            }
        }
        List<Incoming> happened;
        try {
            happened = hearing.since(conversation, news, from);
        } catch (LedgerAway e) {
            throw new NotTaken(String.valueOf(e.getMessage()));
        }
        int done = 0;
        while (happened.size() - done > AT_ONCE) {
            intake.take(conversation, happened.subList(done, done + AT_ONCE), Optional.empty());
            done += AT_ONCE;
        }
        Optional<String> read = cursor.filter(next -> !next.equals(from)).map(Cursor::text);
        if (done < happened.size() || read.isPresent()) {
            intake.take(conversation, happened.subList(done, happened.size()), read);
        }
    }

    /// Takes what was heard.
    void take(Incoming happened) throws NotTaken, InterruptedException {
        intake.take(conversation, List.of(happened), Optional.empty());
    }
}
