package croft.edge.warmup;

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
import croft.edge.upstream.UpstreamPool;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.AddressRange;
import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.VisitorPolicy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One warm-up of an edge: a second edge on the same event loops, with a site, a certificate, a
/// store and counters of its own, on a port that only this machine sees, is visited until its time
/// is over or it does not get faster any more. Blocks the thread that starts the edge.
///
/// What matters is that the code is loaded and compiled. A warm-up that fails says so and is over;
/// no edge stays down for it.
public final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /// A name that exists nowhere (RFC 2606 §2).
    private static final HostName HOST = new HostName("warm-up.invalid");

    /// Handshakes of each kind in a round, side by side.
    private static final int HANDSHAKES = 4;

    /// How often a connection of a round sends its batch.
    private static final int BATCHES = 4;

    private static final int PIPELINED = 16;
    private static final int STREAMS = 32;
    private static final int PASSED = 4;

    /// Rounds without a better one before them, after which nothing is to be expected any more.
    private static final int FRUITLESS = 30;

    /// A round is better if it takes this much less than the best, in hundredths.
    private static final int BETTER = 5;

    /// Who visits itself may do so as often as it likes.
    private static final VisitorPolicy EVERYBODY =
            new VisitorPolicy(
                    VisitorPolicy.Limits.DEFAULT,
                    List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1")),
                    List.of(),
                    List.of(),
                    List.of());

    private static final long MEMORY = Memory.SMALLEST;
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(5);

    private final Transport transport;
    private final InstantSource clock;
    private final ChannelFactory<? extends Channel> client;
    private final OwnBackend backend;
    private final Store store;
    private final Compression compression;
    private final Map<EventLoop, UpstreamPool> pools = new HashMap<>();
    private final AccessLog log;
    private final Listener listener;
    private final InetSocketAddress door;
    private final SslContext http1;
    private final SslContext http2;

    private WarmUp(Transport transport, InstantSource clock)
            throws GeneralSecurityException, SSLException {
        this.transport = transport;
        this.clock = clock;
        client = Epoll.isAvailable() ? EpollSocketChannel::new : NioSocketChannel::new;
        http1 = client(Certificates.HTTP_1_1);
        http2 = client(Certificates.H2);
        Certificates certificates = new Certificates(clock.instant());
        certificates.replace(List.of(OwnCertificate.of(HOST)));
        Memory memory = Memory.of(MEMORY, MEMORY / 2);
        store = Store.create(memory, clock);
        compression = Compression.start(store, memory);
        SharedCache cache = new SharedCache(store, memory, compression);
        Frontier.Ledger ledger = new Frontier.Ledger(new Traffic(), new BackendHealth(), clock);
        backend = OwnBackend.start(transport.group(), transport.server());
        Routes routes = routes(backend.port());
        Map<EventLoop, Exchanges> exchanges = new HashMap<>();
        for (EventLoop loop : transport.loops()) {
            UpstreamPool pool = UpstreamPool.create(loop, UpstreamSettings.DEFAULT);
            pools.put(loop, pool);
            exchanges.put(
                    loop,
                    new Frontier(
                            () -> routes,
                            pool,
                            443,
                            ledger,
                            cache,
                            _ -> false,
                            KeyAuthorizations.NONE));
        }
        log = new AccessLog(transport.loops(), new Nowhere(), clock);
        Limits unlimited = Limits.create(() -> 0, clock);
        unlimited.follow(EVERYBODY);
        listener =
                new Listener(
                        transport,
                        certificates,
                        ChallengeCertificates.NONE,
                        exchanges,
                        log,
                        ListenerLimits.DEFAULT,
                        ProtocolLimits.DEFAULT,
                        unlimited);
        try {
            listener.open(new Doors(List.of(InetAddress.getLoopbackAddress()), 0, 0));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        door = listener.addresses().getFirst();
    }

    /// Warms up the code that serves visitors, for so long at most and a round.
    public static Report run(Transport transport, Duration limit, InstantSource clock) {
        Instant begun = clock.instant();
        int rounds = 0;
        try (WarmUp warmUp = new WarmUp(transport, clock)) {
            rounds = warmUp.rounds(begun.plus(limit));
        } catch (GeneralSecurityException
                | SSLException
                | ExecutionException
                | TimeoutException
                | RuntimeException e) {
            LOG.warn("no warm-up: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Report(rounds, Duration.between(begun, clock.instant()));
    }

    /// Goes round until it is late, once in any case: the first round loads what later ones
    /// compile.
    ///
    /// @return how many there were
    private int rounds(Instant end)
            throws InterruptedException, ExecutionException, TimeoutException {
        long best = Long.MAX_VALUE;
        int fruitless = 0;
        int rounds = 0;
        Instant now = clock.instant();
        do {
            round();
            rounds++;
            Instant then = clock.instant();
            long took = Duration.between(now, then).toNanos();
            if (took < best - best / 100 * BETTER) {
                best = took;
                fruitless = 0;
            } else {
                fruitless++;
            }
            now = then;
        } while (now.isBefore(end) && fruitless < FRUITLESS);
        return rounds;
    }

    private void round() throws InterruptedException, ExecutionException, TimeoutException {
        String host = HOST.value();
        List<CompletableFuture<Integer>> visits = new ArrayList<>();
        for (int i = 0; i < HANDSHAKES; i++) {
            visits.add(visit(http1, false, new Http1Batch(host, "/kept", 1), 1));
            visits.add(visit(http2, true, new Http2Batch(host, "/kept", 1), 1));
        }
        visits.add(visit(http1, true, new Http1Batch(host, "/kept", PIPELINED), BATCHES));
        visits.add(visit(http2, true, new Http2Batch(host, "/kept", STREAMS), BATCHES));
        visits.add(visit(http1, true, new Http1Batch(host, OwnBackend.PASSED, PASSED), BATCHES));
        visits.add(visit(http2, true, new Http2Batch(host, OwnBackend.PASSED, PASSED), BATCHES));
        CompletableFuture.allOf(visits.toArray(CompletableFuture[]::new))
                .get(LONGEST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Integer> visit(
            SslContext tls, boolean resumes, OwnVisitor.Batch batch, int times) {
        return OwnVisitor.send(
                transport.group(), client, door, tls, HOST.value(), resumes, batch, times);
    }

    /// Lets go of everything; nothing of it is left in the edge.
    @Override
    public void close() {
        listener.drain();
        pools.forEach((loop, pool) -> loop.submit(pool::close).awaitUninterruptibly());
        log.end();
        backend.close();
        compression.close();
        store.clear();
    }

    private static SslContext client(String protocol) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .protocols("TLSv1.3")
                .applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                protocol))
                .build();
    }

    private static Routes routes(int port) {
        Origin origin = new Origin("127.0.0.1", port);
        Site site =
                new Site(
                        HOST,
                        List.of(),
                        new Serving.Proxy(origin),
                        CachePolicy.of(CachePolicy.Preset.APP));
        return Routes.of(
                new Declaration(
                        Optional.empty(),
                        new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                        List.of(site)),
                new Backends(origin, origin, origin));
    }

    /// Takes no lines: none are ever written, as nobody says how.
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

    /// What a warm-up came to.
    ///
    /// @param rounds each of some handshakes and some hundred requests; 0 if it failed
    /// @param took from its begin to its end
    public record Report(int rounds, Duration took) {}
}
