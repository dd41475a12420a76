package croft.edge;

import croft.edge.exchange.BackendHealth;
import croft.edge.exchange.Exchanges;
import croft.edge.exchange.Frontier;
import croft.edge.exchange.KeyAuthorizations;
import croft.edge.exchange.SharedCache;
import croft.edge.exchange.Traffic;
import croft.edge.limit.Limits;
import croft.edge.listener.Doors;
import croft.edge.listener.Listener;
import croft.edge.listener.ListenerLimits;
import croft.edge.listener.ProtocolLimits;
import croft.edge.listener.Transport;
import croft.edge.log.AccessLog;
import croft.edge.log.Outlet;
import croft.edge.route.Backends;
import croft.edge.route.Routes;
import croft.edge.store.Compression;
import croft.edge.store.Memory;
import croft.edge.store.Store;
import croft.edge.tls.Certificates;
import croft.edge.tls.ChallengeCertificates;
import croft.edge.tls.TestCertificate;
import croft.edge.upstream.UpstreamPool;
import croft.edge.upstream.UpstreamSettings;
import croft.house.wire.FreePort;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.service.CannotStart;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// An edge on two loopback ports: all of it but the database and the declaration's file.
final class TestEdge implements AutoCloseable {
    static final int LOOPS = 2;
    private static final int TRIES = 20;
    private static final long MEMORY = 32 << 20;

    final Traffic traffic = new Traffic();
    final BackendHealth backends = new BackendHealth();
    final Certificates certificates = new Certificates(Instant.EPOCH);
    final Memory memory;
    final Store store;
    final SharedCache cache;
    private final Compression compression;
    final AtomicBoolean purges = new AtomicBoolean();
    volatile Predicate<InetAddress> purgesFrom = _ -> false;

    volatile KeyAuthorizations authorizations = KeyAuthorizations.NONE;
    volatile ChallengeCertificates proofs = ChallengeCertificates.NONE;

    /// What the limits take for the time, in nanoseconds: stands still until a test moves it.
    final AtomicLong nanos = new AtomicLong();

    /// Where they read it.
    volatile LongSupplier ticker = nanos::get;

    final Limits visitors;
    final Listener listener;
    final Doors doors;
    final AccessLog log;

    private final Transport transport = Transport.start(LOOPS);
    private final Map<EventLoop, Exchanges> exchanges = new HashMap<>();
    private final Map<EventLoop, UpstreamPool> pools = new HashMap<>();
    private final AtomicReference<Routes> routes = new AtomicReference<>(Routes.NONE);

    TestEdge(ListenerLimits limits) {
        this(limits, InstantSource.system(), MEMORY, UpstreamSettings.DEFAULT);
    }

    TestEdge(ListenerLimits limits, InstantSource clock, long memory, UpstreamSettings upstream) {
        this(limits, ProtocolLimits.DEFAULT, clock, memory, upstream);
    }

    TestEdge(
            ListenerLimits limits,
            ProtocolLimits protocols,
            InstantSource clock,
            long memory,
            UpstreamSettings upstream) {
        this(limits, protocols, clock, memory, upstream, new Nowhere());
    }

    /// @param outlet where its access log goes once it is told to write one
    TestEdge(
            ListenerLimits limits,
            InstantSource clock,
            long memory,
            UpstreamSettings upstream,
            Outlet outlet) {
        this(limits, ProtocolLimits.DEFAULT, clock, memory, upstream, outlet);
    }

    private TestEdge(
            ListenerLimits limits,
            ProtocolLimits protocols,
            InstantSource clock,
            long memory,
            UpstreamSettings upstream,
            Outlet outlet) {
        log = new AccessLog(transport.loops(), outlet, clock);
        visitors = Limits.create(() -> ticker.getAsLong(), clock);
        Frontier.Ledger ledger = new Frontier.Ledger(traffic, backends, clock);
        this.memory = Memory.of(memory, memory / 16);
        store = Store.create(this.memory, clock);
        compression = Compression.start(store, this.memory);
        cache = new SharedCache(store, this.memory, compression);
        for (EventLoop loop : transport.loops()) {
            UpstreamPool pool = UpstreamPool.create(loop, upstream);
            pools.put(loop, pool);
            exchanges.put(
                    loop,
                    new Frontier(
                            routes::get,
                            pool,
                            443,
                            ledger,
                            cache,
                            peer -> purges.get() || purgesFrom.test(peer),
                            token -> authorizations.find(token)));
        }
        listener = listener(limits, protocols);
        doors = open();
    }

    private Listener listener(ListenerLimits limits, ProtocolLimits protocols) {
        return new Listener(
                transport,
                certificates,
                name -> proofs.find(name),
                exchanges,
                log,
                limits,
                protocols,
                visitors);
    }

    /// The same edge on other ports, too; whoever asks for them drains them.
    Listener another(Doors others) {
        Listener another = listener(ListenerLimits.DEFAULT, ProtocolLimits.DEFAULT);
        another.open(others);
        return another;
    }

    /// An edge that forwards these hosts to one backend, each with a certificate of its own.
    static TestEdge forwarding(Origin backend, String... hosts) {
        TestEdge edge = new TestEdge(ListenerLimits.DEFAULT);
        edge.forward(backend, hosts);
        return edge;
    }

    void forward(Origin backend, String... hosts) {
        forward(backend, CachePolicy.of(CachePolicy.Preset.APP), hosts);
    }

    void forward(Origin backend, CachePolicy policy, String... hosts) {
        forward(Arrays.stream(hosts).map(host -> site(host, backend, policy)).toList());
    }

    /// Takes new sites into use, as a changed croft.yml does, each with a new certificate.
    void forward(List<Site> sites) {
        certify(sites.stream().map(site -> site.host().value()).toArray(String[]::new));
        serve(
                new Declaration(
                        Optional.empty(),
                        new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                        sites));
    }

    static Site site(String host, Origin backend, CachePolicy policy) {
        return new Site(new HostName(host), List.of(), new Serving.Proxy(backend), policy);
    }

    /// Takes the sites of a declaration into use; none of them is a folder.
    void serve(Declaration declaration) {
        routes.set(
                Routes.of(
                        declaration,
                        new Backends(
                                new Origin("127.0.0.1", 1),
                                new Origin("127.0.0.1", 1),
                                new Origin("127.0.0.1", 1))));
    }

    /// Takes new certificates into use, one for each host.
    void certify(String... hosts) {
        certificates.replace(Arrays.stream(hosts).map(TestCertificate::of).toList());
    }

    /// The ports are free when they are asked for; another process may be quicker.
    private Doors open() {
        for (int i = 1; true; i++) {
            Doors free =
                    new Doors(
                            List.of(InetAddress.getLoopbackAddress()),
                            FreePort.next(),
                            FreePort.next());
            try {
                listener.open(free);
                return free;
            } catch (CannotStart e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    Socket plain() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), doors.http());
    }

    /// How long a drain takes.
    Duration drain() {
        Instant begun = Instant.now();
        listener.drain();
        return Duration.between(begun, Instant.now());
    }

    boolean isClosed() {
        return transport.group().isShuttingDown();
    }

    /// Ends it; returns when no thread of it is left.
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        pools.forEach((loop, pool) -> loop.execute(pool::close));
        transport.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        log.handOver();
        compression.close();
        store.clear();
    }

    /// Nobody reads it.
    private static final class Nowhere implements Outlet {
        @Override
        public byte[] empty() {
            return new byte[SIZE];
        }

        @Override
        public boolean offer(Batch batch) {
            return true;
        }

        @Override
        public void lost(int lines) {}
    }
}
