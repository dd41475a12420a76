package croft.edge;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The time that a slow peer takes between two octets: what makes it slow, nothing to wait for.
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
