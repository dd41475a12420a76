package croft.chat.mattermost.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands until it is moved.
public final class Clock implements InstantSource {
    private final AtomicLong millis = new AtomicLong(1_790_000_000_000L);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    public void add(long more) {
        millis.addAndGet(more);
    }
}
