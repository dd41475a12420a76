package croft.chat.relay;

import java.util.Optional;

/// What looking for a piece found.
public sealed interface Trace {
    /// It is there.
    record Found(Optional<String> id) implements Trace {}

    /// It is not there, and can no longer arrive.
    record Absent() implements Trace {}

    /// It cannot be known: where a network offers no history.
    record Unknowable() implements Trace {}

    /// Not now: look again.
    record Later(String why) implements Trace {}
}
