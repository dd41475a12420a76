package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.util.Optional;

/// A message that was found by its id in one of its conversations.
///
/// @param original whether that is where it was said; else it is a copy
/// @param origin where it was said; empty for what this bridge itself says
/// @param part which piece of the copy, from 0
/// @param root the first message of its thread
public record Known(
        MessageId message,
        boolean original,
        Optional<Conversation> origin,
        int part,
        boolean deleted,
        Optional<MessageId> root) {}
