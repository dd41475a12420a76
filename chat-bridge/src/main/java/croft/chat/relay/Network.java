package croft.chat.relay;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/// One chat of croft.yml: an account at a server of some network. The relay knows nothing else of
/// networks; whoever adds one implements this, and runs the conformance suite on it.
///
/// It connects by itself and goes on doing so; nothing here throws because a server is away.
public interface Network extends AutoCloseable {
    /// Its key in `chats:`.
    String chat();

    /// What it can do.
    Set<Ability> abilities();

    /// Starts, or goes on with other conversations: what happens in these is handed to `intake`
    /// from now on, on threads of the network's. Conversations that were there before miss nothing.
    /// Returns at once.
    ///
    /// Those that are no longer among them are not listened to any more. What was posted is handed
    /// on in the order in which it was said, also by hints: a message that a sweep has to bring
    /// comes before those after it. What happened to a message may come early, if it comes again in
    /// its place with a `read`. Nobody is interrupted while handing something on: the database
    /// would lose a connection by that.
    void attend(Set<Conversation> conversations, Intake intake);

    /// How many pieces this is sent in, at least one; the same for the same value. A network that
    /// cannot do it at all (a reaction, where there are none) says 0, and it counts as done.
    int parts(Outgoing outgoing);

    /// Sends one piece, and returns when it is known what became of it, after 30 s at the latest
    /// (files: as long as they flow). Virtual threads; one call at a time for each conversation.
    ///
    /// The id in the answer to a piece of an edit is the one that stands for this piece from now
    /// on, if there was none; another one than was there is kept besides.
    ///
    /// @param part from 0
    Outcome send(Outgoing outgoing, int part, Files files) throws InterruptedException;

    /// Looks for a piece of which it is not known whether it arrived.
    ///
    /// @param tried when it was sent for the first time
    Trace find(Outgoing outgoing, int part, Instant tried) throws InterruptedException;

    /// Whether this account is the bridge's: the one that it logged in with, or one that it made
    /// for somebody from elsewhere. Does not block.
    boolean own(Author author);

    /// Opens a file of a message that was said here; the caller closes it.
    ///
    /// @param in where it was said
    InputStream open(Conversation in, Attachment file) throws IOException, InterruptedException;

    /// How it stands now.
    Standing standing();

    /// Ends it; returns when its threads have ended.
    @Override
    void close();
}
