package croft.chat.ledger;

import java.util.Optional;

/// A message that was found by its id in one of its conversations.
///
/// @param original whether that is where it was said; else it is a copy
/// @param part which piece of the copy, from 0
/// @param root the first message of its thread
public record Known(
        MessageId message,
        boolean original,
        int part,
        boolean deleted,
        Optional<MessageId> root) {}
