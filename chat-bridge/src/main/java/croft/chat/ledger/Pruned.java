package croft.chat.ledger;

/// What went.
///
/// @param texts of messages whose ids stay, and links to them
/// @param deliveries that had ended
/// @param keys of what was heard
public record Pruned(long texts, long deliveries, long keys) {}
