package croft.chat.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes as the test says; with the real one, if it is not told anything else.
final class TestClock implements InstantSource {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final boolean stands;
    private final Instant start = Instant.now();

    private TestClock(boolean stands) {
        this.stands = stands;
    }

    /// One that stands until it is moved.
    static TestClock standing() {
        return new TestClock(true);
    }

    /// One that goes, and can be moved besides.
    static TestClock going() {
        return new TestClock(false);
    }

    /// Moves it; back, if that is negative.
    void move(Duration by) {
        offset.updateAndGet(o -> o.plus(by));
    }

    @Override
    public Instant instant() {
        return (stands ? start : Instant.now()).plus(offset.get());
    }
}
