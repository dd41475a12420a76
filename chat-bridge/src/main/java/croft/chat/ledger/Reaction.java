package croft.chat.ledger;

import croft.chat.message.Conversation;

/// Somebody's emoji, as it stands when a delivery of it is handed out.
///
/// @param in where they put it there or took it away
/// @param byAuthor whether this author wants it there
/// @param byAnyone whether anybody does who is not in the conversation that the delivery goes to:
///   what counts where one account stands for all
/// @param have whether a delivery of the same voice (and, with ghosts, of the same author) has put
///   it there
public record Reaction(
        Conversation in, Emoji emoji, boolean byAuthor, boolean byAnyone, boolean have) {}
