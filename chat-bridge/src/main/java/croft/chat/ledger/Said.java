package croft.chat.ledger;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message as it stands.
///
/// @param origin where it was said; empty for what this bridge itself says
/// @param author empty for what this bridge itself says
/// @param body what it says in the version that is to be sent; where it was deleted, at most for
///   looking for what may be there of it
/// @param saidAt by the clock of its network
/// @param heardAt by ours
/// @param via the bridges that it came through before it was heard
/// @param version the newest, from 1
/// @param quiet whether nobody is to be notified of it
public record Said(
        MessageId id,
        Optional<Origin> origin,
        Optional<Author> author,
        Body body,
        Instant saidAt,
        Instant heardAt,
        List<String> via,
        boolean deleted,
        int version,
        boolean quiet) {
    public Said {
        via = List.copyOf(via);
    }

    /// Where a message was said.
    ///
    /// @param id as its network names it
    public record Origin(Conversation in, String id) {}
}
