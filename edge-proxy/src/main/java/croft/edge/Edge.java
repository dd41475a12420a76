package croft.edge;

import croft.edge.exchange.BackendHealth;
import croft.edge.exchange.Exchanges;
import croft.edge.exchange.Frontier;
import croft.edge.exchange.Traffic;
import croft.edge.listener.Listener;
import croft.edge.listener.ListenerLimits;
import croft.edge.listener.Transport;
import croft.edge.route.Routes;
import croft.edge.store.Memory;
import croft.edge.store.Store;
import croft.edge.tls.Certificates;
import croft.edge.upstream.UpstreamPool;
import croft.edge.upstream.UpstreamSettings;
import croft.edge.vault.CertificateVault;
import croft.platform.declaration.EdgePolicy;
import croft.platform.journal.Database;
import croft.platform.journal.EventHandler;
import croft.platform.journal.JournalReader;
import croft.platform.journal.ReaderName;
import croft.platform.journal.RecordedEvent;
import croft.platform.secret.Seal;
import croft.platform.service.LiveDeclaration;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The edge, put together: what one process holds from its start to its end.
///
/// It needs nobody to start: certificates come from the local copy until the database answers,
/// backends are looked up when a request wants them.
final class Edge implements AutoCloseable {
    /// How often it is asked whether the session-ticket keys have served their time.
    private static final int TICKET_CHECK_MINUTES = 10;

    final Traffic traffic = new Traffic();
    final BackendHealth backends = new BackendHealth();
    final Certificates certificates;
    final CertificateVault vault;
    final Listener listener;
    final Store store;
    final AtomicReference<Routes> routes = new AtomicReference<>(Routes.NONE);

    private final Transport transport;
    private final Map<EventLoop, UpstreamPool> pools = new HashMap<>();
    private final JournalReader journal;

    Edge(
            EdgeSettings settings,
            Path state,
            Database database,
            Seal seal,
            LiveDeclaration declaration,
            InstantSource clock) {
        certificates = new Certificates(clock.instant());
        vault = new CertificateVault(database, state.resolve("certificates"), seal, certificates);
        vault.loadCopy();

        EdgePolicy policy = declaration.current().edge();
        store =
                Store.create(
                        Memory.of(policy.cacheMemory().bytes(), policy.largestObject().bytes()),
                        clock);
        declaration.onChange(now -> routes.set(Routes.of(now, settings.staticSite())));

        transport = Transport.start(Runtime.getRuntime().availableProcessors());
        Frontier.Ledger ledger = new Frontier.Ledger(traffic, backends, clock);
        Map<EventLoop, Exchanges> exchanges = new HashMap<>();
        for (EventLoop loop : transport.loops()) {
            UpstreamPool pool = UpstreamPool.create(loop, UpstreamSettings.DEFAULT);
            pools.put(loop, pool);
            exchanges.put(
                    loop, new Frontier(routes::get, pool, settings.publicHttpsPort(), ledger));
        }
        listener = new Listener(transport, certificates, exchanges, ListenerLimits.DEFAULT);
        try {
            listener.open(settings.doors());
        } catch (RuntimeException e) {
            transport.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
        transport
                .group()
                .scheduleAtFixedRate(
                        // on a thread of its own: it waits while certificates are being replaced
                        () ->
                                Thread.startVirtualThread(
                                        () -> certificates.rotateTicketKeys(clock.instant())),
                        TICKET_CHECK_MINUTES,
                        TICKET_CHECK_MINUTES,
                        TimeUnit.MINUTES);
        journal =
                JournalReader.start(
                        database,
                        new ReaderName("edge"),
                        JournalReader.Start.AT_HEAD,
                        new CertificateEvents(),
                        clock);
    }

    /// Lets what is under way finish, then stops.
    @Override
    public void close() {
        journal.close();
        listener.drain();
        pools.forEach((loop, pool) -> loop.execute(pool::close));
        transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// Loads certificates when the journal says that they have changed.
    private final class CertificateEvents implements EventHandler {
        @Override
        public void handle(RecordedEvent recorded) throws Exception {
            if (recorded.event().kind().startsWith("certificate.")) {
                vault.load();
            }
        }

        @Override
        public void lost() throws Exception {
            vault.load();
        }
    }
}
