package croft.platform.traffic;

import java.time.Duration;

/// How much a client may ask of a traffic server. The only clients are edges of ours, so these are
/// nets below the edge's own limits.
///
/// @param connections open at once; further ones are closed at once
/// @param requestLine octets of the request line; more is 414
/// @param head octets of all fields; more is 431
/// @param fields number of them; more is 431
/// @param body octets of a request's body that are read and dropped; more is 413
/// @param idle how long a connection may wait for its next request
/// @param progress how long a client may take for one chunk of a body, in either direction
/// @param drain how long answers under way have at shutdown
/// @param heartbeat how often the reader of a stream of events hears that the connection still
///   stands: less than any proxy on the way waits
public record Limits(
        int connections,
        int requestLine,
        int head,
        int fields,
        int body,
        Duration idle,
        Duration progress,
        Duration drain,
        Duration heartbeat) {
    public static final Limits DEFAULT =
            new Limits(
                    4096,
                    8192,
                    16384,
                    100,
                    65536,
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20));
}
