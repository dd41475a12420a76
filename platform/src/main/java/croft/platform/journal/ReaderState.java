package croft.platform.journal;

import java.time.Instant;

/// How a reader of the journal stands.
public sealed interface ReaderState {
    /// It has not yet reached the database.
    record Starting() implements ReaderState {}

    /// It hears of each event.
    ///
    /// @param position the newest event handled
    /// @param since when it last (re)connected
    record Following(long position, Instant since) implements ReaderState {}

    /// It has stopped for a while: the database is away, or an event could not be handled.
    ///
    /// @param problem in one line
    /// @param since the first failure in a row
    /// @param attempts how many failures in a row
    record Interrupted(String problem, Instant since, int attempts) implements ReaderState {}

    /// It was closed.
    record Closed() implements ReaderState {}
}
