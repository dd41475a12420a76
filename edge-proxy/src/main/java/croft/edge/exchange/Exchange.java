package croft.edge.exchange;

import croft.edge.http.Fields;
import io.netty.buffer.ByteBuf;

/// What a connection tells one exchange about its client, on the connection's event loop.
public interface Exchange {
    /// A piece of the request body, or of the switched protocol. Takes ownership of `data`. What
    /// has been given and not yet reported by [Client#consumed(int)] is bounded by the connection.
    void data(ByteBuf data, boolean last);

    /// The request body ends with trailer fields.
    void trailers(Fields fields);

    /// The client takes data again.
    void writable();

    /// The client is gone or has cancelled; nothing further may be sent to it.
    void gone();
}
