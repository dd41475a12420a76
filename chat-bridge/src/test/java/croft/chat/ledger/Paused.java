package croft.chat.ledger;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waiting for something that another thread or process is about to do.
final class Paused {
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

    private Paused() {}

    /// Between two looks.
    static void briefly() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(5);
    }

    /// Returns when `condition` holds; fails after a minute.
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within a minute: " + what);
            }
            briefly();
        }
    }
}
