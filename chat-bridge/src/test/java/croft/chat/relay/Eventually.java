package croft.chat.relay;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waits for what other threads are about to do.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    /// Returns when `condition` holds; fails after 30 seconds.
    public static void eventually(String what, Callable<Boolean> condition) throws Exception {
        within(DEADLINE, what, condition);
    }

    /// Returns when `condition` holds; fails after `deadline`.
    public static void within(Duration deadline, String what, Callable<Boolean> condition)
            throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline + ": " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
