package croft.chat.ledger;

import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One transaction of the ledger: all of it is stored, or nothing. For the thread, and the time, of
/// the call of [Ledger#write] alone, which may come again with another one.
public interface Entry {
    /// Notes that something was heard. From here to its end, transactions that hear something in
    /// the same conversation come one after another.
    ///
    /// @param key of [Incoming#key]
    /// @return whether it is new; false if it was heard before
    boolean heard(Conversation in, String key, Instant now);

    /// Notes how far the conversation was read.
    void read(Conversation in, String cursor, Instant now);

    /// Forgets how far a conversation was read.
    void forget(Conversation in);

    /// The message, or the copy of one, that has this id there.
    Optional<Known> known(Conversation in, String id);

    /// The delivery that has this key, also if it has ended lately.
    Optional<Sending> delivery(UUID key);

    /// Stores a message, unless its id is known there.
    ///
    /// @param root the first message of its thread
    MessageId message(Incoming.Posted posted, Optional<MessageId> root, Instant heardAt);

    /// Stores what this bridge itself has to say, and enqueues it, once for each key.
    ///
    /// @param key such as `feed:…`; at most 300 characters
    /// @param thread the key of the notice whose thread it belongs to
    /// @return empty if there is one of this key already; nothing is changed then
    Optional<MessageId> notice(
            String key,
            Conversation to,
            String markdown,
            Optional<String> thread,
            boolean quiet,
            Instant now);

    /// Lets a notice say something else, and enqueues that.
    ///
    /// @return whether there is a notice of this key that says something else now
    boolean rewrite(String key, String markdown, Instant now);

    /// Stores a newer version of a message.
    ///
    /// @param at when it was edited, by the clock of its network
    /// @return false if the message is deleted, or an edit of the same time or later is stored
    boolean revise(MessageId message, Body body, Instant at, Instant now);

    /// Notes that a message is deleted, and drops its text: at once, or once nothing of it is under
    /// way, as what may be there in part is found by it.
    ///
    /// @return false if it was so before
    boolean bury(MessageId message, Instant at);

    /// Notes whether somebody's emoji is on a message.
    ///
    /// @param in where they put it there or took it away
    /// @return false if that changes nothing
    boolean react(MessageId message, Conversation in, Emoji emoji, boolean there, Instant at);

    /// Adds a delivery to the end of a lane. It gets its place when the transaction ends.
    ///
    /// @param emoji for [Op#REACT]
    /// @return its key
    UUID enqueue(
            Conversation to,
            Op op,
            MessageId message,
            Voice voice,
            Optional<Emoji> emoji,
            Instant now);

    /// The conversations that have a copy of a message, or will have one once their lane comes to
    /// it: with the voice that it was given there.
    List<Reach> reached(MessageId message);

    /// Notes that a copy was seen before its delivery was acknowledged: the echo came first, or the
    /// acknowledgement was lost. If that was the piece which the delivery was about to send, the
    /// next one is next.
    void adopted(UUID key, int part, String id);

    /// Notes that somebody deleted a copy, which is not to be edited any more.
    void copyGone(Conversation in, String id);

    /// What came late to a conversation since this was last asked, which is forgotten with it.
    Optional<Outage> takeOutage(Conversation lane);

    /// Stops a link, until [#resume].
    void stop(String link, String why, Instant now);

    void resume(String link);

    /// Where a message is or will be.
    record Reach(Conversation in, Voice voice) {}
}
