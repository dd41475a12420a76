package croft.platform.journal;

import java.time.Instant;

/// An event as it stands in the journal.
///
/// @param id ascending in the order in which events are seen; with gaps
/// @param at the database's time of the append
public record RecordedEvent(long id, Instant at, Event event) {}
