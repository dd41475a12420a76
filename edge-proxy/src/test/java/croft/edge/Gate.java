package croft.edge;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Holds up whoever comes to it, such as a backend that is to answer later, until it is opened.
final class Gate {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch latch;

    Gate() {
        this(1);
    }

    /// @param times how often it must be opened
    Gate(int times) {
        latch = new CountDownLatch(times);
    }

    void open() {
        latch.countDown();
    }

    /// Waits until it is open; fails after 30 seconds.
    void pass() throws IOException {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody has opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
