package croft.edge.limit;

/// Whether a request may go on.
public sealed interface Verdict {
    default boolean isWelcome() {
        return this instanceof Welcome;
    }

    /// It may.
    record Welcome() implements Verdict {}

    /// Its address is not let in.
    record Denied() implements Verdict {}

    /// Too much waits in memory, whoever is to blame.
    record Full() implements Verdict {}

    /// Its address has had enough for now.
    ///
    /// @param seconds to wait, 1 or more
    record Later(long seconds) implements Verdict {}
}
