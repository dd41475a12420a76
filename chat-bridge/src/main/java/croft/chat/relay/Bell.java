package croft.chat.relay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread. Rings before it waits count as one.
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Returns when it was rung since the last time, after `longest` at the latest.
    void await(Duration longest) throws InterruptedException {
        if (rung.tryAcquire(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
