package croft.chat.relay;

import java.time.Duration;
import java.util.Optional;

/// What became of one piece.
public sealed interface Outcome {
    /// It is there.
    ///
    /// @param id its id in its network; empty where it made none
    record Sent(Optional<String> id) implements Outcome {}

    /// It is surely not there: try again.
    ///
    /// @param pause what the network asks for
    record NotSent(String why, Optional<Duration> pause) implements Outcome {}

    /// It may be there or not: look for it before the next try.
    record Doubtful(String why) implements Outcome {}

    /// It is not there and never will be.
    record Refused(String why) implements Outcome {}
}
