package croft.chat.ledger;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import croft.chat.message.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody who says things in one conversation that are linked with others.
record Talk(Ledger ledger, Conversation in, List<Conversation> to) {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Author ANNE = new Author("u1", "Anne", Optional.empty());

    /// Stores a message and its deliveries, as an intake does.
    ///
    /// @return whether it was new
    boolean say(String id, String text) throws LedgerAway {
        return ledger.write(entry -> say(entry, id, text));
    }

    boolean say(Entry entry, String id, String text) {
        if (!entry.heard(in, "c:" + id, NOON)) {
            return false;
        }
        MessageId message =
                entry.message(
                        new Incoming.Posted(
                                in, id, Optional.empty(), ANNE, Body.of(text), NOON, Marks.NONE),
                        Optional.empty(),
                        NOON);
        to.forEach(lane ->
                entry.enqueue(lane, Op.CREATE, message, Voice.PREFIX, Optional.empty(), NOON));
        entry.read(in, id, NOON);
        return true;
    }

    /// The same until it is stored: what a network does whose intake throws.
    boolean sayUntilStored(String id, String text) throws InterruptedException {
        while (true) {
            try {
                return say(id, text);
            } catch (LedgerAway _) {
                Paused.briefly();
            }
        }
    }
}
