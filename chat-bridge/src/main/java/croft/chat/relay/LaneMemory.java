package croft.chat.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is remembered of one lane while the process lives. Any thread.
final class LaneMemory {
    /// What comes late comes in bursts: it is told of when no more came for so long.
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private long refusedSeq = -1;
    private int refusals;
    private boolean silenced;
    private @Nullable Instant lastLate;

    /// @param start from when on something may have come late that nobody was told of
    LaneMemory(Instant start) {
        lastLate = start;
    }

    /// Counts that the server refused this delivery.
    ///
    /// @return how often it did, of late
    synchronized int refused(long seq) {
        refusals = seq == refusedSeq ? refusals + 1 : 1;
        refusedSeq = seq;
        return refusals;
    }

    /// Something arrived.
    synchronized void sent(Instant now, boolean late) {
        silenced = false;
        if (late) {
            lastLate = now;
        }
    }

    /// Not even a notice is taken there: no more of them, until something arrives.
    synchronized void silence() {
        silenced = true;
    }

    synchronized boolean silenced() {
        return silenced;
    }

    /// Whether it is time to tell what came late; true once.
    synchronized boolean settled(Instant now) {
        Optional<Instant> late = Optional.ofNullable(lastLate);
        boolean settled =
                late.isPresent()
                        // A clock that was set back does not keep it waiting.
                        && Duration.between(late.get(), now).abs().compareTo(SETTLED) >= 0;
        if (settled) {
            lastLate = null;
        }
        return settled;
    }
}
