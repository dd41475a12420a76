package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.platform.traffic.TrafficServer;
import croft.wiki.graph.Change;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The wikis on the traffic port, with what they hold in memory.
///
/// Starting and closing wait; they are called from the main thread or a shutdown hook.
public final class WikiServer implements AutoCloseable {
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Responder responder;
    private final TrafficServer server;

    private WikiServer(
            List<InetSocketAddress> addresses,
            WikiLimits limits,
            Supplier<Wikis> wikis,
            InstantSource clock)
            throws TrafficServer.CannotListen {
        this.responder = new Responder(limits, wikis, virtualThreads, clock);
        this.server =
                TrafficServer.start(
                        addresses, limits.traffic(), new WikiHandler(wikis, responder), clock);
    }

    /// Listens on `addresses` until closed.
    ///
    /// @param wikis asked for each request
    /// @throws TrafficServer.CannotListen if one of the addresses cannot be listened on; then none
    ///   is
    public static WikiServer start(
            List<InetSocketAddress> addresses,
            WikiLimits limits,
            Supplier<Wikis> wikis,
            InstantSource clock)
            throws TrafficServer.CannotListen {
        return new WikiServer(addresses, limits, wikis, clock);
    }

    /// To be called when a change of a wiki is known, and before anybody else is told of it. Does
    /// not wait.
    public void changed(HostName host, Change change) {
        responder.changed(host, change);
    }

    /// Where it listens, with the ports chosen by the system where 0 was asked for.
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /// Takes no more connections, lets answers under way end, and stops.
    @Override
    public void close() {
        server.close();
        virtualThreads.shutdownNow();
    }
}
