package croft.chat.mattermost;

import croft.chat.ledger.Emoji;
import croft.chat.ledger.Ghosts.Ghost;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.message.Conversation;
import java.util.List;

/// What Mattermost networks must still know when the program starts again. Any thread that may
/// block.
public interface Memory {
    /// Remembers in the database.
    static Memory of(Ledger ledger, croft.chat.ledger.Ghosts ghosts) {
        return new Memory() {
            @Override
            public List<Ghost> ghosts(String chat) throws LedgerAway {
                return ghosts.of(chat);
            }

            @Override
            public void remember(Ghost ghost) throws LedgerAway {
                ghosts.store(ghost);
            }

            @Override
            public List<Emoji> emoji(Conversation in, String id) throws LedgerAway {
                return ledger.emoji(in, id);
            }

            @Override
            public List<String> known(Conversation in, int most) throws LedgerAway {
                return ledger.known(in, most);
            }
        };
    }

    /// The ghosts of one chat of croft.yml.
    List<Ghost> ghosts(String chat) throws LedgerAway;

    /// Stores a ghost, in place of the one of the same chat, origin and person.
    void remember(Ghost ghost) throws LedgerAway;

    /// The emoji that are on a message of this conversation, as far as they were heard here: what a
    /// sweep compares with what it finds, as a server does not tell which were taken back.
    List<Emoji> emoji(Conversation in, String id) throws LedgerAway;

    /// The ids of messages and copies that are in this conversation, as far as is known; the newest
    /// first.
    List<String> known(Conversation in, int most) throws LedgerAway;
}
