package croft.edge.http;

/// What came of reading a head from the octets that are there.
public sealed interface Parsed<T> {
    /// More octets are needed; what was there has been kept or consumed.
    record Incomplete<T>() implements Parsed<T> {}

    /// The head is complete; the body's octets are next.
    record Complete<T>(T value) implements Parsed<T> {}

    /// It is not acceptable; nothing that follows it can be understood.
    record Refused<T>(Refusal refusal) implements Parsed<T> {}
}
