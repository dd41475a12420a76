package croft.chat.ledger;

import java.time.Instant;

/// What came late to a conversation since it was last told of.
///
/// @param from when the first of it was said
/// @param to when the last of it arrived
/// @param count messages
public record Outage(Instant from, Instant to, int count) {}
