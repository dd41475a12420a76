package croft.edge;

import croft.edge.exchange.BackendHealth;
import croft.edge.exchange.Exchanges;
import croft.edge.exchange.Frontier;
import croft.edge.exchange.SharedCache;
import croft.edge.exchange.Traffic;
import croft.edge.limit.Limits;
import croft.edge.listener.Listener;
import croft.edge.listener.ListenerLimits;
import croft.edge.listener.ProtocolLimits;
import croft.edge.listener.Transport;
import croft.edge.log.AccessLog;
import croft.edge.logfile.LineWriter;
import croft.edge.outage.OutageNews;
import croft.edge.route.Routes;
import croft.edge.serving.EdgeName;
import croft.edge.serving.ServingProof;
import croft.edge.store.Compression;
import croft.edge.store.Memory;
import croft.edge.store.Purge;
import croft.edge.store.Store;
import croft.edge.tls.Certificates;
import croft.edge.upstream.UpstreamPool;
import croft.edge.upstream.UpstreamSettings;
import croft.edge.vault.CertificateVault;
import croft.edge.vault.ChallengeAnswers;
import croft.edge.vault.ServingRecords;
import croft.edge.warmup.WarmUp;
import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.EdgePolicy;
import croft.platform.declaration.EdgeProfile;
import croft.platform.journal.Database;
import croft.platform.journal.EventHandler;
import croft.platform.journal.JournalReader;
import croft.platform.journal.ReaderName;
import croft.platform.journal.RecordedEvent;
import croft.platform.secret.Seal;
import croft.platform.service.LiveDeclaration;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge, put together: what one process holds from its start to its end.
///
/// It needs nobody to start: certificates come from the local copy until the database answers,
/// backends are looked up when a request wants them.
final class Edge implements AutoCloseable {
    /// How often it is asked whether the session-ticket keys have served their time.
    private static final int TICKET_CHECK_MINUTES = 10;

    /// What a crash may forget of a day's bandwidth.
    private static final int BANDWIDTH_STORED_SECONDS = 30;

    /// What is stored in these cases is other than what is in use.
    private static final Set<String> CHANGES =
            Set.of("certificate.stored", "certificate.withdrawn");

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    final Traffic traffic = new Traffic();
    final BackendHealth backends = new BackendHealth();
    final Certificates certificates;
    final CertificateVault vault;
    final Listener listener;
    final SharedCache cache;
    final LineWriter lines;
    final Limits limits;
    final ServingProof serving;
    final AtomicReference<Routes> routes = new AtomicReference<>(Routes.NONE);

    private final ChallengeAnswers challenges;
    private final AccessLog log;
    private final BandwidthFile bandwidth;
    private final Compression compression;
    private final Transport transport;
    private final Map<EventLoop, UpstreamPool> pools = new HashMap<>();
    private final JournalReader journal;
    private final OutageNews outages;

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
        challenges = new ChallengeAnswers(database, seal);

        EdgePolicy policy = declaration.current().edge();
        Memory memory = Memory.of(policy.cacheMemory().bytes(), policy.largestObject().bytes());
        Store store = Store.create(memory, clock);
        compression = Compression.start(store, memory);
        cache = new SharedCache(store, memory, compression);
        declaration.onChange(now -> routes.set(Routes.of(now, settings.backends())));
        limits = Limits.create(System::nanoTime, clock);
        bandwidth = new BandwidthFile(limits.bandwidth(), state.resolve("bandwidth"));
        bandwidth.load();
        declaration.onChange(now -> limits.follow(now.edge().visitors()));

        transport = Transport.start(loops(policy.profile()));
        lines = LineWriter.start(policy.accessLog(), state.resolve("access-log"), clock);
        log = new AccessLog(transport.loops(), lines, clock);
        declaration.onChange(now -> use(now.edge().accessLog()));
        Frontier.Ledger ledger = new Frontier.Ledger(traffic, backends, clock);
        Map<EventLoop, Exchanges> exchanges = new HashMap<>();
        for (EventLoop loop : transport.loops()) {
            UpstreamPool pool = UpstreamPool.create(loop, UpstreamSettings.DEFAULT);
            pools.put(loop, pool);
            exchanges.put(
                    loop,
                    new Frontier(
                            routes::get,
                            pool,
                            settings.publicHttpsPort(),
                            ledger,
                            cache,
                            peer -> declaration.current().edge().mayPurge(peer),
                            challenges::keyAuthorization));
        }
        listener =
                new Listener(
                        transport,
                        certificates,
                        challenges,
                        exchanges,
                        log,
                        ListenerLimits.DEFAULT,
                        ProtocolLimits.DEFAULT,
                        limits);
        try {
            listener.bind(settings.doors());
        } catch (RuntimeException e) {
            transport.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
            lines.close();
            throw e;
        }
        if (settings.warmUp().isPositive()) {
            // the ports are open: who comes now waits instead of being refused
            WarmUp.Report warm = WarmUp.run(transport, settings.warmUp(), clock);
            LOG.info("warm after {} ms, {} rounds", warm.took().toMillis(), warm.rounds());
        }
        listener.accept();
        EdgeName name =
                settings.name().orElseGet(() -> EdgeName.keptIn(state.resolve("edge-name")));
        serving =
                ServingProof.start(
                        listener, certificates, new ServingRecords(database, name.value()), clock);
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
        transport
                .group()
                .scheduleAtFixedRate(
                        () -> Thread.startVirtualThread(bandwidth::store),
                        BANDWIDTH_STORED_SECONDS,
                        BANDWIDTH_STORED_SECONDS,
                        TimeUnit.SECONDS);
        journal =
                JournalReader.start(
                        database,
                        new ReaderName("edge"),
                        JournalReader.Start.AT_HEAD,
                        new News(),
                        clock);
        outages = OutageNews.start(backends, declaration::current, database, clock);
    }

    private static int loops(EdgeProfile profile) {
        return switch (profile) {
            case DEFAULT -> Runtime.getRuntime().availableProcessors();
            case SMALL -> 1;
        };
    }

    private void use(AccessLogPolicy policy) {
        lines.use(policy);
        log.use(policy);
    }

    /// Lets what is under way finish, then stops. Each exchange has left its line by then.
    @Override
    public void close() {
        outages.close();
        journal.close();
        serving.close();
        listener.drain();
        challenges.close();
        pools.forEach((loop, pool) -> loop.execute(pool::close));
        transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        log.handOver();
        lines.close();
        compression.close();
        bandwidth.store();
    }

    /// What the journal says, put to use: certificates that have changed are loaded, what a
    /// publication has changed is not served again without a question
    /// (docs/contracts/surrogate-keys.md).
    private final class News implements EventHandler {
        @Override
        public void handle(RecordedEvent recorded) throws Exception {
            String kind = recorded.event().kind();
            if (CHANGES.contains(kind)) {
                load();
            } else if (!kind.startsWith("certificate.") && !recorded.event().keys().isEmpty()) {
                int met =
                        cache.purge(
                                new Purge.Keys(
                                        Set.copyOf(recorded.event().keys()),
                                        Optional.empty(),
                                        true));
                LOG.info(
                        "{} {}: {} stored answers are out of date",
                        kind,
                        recorded.event().subject(),
                        met);
            }
        }

        /// Nobody knows what has changed.
        @Override
        public void lost() throws Exception {
            cache.purge(new Purge.Everything(false));
            load();
        }

        private void load() throws SQLException {
            vault.load();
            serving.changed();
        }
    }
}
