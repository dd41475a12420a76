package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.RawBackend;
import croft.edge.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// More pages, and more variants of one, than there is room for: memory stays within its bound all
/// the time.
@Timeout(180)
class FloodTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final int MEBIBYTE = 1 << 20;
    private static final int MEMORY = 8 * MEBIBYTE;
    private static final int URLS = 100_000;
    private static final int VISITORS = 4;

    /// What Netty's own buffers may come to beside the store: for a few connections, its arenas.
    private static final long BESIDE = 64L * MEBIBYTE;

    @Test
    void aHundredThousandUrlsStayWithinTheBound() throws Exception {
        try (RawBackend backend = new RawBackend((connection, _) -> echo(connection));
                TestEdge edge =
                        new TestEdge(
                                ListenerLimits.DEFAULT,
                                new TestClock(),
                                MEMORY,
                                UpstreamSettings.DEFAULT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            edge.forward(backend.origin(), CachedSite.HOST);
            Watch watch = new Watch(edge);
            Future<?> watching = threads.submit(watch);
            List<Future<?>> visitors = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                int share = i;
                visitors.add(
                        threads.submit(() -> {
                            if (share % 2 == 0) {
                                overHttp1(edge, share);
                            } else {
                                overHttp2(edge, share);
                            }
                            return null;
                        }));
            }
            for (Future<?> each : visitors) {
                each.get(150, TimeUnit.SECONDS);
            }
            watch.over = true;
            watching.get(30, TimeUnit.SECONDS);
            System.out.println(
                    URLS
                            + " URLs in a cache of "
                            + MEMORY
                            + ": "
                            + watch
                            + ", "
                            + edge.store.statistics());
            assertThat(watch.used).isLessThanOrEqualTo(MEMORY);
            assertThat(watch.held).isLessThanOrEqualTo(MEMORY);
            assertThat(watch.direct - watch.directBefore).isLessThan(MEMORY + BESIDE);
            assertThat(edge.store.statistics().evictions()).isPositive();
            assertThat(edge.cache.fetches()).isZero();
            for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
                try (Visitor visitor = protocol.visit(edge, CachedSite.HOST)) {
                    // one among so many is let in once it has been asked for more than others
                    Eventually.until(() -> {
                        Reply reply = visitor.get("/after");
                        assertThat(reply.body()).startsWith("/after ");
                        return reply.cacheStatus().contains("hit");
                    });
                }
            }
            edge.store.clear();
            Eventually.until(() -> edge.memory.budget().used() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void variantsOfOneUrlAreBounded(Visitor.Protocol protocol) throws IOException {
        int values = 2000;
        try (RawBackend backend = new RawBackend((connection, _) -> echo(connection));
                TestEdge edge =
                        new TestEdge(
                                ListenerLimits.DEFAULT,
                                new TestClock(),
                                MEMORY,
                                UpstreamSettings.DEFAULT)) {
            edge.forward(backend.origin(), CachedSite.HOST);
            long most = 0;
            try (Visitor visitor = protocol.visit(edge, CachedSite.HOST)) {
                for (int i = 0; i < values; i++) {
                    assertThat(visitor.get("/a", "x-variant", "v" + i).status()).isEqualTo(200);
                    most = Math.max(most, edge.memory.budget().used());
                    assertThat(edge.store.statistics().stored().entries()).isLessThanOrEqualTo(32);
                }
                for (int i = values - 32; i < values; i++) {
                    Reply reply = visitor.get("/a", "x-variant", "v" + i);
                    assertThat(reply.cacheStatus()).contains("hit");
                    assertThat(reply.body()).contains("v" + i + " ");
                }
            }
            System.out.println(values + " variants: " + most + " bytes used at most");
            assertThat(most).isLessThan(MEBIBYTE);
        }
    }

    /// Most pages are small, some are not.
    private static void echo(RawBackend.Connection connection) throws IOException {
        for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            ScriptedOrigin.Asked asked = ScriptedOrigin.Asked.of(head);
            String start = asked.path() + " " + asked.field("x-variant", "") + " ";
            String body = start + "x".repeat(asked.path().endsWith("00") ? 20_000 : 200);
            connection.send(
                    ScriptedOrigin.response(
                            "200 OK", body, body.length(), FRESH, "Vary: X-Variant"));
        }
    }

    private static void overHttp1(TestEdge edge, int share) throws IOException {
        try (Visitor visitor = Visitor.Protocol.HTTP1.visit(edge, CachedSite.HOST)) {
            for (int i = share; i < URLS; i += VISITORS) {
                Reply reply = visitor.get("/page/" + i);
                if (reply.status() != 200 || !reply.body().startsWith("/page/" + i + " ")) {
                    throw new AssertionError(i + ": " + reply.status());
                }
            }
        }
    }

    /// Many at a time.
    private static void overHttp2(TestEdge edge, int share) throws IOException {
        int together = 50;
        int stream = 1;
        try (Socket socket = Tls.connect(edge.doors.https(), CachedSite.HOST, "h2");
                FramePeer peer =
                        new FramePeer(socket, FramePeer.INITIAL_WINDOW, 1 << 30)
                                .windowUpdate(0, 1 << 30)) {
            for (int i = share; i < URLS; ) {
                int open = 0;
                for (; open < together && i < URLS; i += VISITORS, stream += 2, open++) {
                    peer.get(stream, CachedSite.HOST, "/page/" + i);
                }
                while (open > 0) {
                    FramePeer.Received frame = peer.next();
                    if (frame.type() == FramePeer.RST_STREAM) {
                        throw new AssertionError("reset");
                    }
                    open -= frame.ends() ? 1 : 0;
                }
            }
        }
    }

    /// The highest figures that were seen.
    private static final class Watch implements Runnable {
        private final TestEdge edge;
        private final long directBefore = Gauge.direct();
        private volatile boolean over;
        private long used;
        private long held;
        private long direct;

        Watch(TestEdge edge) {
            this.edge = edge;
        }

        @Override
        public void run() {
            while (!over) {
                used = Math.max(used, edge.memory.budget().used());
                held = Math.max(held, edge.memory.held());
                direct = Math.max(direct, Gauge.direct());
                Pause.of(Duration.ofMillis(2));
            }
        }

        @Override
        public String toString() {
            return "used "
                    + used
                    + ", held "
                    + held
                    + ", direct memory of the process "
                    + direct
                    + " (before: "
                    + directBefore
                    + ")";
        }
    }
}
