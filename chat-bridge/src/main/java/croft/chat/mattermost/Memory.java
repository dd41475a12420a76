package croft.chat.mattermost;

import croft.chat.message.Conversation;
import java.util.List;
import java.util.Set;

/// What Mattermost networks must still know when the program starts again. Any thread that may
/// block.
public interface Memory {
    /// The ghosts of one chat of croft.yml.
    List<Ghost> ghosts(String chat) throws Forgetful;

    /// Stores a ghost, in place of the one of the same chat, origin and person.
    void remember(Ghost ghost) throws Forgetful;

    /// The emoji that are on a message of this conversation, as far as they were heard here: what a
    /// sweep compares with what it finds, as a server does not tell which were taken back.
    Set<Put> emoji(Conversation in, String id) throws Forgetful;

    /// Somebody's emoji.
    ///
    /// @param author their id
    /// @param emoji its short name
    record Put(String author, String emoji) {}

    /// It cannot be asked now: the database is away.
    final class Forgetful extends Exception {
        private static final long serialVersionUID = 1;

        public Forgetful(String why) {
            super(why);
        }
    }
}
