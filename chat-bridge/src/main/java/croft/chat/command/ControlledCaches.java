package croft.chat.command;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// Caches as edge-proxy's control API has them, of every edge.
///
/// @param ports one each, at least one
public record ControlledCaches(List<ControlPort> ports) implements Caches {
    public ControlledCaches {
        ports = List.copyOf(ports);
    }

    @Override
    public long purge(URI url) throws Unfulfilled, InterruptedException {
        long purged = 0;
        for (ControlPort port : ports) {
            purged +=
                    port.post("/control/cache/purge", Map.of("url", url.toString()))
                            .get("purged")
                            .number();
        }
        return purged;
    }
}
