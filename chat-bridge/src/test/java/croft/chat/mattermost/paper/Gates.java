package croft.chat.mattermost.paper;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a test holds the server's work back.
final class Gates {
    private final Map<String, Gate> shut = new HashMap<>();

    synchronized Gate shut(String name) {
        Gate gate = new Gate();
        shut.put(name, gate);
        return gate;
    }

    /// Waits if this one is shut. Only the first that comes does.
    void pass(String name) throws InterruptedException {
        @Nullable Gate gate;
        synchronized (this) {
            gate = shut.remove(name);
        }
        if (gate != null) {
            gate.come();
        }
    }
}
