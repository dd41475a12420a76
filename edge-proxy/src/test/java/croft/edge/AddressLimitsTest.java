package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.limit.Refusals.Reason;
import croft.platform.declaration.SiteLimits;
import croft.platform.declaration.SiteLimits.PathCost;
import croft.platform.declaration.VisitorPolicy;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What one address may do, over real sockets from real addresses.
@Timeout(120)
class AddressLimitsTest {
    @Test
    void anAddressHasSoManyConnectionsAndOthersHaveTheirs() throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(3, 100, 1000))) {
            List<Visitor> visitors = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                visitors.add(site.visit(Visitor.Protocol.HTTP2, "127.0.0.5"));
            }
            assertThat(isClosed(site, "127.0.0.5", site.edge.doors.https())).isTrue();
            assertThat(isClosed(site, "127.0.0.5", site.edge.doors.http())).isTrue();
            assertThat(refused(site, Reason.CONNECTIONS)).isEqualTo(2);
            for (Visitor visitor : visitors) {
                assertThat(visitor.get("/kept").status()).isEqualTo(200);
            }
            try (Visitor other = site.visit(Visitor.Protocol.HTTP1, "127.0.0.6")) {
                assertThat(other.get("/kept").status()).isEqualTo(200);
            }
            visitors.removeFirst().close();
            Eventually.until(() -> site.edge.listener.connections() == 2);
            try (Visitor next = site.visit(Visitor.Protocol.HTTP1, "127.0.0.5")) {
                assertThat(next.get("/kept").status()).isEqualTo(200);
            }
            for (Visitor visitor : visitors) {
                visitor.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void requestsOverTheRateAreToldWhenToComeAgain(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(10, 1, 10));
                Visitor visitor = site.visit(protocol, "127.0.0.5")) {
            int answered = untilRefused(visitor, "/asked");
            // one request's worth has gone into the handshake
            assertThat(answered).isEqualTo(9);
            Reply refused = visitor.get("/asked");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.field("retry-after"))).isBetween(1, 2);
            assertThat(refused.field("cache-control")).isEqualTo("no-store");
            assertThat(refused.fields()).doesNotContainKeys("cache-status", "proxy-status");
            assertThat(refused.body()).contains("One moment");
            assertThat(refused(site, Reason.RATE)).isPositive();
            try (Visitor other = site.visit(protocol, "127.0.0.6")) {
                assertThat(other.get("/asked").status()).isEqualTo(200);
            }
            site.pass(Duration.ofSeconds(Long.parseLong(refused.field("retry-after"))));
            assertThat(visitor.get("/asked").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsStoredCostsATenth(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(10, 1, 11));
                Visitor first = site.visit(protocol, "127.0.0.5");
                Visitor second = site.visit(protocol, "127.0.0.6")) {
            assertThat(first.get("/kept").status()).isEqualTo(200);
            assertThat(untilRefused(second, "/kept")).isEqualTo(100);
        }
    }

    @Test
    void aDearPathCountsForMore() throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(10, 1, 11))) {
            site.limit(new SiteLimits(List.of(new PathCost("/search", 5)), Optional.empty()));
            site.origin.answers("/search?q=a", "200 OK", "found");
            site.origin.answers("/%73earch?q=a", "200 OK", "found");
            for (String target : List.of("/search?q=a", "/%73earch?q=a")) {
                String from = target.startsWith("/%") ? "127.0.0.5" : "127.0.0.6";
                try (Visitor visitor = site.visit(Visitor.Protocol.HTTP1, from)) {
                    assertThat(untilRefused(visitor, target)).as(target).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void aPageWithAllItsFilesNeverMeetsALimit() throws Exception {
        VisitorPolicy defaults =
                new VisitorPolicy(
                        VisitorPolicy.Limits.DEFAULT, List.of(), List.of(), List.of(), List.of());
        try (LimitedSite site = new LimitedSite(defaults);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                site.origin.answers("/file" + i, "200 OK", "file");
            }
            for (int load = 0; load < 20; load++) {
                List<Future<Boolean>> loads = new ArrayList<>();
                for (int connection = 0; connection < 6; connection++) {
                    int first = connection;
                    loads.add(
                            threads.submit(() -> {
                                try (Visitor visitor =
                                        site.visit(Visitor.Protocol.HTTP1, "127.0.0.5")) {
                                    boolean well = true;
                                    for (int i = first; i < 60; i += 6) {
                                        well &= visitor.get("/file" + i).status() == 200;
                                    }
                                    return well;
                                }
                            }));
                }
                for (Future<Boolean> each : loads) {
                    assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
                }
                try (FramePeer peer = over(site, "127.0.0.6")) {
                    for (int i = 0; i < 60; i++) {
                        peer.get(2 * i + 1, LimitedSite.HOST, "/file" + i);
                    }
                    for (int answers = 0; answers < 60; ) {
                        FramePeer.Received frame = peer.next();
                        if (frame.type() == FramePeer.HEADERS) {
                            assertThat(frame.status()).isEqualTo("200");
                        }
                        answers += frame.ends() ? 1 : 0;
                    }
                }
                // a reader looks at a page before the next
                site.pass(Duration.ofSeconds(3));
            }
            assertThat(refused(site, Reason.RATE)).isZero();
            assertThat(refused(site, Reason.CONNECTIONS)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoGoesOnIsDisconnectedAndNotLetInForAWhile(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(10, 10, 20))) {
            Reply last = new Reply(429, Map.of(), "", true);
            try (Visitor visitor = site.visit(protocol, "127.0.0.5")) {
                for (int i = 0; i < 500 && last.status() != 0; i++) {
                    try {
                        last = visitor.get("/asked");
                    } catch (IOException _) {
                        break;
                    }
                }
            }
            Eventually.until(() -> site.edge.listener.connections() == 0);
            assertThat(isClosed(site, "127.0.0.5", site.edge.doors.https())).isTrue();
            assertThat(refused(site, Reason.SHUT_OUT)).isPositive();
            try (Visitor other = site.visit(protocol, "127.0.0.6")) {
                assertThat(other.get("/asked").status()).isEqualTo(200);
            }
            site.pass(Duration.ofSeconds(3));
            try (Visitor visitor = site.visit(protocol, "127.0.0.5")) {
                assertThat(visitor.get("/asked").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void resetsOverManyConnectionsCountTogether() throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(50, 100, 100))) {
            int connections = 0;
            while (connections < 30 && refused(site, Reason.SHUT_OUT) == 0) {
                connections++;
                try (FramePeer peer = over(site, "127.0.0.5")) {
                    for (int i = 0; i < 20; i++) {
                        peer.get(2 * i + 1, LimitedSite.HOST, "/asked").reset(2 * i + 1);
                    }
                    peer.get(41, LimitedSite.HOST, "/kept");
                    FramePeer.Received frame = peer.next();
                    while (frame.stream() != 41 && frame.type() != FramePeer.GOAWAY) {
                        frame = peer.next();
                    }
                } catch (IOException _) {
                    // cut off in the middle, or not let in
                }
            }
            // 20 in a connection are a tenth of what one may have by itself
            assertThat(connections).isBetween(2, 26);
        }
    }

    @Test
    void whoIsAllowedMeetsNoLimit() throws IOException {
        try (LimitedSite site =
                new LimitedSite(LimitedSite.policy(1, 1, 10, List.of("127.0.0.5"), List.of()))) {
            List<Visitor> visitors = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                visitors.add(site.visit(Visitor.Protocol.HTTP1, "127.0.0.5"));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(visitors.get(i % 5).get("/asked").status()).isEqualTo(200);
            }
            for (Visitor visitor : visitors) {
                visitor.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoIsDeniedIsNotLetInAndWhoIsInGetsNothingMore(Visitor.Protocol protocol)
            throws IOException {
        try (LimitedSite site = new LimitedSite(LimitedSite.limits(10, 100, 1000));
                Visitor visitor = site.visit(protocol, "127.0.0.5")) {
            assertThat(visitor.get("/kept").status()).isEqualTo(200);
            site.edge.visitors.follow(
                    LimitedSite.policy(
                            10, 100, 1000, List.of("127.0.0.0/8"), List.of("127.0.0.5")));
            assertThat(isClosed(site, "127.0.0.5", site.edge.doors.https())).isTrue();
            assertThat(visitor.get("/kept").status()).isEqualTo(403);
            assertThat(refused(site, Reason.DENIED)).isEqualTo(2);
            Eventually.until(() -> site.edge.listener.connections() == 0);
            try (Visitor other = site.visit(protocol, "127.0.0.6")) {
                assertThat(other.get("/kept").status()).isEqualTo(200);
            }
        }
    }

    private static FramePeer over(LimitedSite site, String from) throws IOException {
        SSLSocket socket =
                Tls.over(site.connect(from, site.edge.doors.https()), LimitedSite.HOST, "h2");
        return new FramePeer(socket, FramePeer.INITIAL_WINDOW, 1 << 20);
    }

    /// Whether a connection is closed without a word; long before the edge gives up one that it has
    /// let in and that says nothing.
    private static boolean isClosed(LimitedSite site, String from, int port) throws IOException {
        try (Socket socket = site.connect(from, port)) {
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// How many requests are answered with 200 before one is not.
    private static int untilRefused(Visitor visitor, String path) throws IOException {
        int answered = 0;
        while (visitor.get(path).status() == 200) {
            answered++;
        }
        return answered;
    }

    private static long refused(LimitedSite site, Reason reason) {
        return site.edge.visitors.refusals().of(reason);
    }
}
