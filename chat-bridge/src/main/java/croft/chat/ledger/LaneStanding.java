package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Instant;
import java.util.Optional;

/// How one lane stands.
///
/// @param waiting deliveries that are still to be sent or looked for
/// @param oldest since when the first of them waits
/// @param blockedUntil nothing is handed out before
/// @param attempts tries of the first
/// @param trouble why the last try of the first failed
/// @param dead letters
/// @param sent deliveries, ever
/// @param resent deliveries, ever, that were sent again without its being known whether they had
///   arrived
/// @param lastSent when something last arrived
public record LaneStanding(
        Conversation lane,
        long waiting,
        Optional<Instant> oldest,
        Optional<Instant> blockedUntil,
        int attempts,
        Optional<String> trouble,
        long dead,
        long sent,
        long resent,
        Optional<Instant> lastSent) {}
