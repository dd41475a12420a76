package croft.edge.http;

/// A request as it came over HTTP/1.1: its head, and what its connection has to know.
///
/// @param framing how its body ends; never [Framing.UntilClose], [Framing.Refused]
/// @param keepAlive whether the connection may be used again afterwards
/// @param expectsContinue whether the client waits for 100 before it sends the body
/// @param acceptsTrailers whether `te: trailers` was sent
public record Http1Request(
        RequestHead head,
        Framing framing,
        boolean keepAlive,
        boolean expectsContinue,
        boolean acceptsTrailers) {}
