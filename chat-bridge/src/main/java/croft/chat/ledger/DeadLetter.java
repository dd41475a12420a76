package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A delivery that was refused for good.
///
/// @param origin where its message was said; empty for what this bridge itself says
/// @param author their name
public record DeadLetter(
        UUID key,
        Conversation lane,
        Op op,
        Optional<Said.Origin> origin,
        Optional<String> author,
        Instant heardAt,
        String why,
        int attempts,
        Instant at) {}
