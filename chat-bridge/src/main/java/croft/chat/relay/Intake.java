package croft.chat.relay;

import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import java.util.List;
import java.util.Optional;

/// Takes what networks hear. What it has returned from is stored; what it throws from is to be
/// offered again. Any thread that may block.
public interface Intake {
    /// Stores what happened. What was stored before, by its key, is passed over.
    ///
    /// @param read how far the conversation was read with this: stored with it, in one transaction;
    ///   empty where this was only heard and there may be gaps before it
    /// @throws NotTaken if it cannot be stored now
    void take(Conversation in, List<Incoming> happened, Optional<String> read)
            throws NotTaken, InterruptedException;

    /// How far the conversation was read, as last given to [#take].
    Optional<String> read(Conversation in) throws NotTaken;

    /// It cannot be stored now: the database is away.
    final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        public NotTaken(String why) {
            super(why);
        }
    }
}
