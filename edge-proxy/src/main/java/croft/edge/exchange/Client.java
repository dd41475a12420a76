package croft.edge.exchange;

import croft.edge.http.Fields;
import croft.edge.http.PreparedHead;
import croft.edge.http.ResponseHead;
import croft.edge.http.Stamp;
import croft.edge.log.Notes;
import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;

/// The way back to a client for one exchange: an HTTP/1.1 connection, or a stream of an HTTP/2
/// connection. Everything happens on the connection's event loop. Nothing may be called after the
/// response has ended, was aborted, or the exchange was told that the client is gone.
public interface Client {
    ConnectionFacts connection();

    /// What the access log will say of this exchange. What client and connection know of it they
    /// note themselves.
    Notes notes();

    /// An interim response, 1xx but 101.
    void inform(ResponseHead head);

    /// The final response; it ends here if its body is none.
    void respond(ResponseHead head);

    /// The final response, its head written before.
    ///
    /// @param stamp of this moment
    /// @param withBody whether the body that the head announces follows; not for HEAD
    void respond(PreparedHead head, Stamp stamp, boolean withBody);

    /// The switch to the protocol that the request asked for: 101 on HTTP/1.1, 200 on HTTP/2. From
    /// here on `data` goes both ways until both have ended.
    void switched(ResponseHead head);

    /// A piece of the body. Takes ownership of `data`; accepted also while not writable.
    void data(ByteBuf data, boolean last);

    /// The whole of a small body, if it can go out behind its head at once: copied from where it is
    /// stored, which is cheaper than to hold it there.
    ///
    /// @param body with all octets that the head has announced; stays the caller's
    /// @return whether the response has ended so; nothing has been sent otherwise
    default boolean copy(StoredBody body) {
        return false;
    }

    /// Ends the body with trailer fields.
    void trailers(Fields fields);

    /// The response cannot be completed: RST_STREAM, or a closed connection. Never looks like a
    /// complete response. When the answer's side of a switched protocol has ended, that stays
    /// whole, and the client is only told that its own side is not listened to any more.
    void abort();

    /// Whether more data should be given now. Once this is false, [Exchange#writable()] tells when
    /// it is true again.
    boolean writable();

    /// That many octets of the request body have been passed on, so that as many more may be read.
    void consumed(int octets);
}
