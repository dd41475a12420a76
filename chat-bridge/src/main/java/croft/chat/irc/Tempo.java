package croft.chat.irc;

import java.time.Duration;

/// How fast things go.
///
/// @param burst lines that may be sent at once
/// @param each how long it takes until one more may be sent
/// @param answer how long an answer to what was sent is waited for
/// @param quiet how long a server may say nothing before it is asked whether it is there; after as
///   much again the connection counts as dead
/// @param retry the first pause before another connection, or before a channel is joined again
/// @param longest the longest of these pauses
/// @param regain between two tries to have the nick that is wanted
record Tempo(
        int burst,
        Duration each,
        Duration answer,
        Duration quiet,
        Duration retry,
        Duration longest,
        Duration regain) {
    /// RFC 1459 §8.10: a line costs two seconds, and nobody may be more than ten ahead. 25 s for an
    /// answer leave five of the relay's 30; 2 × 45 s find a dead connection within two minutes.
    static final Tempo COURTEOUS =
            new Tempo(
                    5,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(45),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));

    /// The pause after so many failures in a row.
    ///
    /// @param spread 0 to 1, so that not everybody comes back at the same moment
    Duration pause(int failures, double spread) {
        long doubled = retry.toMillis() << Math.min(failures, 16);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis((long) (millis * (0.75 + spread / 4)));
    }
}
