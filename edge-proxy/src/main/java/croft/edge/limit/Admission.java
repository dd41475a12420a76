package croft.edge.limit;

/// What becomes of a new connection.
public sealed interface Admission {
    /// It is let in.
    record Admitted(Guest guest) implements Admission {}

    /// A PROXY header must say first whose it is.
    record Announced() implements Admission {}

    /// It is closed; counted already.
    record Refused() implements Admission {}
}
