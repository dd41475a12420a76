package croft.edge.http1;

import croft.edge.http.Progress;
import java.time.Duration;

/// How long a client may keep a connection waiting. None of them bounds a transfer that makes the
/// progress it must. They are looked at coarsely: each may be overrun by a quarter of the shortest.
///
/// @param head for a request's head, from its first octet, and for the first request's first octet
/// @param idle between requests
/// @param body without an octet of a request body that is being waited for
/// @param write without an octet of a response being taken
/// @param tunnel without an octet in either direction of a switched protocol; above the 30 s at
///   which WebSocket clients ping
/// @param linger without an octet, for a client to read a refusal and to close; six times that all
///   told
/// @param progress of bodies, in either direction; a switched protocol is free of it
public record Http1Timeouts(
        Duration head,
        Duration idle,
        Duration body,
        Duration write,
        Duration tunnel,
        Duration linger,
        Progress progress) {
    public static final Http1Timeouts DEFAULT =
            new Http1Timeouts(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(5),
                    Progress.DEFAULT);

    /// How often to look: often enough to be near, seldom enough to cost nothing.
    Duration interval() {
        Duration shortest = head;
        for (Duration each :
                new Duration[] {idle, body, write, tunnel, linger, progress.window()}) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        return shortest.dividedBy(4);
    }
}
