package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backend that breaks off, floods, or comes and goes: nothing that is not whole is kept or
/// passes for whole, and memory stays within its bound.
@Timeout(120)
class OriginFaultsTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsCutIsNeitherKeptNorPassedOffAsWhole(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/sized",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nContent-Length: 10\r\n\r\nhalf");
                        connection.reset();
                    });
            site.origin.answers(
                    "/chunked",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
                        connection.reset();
                    });
            for (String path : new String[] {"/sized", "/chunked"}) {
                for (int i = 1; i <= 2; i++) {
                    Reply reply = site.get(protocol, path);
                    assertThat(reply.whole()).isFalse();
                    assertThat(site.origin.count(path)).isEqualTo(i);
                }
                site.origin.answers(path, "200 OK", "whole", FRESH);
                assertThat(site.get(protocol, path).body()).isEqualTo("whole");
            }
            Eventually.until(() -> site.edge.cache.fetches() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoReadsAlongSeesTheCutToo(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Gate cut = new Gate();
            site.origin.answers(
                    "/a",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nContent-Length: 10\r\n\r\nhalf");
                        cut.pass();
                        connection.reset();
                    });
            Future<Reply> first = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == 1);
            Future<Reply> second = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == 2);
            cut.open();
            assertThat(first.get(30, TimeUnit.SECONDS).whole()).isFalse();
            assertThat(second.get(30, TimeUnit.SECONDS).whole()).isFalse();
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aBackendThatComesAndGoesIsNotNoticed(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            for (int round = 0; round < 20; round++) {
                if (round % 2 == 0) {
                    site.origin.answers("/a", "200 OK", "hello", FRESH);
                } else {
                    site.origin.answers("/a", (_, connection) -> connection.reset());
                }
                Reply reply = visitor.get("/a");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo("hello");
                site.pass(Duration.ofMinutes(11));
            }
        }
    }

    /// Larger than anything that is stored, in the two ways in which a length can be told.
    @Test
    void aHugeBodyStreamsPastTheStore() throws Exception {
        long length = 2L << 30;
        byte[] piece = new byte[(int) MEBIBYTE];
        String text = new String(piece, StandardCharsets.ISO_8859_1);
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/sized",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nContent-Length: "
                                        + length
                                        + "\r\n\r\n");
                        for (long sent = 0; sent < length; sent += piece.length) {
                            connection.send(text);
                        }
                    });
            site.origin.answers(
                    "/chunked",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                        for (long sent = 0; sent < length / 8; sent += piece.length) {
                            connection.send("100000\r\n" + text + "\r\n");
                        }
                        connection.send("0\r\n\r\n");
                    });
            long most = 0;
            for (String path : new String[] {"/sized", "/chunked"}) {
                long received = 0;
                try (Socket socket = Tls.connect(site.edge.doors.https(), CachedSite.HOST, "h2");
                        FramePeer peer =
                                new FramePeer(socket, FramePeer.INITIAL_WINDOW, 1 << 30)
                                        .windowUpdate(0, 1 << 30)) {
                    peer.get(1, CachedSite.HOST, path);
                    long unreported = 0;
                    boolean ended = false;
                    while (!ended) {
                        FramePeer.Received frame = peer.next();
                        ended = frame.ends();
                        received += frame.type() == FramePeer.DATA ? frame.text().length() : 0;
                        unreported += frame.text().length();
                        if (unreported > 64 * MEBIBYTE) {
                            peer.windowUpdate(0, (int) unreported);
                            peer.windowUpdate(1, (int) unreported);
                            unreported = 0;
                            most = Math.max(most, site.edge.memory.budget().used());
                        }
                    }
                }
                assertThat(received).isEqualTo(path.equals("/sized") ? length : length / 8);
            }
            System.out.println("most of the cache taken: " + most);
            assertThat(most).isLessThanOrEqualTo(site.edge.memory.largestObject() + MEBIBYTE);
            Eventually.until(() -> site.edge.memory.budget().used() < MEBIBYTE);
            assertThat(site.edge.store.statistics().stored().entries()).isZero();
        }
    }
}
