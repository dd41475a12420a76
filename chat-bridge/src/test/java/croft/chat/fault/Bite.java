package croft.chat.fault;

/// What befalls one request.
public sealed interface Bite {
    /// It does not arrive; the connection breaks.
    record NotDelivered() implements Bite {}

    /// It arrives up to this many octets after the text that it was known by; the connection
    /// breaks.
    record Begun(int octets) implements Bite {}

    /// It arrives, and is done; when the server begins to answer, the connection breaks, and
    /// nothing of the answer arrives.
    record AnswerLost() implements Bite {}

    /// It arrives; this many octets of the answer come back, then the connection breaks.
    record AnswerHalved(int octets) implements Bite {}

    /// It arrives; the answer never does, and the connection stays open.
    record AnswerSwallowed() implements Bite {}
}
