package croft.chat.ledger;

import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The first delivery of a lane, handed out to be sent. Nobody else is given it until its outcome
/// is stored, the leadership ends or [Ledger#LEASE] has passed.
///
/// @param lease tells this lease from those before and after it
/// @param key for the network: the same for every try
/// @param version the version whose text `said` has: that of the first try, as long as something of
///   it may be there, else the newest
/// @param sentVersion what all pieces of the copy say already; 0 if it is not there whole
/// @param part the piece that is next
/// @param attempts tries before this one
/// @param tried the first try that may have had an effect
/// @param doubtful that the piece is to be looked for before it is sent
/// @param copies ids of the pieces of the message that are in this conversation, by part; an empty
///   text for a piece that has none or that somebody deleted. Empty if nothing is there, or if
///   somebody deleted all of it. Where the message was said here, its own id
/// @param root the id, in this conversation, of the first message of its thread, if that is there
/// @param reaction there for [Op#REACT]
public record Leased(
        Conversation lane,
        long seq,
        int lease,
        UUID key,
        Op op,
        Voice voice,
        Said said,
        int version,
        int sentVersion,
        int part,
        int attempts,
        Optional<Instant> tried,
        boolean doubtful,
        List<String> copies,
        Optional<String> root,
        Optional<Reaction> reaction) {
    public Leased {
        copies = List.copyOf(copies);
    }
}
