package croft.chat.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long a lane waits after a try that failed: from 1 s, twice as long each time, to 60 s; at
/// random between half of that and all of it, so that lanes that failed together do not come back
/// together. A server that asks for more gets it, to 5 minutes: what it asks for is its clock's.
final class Backoff {
    /// Longer than anybody's pause: what waits longer was set by a clock that was wrong.
    static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// Beyond this many tries it is the longest.
    private static final int DOUBLINGS = 6;

    private Backoff() {}

    /// @param attempts tries that failed before this one
    static Duration after(int attempts, Optional<Duration> asked, RandomGenerator random) {
        long most =
                Math.min(
                        LONGEST.toMillis(), FIRST.toMillis() << Math.clamp(attempts, 0, DOUBLINGS));
        Duration pause = Duration.ofMillis(random.nextLong(most / 2, most + 1));
        Duration wanted = asked.orElse(Duration.ZERO);
        if (wanted.compareTo(LONGEST_ASKED) > 0) {
            return LONGEST_ASKED;
        }
        return wanted.compareTo(pause) > 0 ? wanted : pause;
    }
}
