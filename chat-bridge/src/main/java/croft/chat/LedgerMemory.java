package croft.chat;

import croft.chat.ledger.Ghosts;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.mattermost.Ghost;
import croft.chat.mattermost.Memory;
import croft.chat.message.Conversation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What Mattermost networks have to remember, in the ledger.
record LedgerMemory(Ledger ledger, Ghosts kept) implements Memory {
    @Override
    public List<Ghost> ghosts(String chat) throws Forgetful {
        try {
            return kept.of(chat).stream()
                    .map(ghost ->
                            new Ghost(
                                    ghost.chat(),
                                    ghost.origin(),
                                    ghost.person(),
                                    ghost.name(),
                                    ghost.account(),
                                    ghost.username(),
                                    ghost.picture(),
                                    ghost.token()))
                    .toList();
        } catch (LedgerAway e) {
            throw new Forgetful(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void remember(Ghost ghost) throws Forgetful {
        try {
            kept.store(
                    new Ghosts.Ghost(
                            ghost.chat(),
                            ghost.origin(),
                            ghost.person(),
                            ghost.account(),
                            ghost.username(),
                            ghost.name(),
                            ghost.picture(),
                            ghost.token()));
        } catch (LedgerAway e) {
            throw new Forgetful(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Set<Put> emoji(Conversation in, String id) throws Forgetful {
        try {
            return ledger.emoji(in, id).stream()
                    .map(emoji -> new Put(emoji.by().id(), emoji.name()))
                    .collect(Collectors.toSet());
        } catch (LedgerAway e) {
            throw new Forgetful(String.valueOf(e.getMessage()));
        }
    }
}
