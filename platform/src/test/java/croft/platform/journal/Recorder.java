package croft.platform.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A handler that remembers, and fails as often as it is told to.
final class Recorder implements EventHandler {
    final List<RecordedEvent> events = new CopyOnWriteArrayList<>();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public void handle(RecordedEvent event) {
        if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("the handler cannot");
        }
        events.add(event);
    }

    @Override
    public void lost() {
        lost.incrementAndGet();
    }

    List<String> subjects() {
        return events.stream().map(e -> e.event().subject()).toList();
    }
}
