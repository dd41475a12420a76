package croft.chat.mattermost;

import java.time.Duration;

/// How long a network waits for what.
///
/// @param answer to one call
/// @param beat between two pings on the WebSocket; it counts as dead after three without anything
/// @param sweep between two readings of all channels, whatever the WebSocket says
/// @param retry before the second try of what did not work; it doubles
/// @param longestRetry what the doubling ends at
record Pace(Duration answer, Duration beat, Duration sweep, Duration retry, Duration longestRetry) {
    /// A dead connection is found after 75 to 100 s; the server gives up one of ours after 100 s.
    static final Pace USUAL =
            new Pace(
                    Rest.LIMIT,
                    Duration.ofSeconds(25),
                    Duration.ofMinutes(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30));

    Duration afterFailures(int failures) {
        Duration pause = retry.multipliedBy(1L << Math.clamp(failures - 1, 0, 16));
        return pause.compareTo(longestRetry) > 0 ? longestRetry : pause;
    }
}
