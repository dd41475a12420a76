package croft.edge.http;

import io.netty.buffer.ByteBuf;

/// One step through a chunked body.
public sealed interface Chunk {
    /// More octets are needed.
    record Incomplete() implements Chunk {}

    /// Octets of the body: a retained slice, owned by the receiver.
    record Data(ByteBuf octets) implements Chunk {}

    /// The body is complete.
    ///
    /// @param trailers those that may be passed on
    record End(Fields trailers) implements Chunk {}

    /// The coding is violated; the body's end cannot be known.
    record Refused(Refusal refusal) implements Chunk {}
}
