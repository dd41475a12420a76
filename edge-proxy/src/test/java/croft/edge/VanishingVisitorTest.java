package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

/// Visitors that go away, or read nothing, while others want the same: the others do not notice,
/// and nothing stays behind.
@Timeout(120)
class VanishingVisitorTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final int MEBIBYTE = 1 << 20;
    private static final int VISITORS = 10;

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoGoesAwayBeforeTheHeadIsNotMissed(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersBehind(answer, "/a", "200 OK", "page", FRESH);
            List<Visitor> leaving = leaving(site, protocol, "/a");
            Future<Reply> staying = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.exchanges() == VISITORS + 1);
            close(leaving);
            Eventually.until(() -> site.edge.traffic.cancellations() == VISITORS);
            answer.open();
            assertThat(staying.get(30, TimeUnit.SECONDS).body()).isEqualTo("page");
            assertThat(site.origin.count("/a")).isEqualTo(1);
            isClean(site);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoGoesAwayInTheMiddleIsNotMissed(Visitor.Protocol protocol) throws Exception {
        Gate rest = new Gate();
        String half = "x".repeat(MEBIBYTE / 2);
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersInTwo(rest, "/a", half, half, FRESH);
            List<Visitor> leaving = leaving(site, protocol, "/a");
            Future<Reply> staying = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == VISITORS + 1);
            close(leaving);
            Eventually.until(() -> site.edge.traffic.cancellations() == VISITORS);
            rest.open();
            Reply reply = staying.get(30, TimeUnit.SECONDS);
            assertThat(reply.whole()).isTrue();
            assertThat(reply.body().equals(half + half)).isTrue();
            assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
            assertThat(site.origin.count("/a")).isEqualTo(1);
            isClean(site);
        }
    }

    /// What fits the store comes at the backend's pace, not at that of the slowest.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoReadsNothingDoesNotKeepWhatFitsFromTheStore(Visitor.Protocol protocol)
            throws Exception {
        String body = "x".repeat(2 * MEBIBYTE - 1000);
        try (CachedSite site = new CachedSite()) {
            site.origin.answers("/a", "200 OK", body, FRESH);
            try (Socket stuck = Tls.connect(site.edge.doors.https(), CachedSite.HOST, "h2");
                    FramePeer peer = new FramePeer(stuck)) {
                peer.get(1, CachedSite.HOST, "/a");
                Eventually.until(() -> site.origin.count("/a") == 1);
                assertThat(site.get(protocol, "/a").body().equals(body)).isTrue();
                Eventually.until(() -> site.edge.cache.fetches() == 0);
                assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
                assertThat(site.origin.count("/a")).isEqualTo(1);
            }
            isClean(site);
        }
    }

    /// What does not fit comes at the pace of who takes least, unless that is nothing.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoReadsNothingDoesNotHoldUpOthersForLong(Visitor.Protocol protocol) throws Exception {
        int pieces = 12;
        String piece = "x".repeat(MEBIBYTE);
        Gate rest = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers(
                    "/a", (_, connection) -> sendChunks(connection, piece, pieces, rest));
            try (Socket stuck = Tls.connect(site.edge.doors.https(), CachedSite.HOST, "h2");
                    FramePeer peer = new FramePeer(stuck)) {
                peer.get(1, CachedSite.HOST, "/a");
                Eventually.until(() -> site.origin.count("/a") == 1);
                List<Future<Reply>> reading = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    reading.add(threads.submit(() -> site.get(protocol, "/a")));
                }
                Eventually.until(() -> site.edge.traffic.responses(2) == 4);
                rest.open();
                for (Future<Reply> each : reading) {
                    Reply reply = each.get(40, TimeUnit.SECONDS);
                    assertThat(reply.whole()).isTrue();
                    assertThat(reply.body().length()).isEqualTo(pieces * MEBIBYTE);
                }
                assertThat(site.origin.count("/a")).isEqualTo(1);
                assertThat(site.edge.store.statistics().stored().entries()).isZero();
            }
            isClean(site);
        }
    }

    /// Who is slow comes late to what is pushed to him: until then he reads what is kept.
    @Test
    void whoReadsSlowlyIsNotLetGo() throws Exception {
        int pieces = 3;
        int step = 30_000;
        String piece = "x".repeat(MEBIBYTE);
        Gate rest = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers(
                    "/a", (_, connection) -> sendChunks(connection, piece, pieces, rest));
            try (FramePeer slow =
                    Tls.http2(site.edge, CachedSite.HOST, FramePeer.INITIAL_WINDOW, step)) {
                slow.windowUpdate(0, 1 << 30).get(1, CachedSite.HOST, "/a");
                Eventually.until(() -> site.origin.count("/a") == 1);
                Future<Reply> other = threads.submit(() -> site.get(Visitor.Protocol.HTTP1, "/a"));
                Eventually.until(() -> site.edge.traffic.responses(2) == 2);
                rest.open();
                int taken = 0;
                int owed = 0;
                FramePeer.Received frame = slow.next();
                while (!frame.ends()) {
                    assertThat(frame.type()).isIn(FramePeer.HEADERS, FramePeer.DATA);
                    if (frame.type() == FramePeer.DATA) {
                        taken += frame.text().length();
                        owed += frame.text().length();
                    }
                    if (owed == step) {
                        owed = 0;
                        Pause.of(Duration.ofMillis(100));
                        slow.windowUpdate(1, step);
                    }
                    frame = slow.next();
                }
                taken += frame.text().length();
                assertThat(taken).isEqualTo(pieces * MEBIBYTE);
                assertThat(other.get(40, TimeUnit.SECONDS).whole()).isTrue();
            }
            isClean(site);
        }
    }

    private static void sendChunks(
            RawBackend.Connection connection, String piece, int pieces, Gate rest)
            throws IOException {
        String size = Integer.toHexString(piece.length());
        connection.send("HTTP/1.1 200 OK\r\n" + FRESH + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < pieces; i++) {
            connection.send(size + "\r\n" + piece + "\r\n");
            if (i == 0) {
                rest.pass();
            }
        }
        connection.send("0\r\n\r\n");
    }

    /// All of them gone: what nobody wants any more is not fetched to its end.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatNobodyReadsIsGivenUp(Visitor.Protocol protocol) throws Exception {
        Gate end = new Gate();
        byte[] piece = new byte[MEBIBYTE];
        String text = new String(piece, StandardCharsets.ISO_8859_1);
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                        for (int i = 0; i < 4; i++) {
                            connection.send("100000\r\n" + text + "\r\n");
                        }
                        end.pass();
                    });
            List<Visitor> leaving = leaving(site, protocol, "/a");
            Eventually.until(() -> site.edge.traffic.responses(2) == VISITORS);
            close(leaving);
            Eventually.until(() -> site.edge.traffic.cancellations() == VISITORS);
            isClean(site);
            end.open();
        }
    }

    private static List<Visitor> leaving(CachedSite site, Visitor.Protocol protocol, String path)
            throws IOException {
        List<Visitor> leaving = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            Visitor visitor = site.visit(protocol);
            visitor.send("GET", path, "");
            leaving.add(visitor);
        }
        return leaving;
    }

    private static void close(List<Visitor> visitors) throws IOException {
        for (Visitor visitor : visitors) {
            visitor.close();
        }
    }

    private static void isClean(CachedSite site) throws IOException {
        Eventually.until(() -> site.edge.cache.fetches() == 0);
        site.edge.store.clear();
        Eventually.until(() -> site.edge.memory.budget().used() == 0);
    }
}
