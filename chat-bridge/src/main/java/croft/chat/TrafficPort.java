package croft.chat;

import croft.platform.service.CannotStart;
import croft.platform.service.Listeners;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.Variables;
import croft.platform.traffic.Handler;
import croft.platform.traffic.Limits;
import croft.platform.traffic.Reception;
import croft.platform.traffic.Request;
import croft.platform.traffic.Status;
import croft.platform.traffic.TrafficServer;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The port that others than the launcher speak to: chat servers that call back, and the edge for
/// sites. It is open while there is somebody to answer there.
@Singleton
@Requires(beans = ServiceEnvironment.class)
final class TrafficPort {
    private final Listeners listeners;
    private final InstantSource clock;
    private volatile Optional<Handler> calls = Optional.empty();
    private volatile Map<String, Handler> sites = Map.of();
    private @Nullable TrafficServer server;

    TrafficPort(Variables variables, InstantSource clock) {
        this.listeners = Listeners.of(variables);
        this.clock = clock;
    }

    int number() {
        return listeners.addresses().getFirst().getPort();
    }

    /// Who answers what is asked of no site.
    synchronized void calls(Optional<Handler> handler) {
        calls = handler;
        adapt();
    }

    /// Who answers for sites, by their hosts: nothing else is to be had by these names.
    synchronized void sites(Map<String, Handler> handlers) {
        sites = Map.copyOf(handlers);
        adapt();
    }

    private void adapt() {
        if (calls.isEmpty() && sites.isEmpty()) {
            close();
        } else if (server == null) {
            try {
                server =
                        TrafficServer.start(
                                listeners.addresses(), Limits.DEFAULT, this::receive, clock);
            } catch (TrafficServer.CannotListen e) {
                throw CannotStart.listening("CROFT_PORT", e.address(), e);
            }
        }
    }

    private Reception receive(Request request) {
        Handler site = sites.get(request.host());
        if (site != null) {
            return site.receive(request);
        }
        return calls.map(handler -> handler.receive(request))
                .orElseGet(() -> new Reception.Refused(Handler.plain(Status.NOT_FOUND), false));
    }

    @PreDestroy
    synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
