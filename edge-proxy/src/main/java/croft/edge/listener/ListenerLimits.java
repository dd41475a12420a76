package croft.edge.listener;

import java.time.Duration;

/// Bounds of the sockets.
///
/// @param connections open at once, over all ports; one more is closed as soon as it is accepted
/// @param firstByte how long a connection to the plain port may stay silent
/// @param drain how long responses under way may take once the edge is asked to stop
public record ListenerLimits(int connections, Duration firstByte, Duration drain) {
    /// What a small server holds: an idle connection costs some 25 KiB, so these are 250 MB at the
    /// very worst.
    public static final ListenerLimits DEFAULT =
            new ListenerLimits(10_000, Duration.ofSeconds(15), Duration.ofSeconds(10));
}
