package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.util.UUID;

/// A delivery that was found by its key.
///
/// @param part the piece that is next
public record Sending(
        UUID key, Conversation lane, MessageId message, Op op, State state, int part) {}
