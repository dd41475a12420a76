package croft.edge.http;

/// A response as it came over HTTP/1.1: its head, and what its connection has to know.
///
/// @param framing how its body ends; never [Framing.Refused]
/// @param keepAlive whether the connection may be used again afterwards
/// @param switched whether this is the 101 to the upgrade that was asked for
public record Http1Response(
        ResponseHead head, Framing framing, boolean keepAlive, boolean switched) {}
