package croft.edge.upstream;

import croft.edge.http.Http1Limits;
import java.time.Duration;

/// How backends are treated. Times are looked at coarsely: each may be overrun by a quarter of the
/// shortest.
///
/// @param connect for a connection, with the name's resolution and however many addresses are tried
/// @param head without an octet, from the request's last to the response's head; and for that head,
///   from its first octet
/// @param body without an octet of a body, in either direction
/// @param tunnel without an octet of a switched protocol, in either direction
/// @param idle that a connection is kept for later; below the 60 s and more after which common
///   backends close it, so that a request seldom meets a connection that is just being closed
/// @param surplus that a connection beyond `idleConnections` is kept for: as many as were in use a
///   moment ago are likely to be needed again, and opening one costs as much as several requests
/// @param patience for a connection when all are in use
/// @param connections to one origin, per event loop
/// @param idleConnections kept to one origin, per event loop, for as long as `idle` says
/// @param waiting requests for one origin, per event loop
/// @param limits of what a backend may answer
public record UpstreamSettings(
        Duration connect,
        Duration head,
        Duration body,
        Duration tunnel,
        Duration idle,
        Duration surplus,
        Duration patience,
        int connections,
        int idleConnections,
        int waiting,
        Http1Limits limits) {
    public static final UpstreamSettings DEFAULT =
            new UpstreamSettings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    256,
                    32,
                    256,
                    Http1Limits.DEFAULT);

    /// How often to look at the times.
    Duration interval() {
        Duration shortest = connect;
        for (Duration each : new Duration[] {head, body, tunnel, idle, patience}) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        return shortest.dividedBy(4);
    }
}
