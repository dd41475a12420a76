package croft.chat.ledger;

import java.time.Duration;

/// For how long what is kept. Ids of messages and copies are kept for ever: edits and deletes of
/// old messages find their copies by them.
///
/// @param texts from when they were said last, and at least until every copy is made
/// @param deliveries that have ended: their keys tell echoes, and dead letters are not among them
/// @param keys of what was heard: as far back as a sweep may bring it again
public record Keep(Duration texts, Duration deliveries, Duration keys) {
    /// A month of text, for what is still to be resent or looked up; a fortnight of keys, as sweeps
    /// read from where the last one stopped.
    public static final Keep DEFAULT =
            new Keep(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(14));
}
