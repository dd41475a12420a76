package croft.edge.http;

/// What is known of a message's body when its head has been read.
public sealed interface Body {
    /// There is none: the message ends with its head.
    record None() implements Body {}

    /// Exactly `length` octets follow, more than none.
    record Sized(long length) implements Body {}

    /// It ends when the sender says so: chunked coding, the end of a stream, the end of a
    /// connection.
    record Open() implements Body {}

    Body NONE = new None();
    Body OPEN = new Open();

    /// A body of known length, which is none if that is 0.
    static Body of(long length) {
        return length == 0 ? NONE : new Sized(length);
    }
}
