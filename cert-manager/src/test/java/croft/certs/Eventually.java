package croft.certs;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waits for what another thread is about to do.
public final class Eventually {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(30);

    private Eventually() {}

    /// Returns when `condition` holds; fails after 30 seconds.
    public static void eventually(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s: " + what);
            }
            Thread.onSpinWait();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
