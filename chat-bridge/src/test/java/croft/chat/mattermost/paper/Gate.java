package croft.chat.mattermost.paper;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A place in the server's work that is shut for the next who comes.
public final class Gate {
    private static final int PATIENCE_SECONDS = 60;
    private final CountDownLatch come = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate() {}

    void come() throws InterruptedException {
        come.countDown();
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a gate that nobody opened");
        }
    }

    /// Returns when somebody waits before it.
    public void awaitSomebody() throws InterruptedException {
        if (!come.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came to the gate");
        }
    }

    public void open() {
        open.countDown();
    }
}
