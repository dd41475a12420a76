package croft.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// Waits for what other threads bring about.
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Eventually() {}

    public static <E extends Exception> void until(Condition<E> condition) throws E {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// What is waited for.
    ///
    /// @param <E> what looking may throw; nothing, if that is nothing checked
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }
}
