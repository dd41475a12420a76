package croft.stack.launch;

import java.time.Duration;
import java.util.List;

/// When a process that ended is started again. Pure: counts what it is told.
final class RestartPolicy {
    /// At once for a single mishap; slower and slower for one that keeps failing, so that it
    /// neither fills the log nor takes the processor from the others; never so slow that an
    /// operator who repaired the cause waits long.
    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30));

    /// A process that was up for so long has recovered: its next end counts as a first one.
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    /// The exit code of a service whose configuration cannot work (EX_CONFIG): trying again changes
    /// nothing, unless what it missed was on its way.
    private static final int CONFIGURATION = 78;

    private static final int CONFIGURATION_ATTEMPTS = 5;

    private int ends;
    private int refusals;

    /// @param up how long the process was ready; zero if it never was
    Decision after(int exitCode, Duration up) {
        if (up.compareTo(RECOVERED) >= 0) {
            ends = 0;
        }
        refusals = exitCode == CONFIGURATION && up.isZero() ? refusals + 1 : 0;
        if (refusals >= CONFIGURATION_ATTEMPTS) {
            return new Decision.GiveUp();
        }
        Duration delay = DELAYS.get(Math.min(ends, DELAYS.size() - 1));
        ends++;
        return new Decision.Again(delay);
    }

    /// What to do about an end.
    sealed interface Decision {
        record Again(Duration delay) implements Decision {}

        record GiveUp() implements Decision {}
    }
}
