package croft.platform.traffic;

import java.util.function.Consumer;

/// What one open page is told, for as long as it is open (server-sent events of HTML's standard).
public interface EventStream {
    /// Begins.
    ///
    /// @param listener takes whole messages, on any thread
    void open(Consumer<String> listener);

    /// Nobody listens any more. Any number of times, on any thread, also before it was opened.
    void close();
}
