package croft.edge.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.Eventually;
import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.Http1Limits;
import croft.edge.http.RequestHead;
import croft.platform.declaration.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections to backends that behave, and to others.
@Timeout(60)
class UpstreamPoolTest {
    private static final RequestHead UPGRADE =
            new RequestHead(
                    "GET",
                    true,
                    new Authority("a.example", -1),
                    "/",
                    new Fields(),
                    Body.NONE,
                    Optional.of("websocket"),
                    "2");

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final RequestHead GET = head("GET", Body.NONE);

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private UpstreamPool pool = UpstreamPool.create(loop, UpstreamSettings.DEFAULT);

    @AfterEach
    void close() {
        loop.submit(pool::close).syncUninterruptibly();
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        try (RawBackend backend = RawBackend.answering(OK)) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
            }
            assertThat(backend.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void worksOnANioLoopToo() throws Exception {
        MultiThreadIoEventLoopGroup nio =
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (RawBackend backend = RawBackend.answering(OK)) {
            EventLoop other = nio.next();
            UpstreamPool second = UpstreamPool.create(other, UpstreamSettings.DEFAULT);
            RecordedAnswer answer = new RecordedAnswer();
            other.execute(() -> second.send(backend.origin(), GET, answer));
            assertThat(answer.await()).isEqualTo("200 ok end");
        } finally {
            nio.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        "a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "200 ok end"),
                Arguments.of(
                        "chunks",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x\r\nk\r\n0\r\n\r\n",
                        "200 ok end"),
                Arguments.of(
                        "trailers",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nDigest: x\r\nHost: y\r\n\r\n",
                        "200  digest: x"),
                Arguments.of("until close", "HTTP/1.1 200 OK\r\n\r\nok", "200 ok end"),
                Arguments.of("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok", "200 ok end"),
                Arguments.of(
                        "204 with a length",
                        "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nok",
                        "204 end"),
                Arguments.of(
                        "304 with a length",
                        "HTTP/1.1 304 No\r\nContent-Length: 2\r\n\r\n",
                        "304 end"),
                Arguments.of(
                        "interim ones",
                        "HTTP/1.1 102 x\r\n\r\nHTTP/1.1 103 x\r\nLink: y\r\n\r\n" + OK,
                        "102 103 200 ok end"),
                Arguments.of("octets behind it", OK + "HTTP/1.1 200 OK\r\n\r\nevil", "200 ok end"),
                Arguments.of(
                        "truncated",
                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok",
                        "200 okfailed http_response_incomplete"),
                Arguments.of(
                        "truncated chunks",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nok",
                        "200 okfailed http_response_incomplete"),
                Arguments.of(
                        "no last chunk",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
                        "200 okfailed http_response_incomplete"),
                Arguments.of(
                        "truncated head",
                        "HTTP/1.1 200 OK\r\nConte",
                        "failed http_response_incomplete"),
                Arguments.of("nothing", "", "failed connection_terminated"),
                Arguments.of(
                        "both framings",
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "failed http_protocol_error"),
                Arguments.of(
                        "unknown coding",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
                        "failed http_protocol_error"),
                Arguments.of(
                        "bad chunk",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nok\r\n",
                        "200 failed http_protocol_error"),
                Arguments.of(
                        "101 unasked",
                        "HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
                        "failed http_protocol_error"),
                Arguments.of("no HTTP", "220 smtp.example ESMTP\r\n", "failed http_protocol_error"),
                Arguments.of(
                        "a head without end",
                        "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200),
                        "failed http_protocol_error"),
                Arguments.of(
                        "endless interim ones",
                        "HTTP/1.1 102 x\r\n\r\n".repeat(40),
                        "102 ".repeat(32) + "failed http_protocol_error"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void understandsOrFails(String what, String response, String expected) throws Exception {
        try (RawBackend backend = RawBackend.answeringOnce(response)) {
            assertThat(send(backend.origin(), GET).await()).as(what).isEqualTo(expected);
        }
    }

    @Test
    void neverTakesUnaskedOctetsForTheNextAnswer() throws Exception {
        String evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
        for (String first : List.of(OK + evil, "HTTP/1.1 204 x\r\n\r\n" + evil)) {
            try (RawBackend backend =
                    new RawBackend((connection, number) -> {
                        connection.readHead();
                        connection.send(number == 1 ? first : OK);
                        connection.readAll();
                    })) {
                send(backend.origin(), GET).await();
                assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
                assertThat(backend.connections.get()).isEqualTo(2);
            }
        }
    }

    @Test
    void dropsAKeptConnectionOnWhichSomethingComes() throws Exception {
        CompletableFuture<Void> late = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, number) -> {
                    connection.readHead();
                    connection.send(OK);
                    if (number == 1) {
                        late.join();
                        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                        connection.readAll();
                        closed.complete(null);
                    }
                })) {
            send(backend.origin(), GET).await();
            late.complete(null);
            closed.get(20, TimeUnit.SECONDS);
            assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
        }
    }

    @Test
    void answersHeadWithoutWaitingForABodyAndTrustsNobodyToSendNone() throws Exception {
        try (RawBackend backend =
                RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                RecordedAnswer answer = send(backend.origin(), head("HEAD", Body.NONE));
                assertThat(answer.await()).isEqualTo("200 end");
                assertThat(answer.head.join().fields().first("content-length")).isEqualTo("2");
            }
            assertThat(backend.connections.get()).isEqualTo(3);
        }
    }

    /// A backend that answers once on a connection, then resets it when the next request has come.
    private static RawBackend stale(List<String> heads) throws Exception {
        return new RawBackend((connection, number) -> {
            heads.add(connection.readHead());
            connection.send(OK);
            if (number == 1) {
                heads.add(connection.readHead());
                connection.reset();
            } else {
                connection.readAll();
            }
        });
    }

    @Test
    void sendsAnIdempotentRequestAgainWhenAKeptConnectionWasClosed() throws Exception {
        List<String> heads = Collections.synchronizedList(new ArrayList<>());
        try (RawBackend backend = stale(heads)) {
            send(backend.origin(), GET).await();
            assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
            assertThat(heads).hasSize(3);
        }
    }

    @Test
    void neverSendsAPostAgain() throws Exception {
        List<String> heads = Collections.synchronizedList(new ArrayList<>());
        try (RawBackend backend = stale(heads)) {
            send(backend.origin(), GET).await();
            assertThat(send(backend.origin(), head("POST", Body.NONE)).await())
                    .isEqualTo("failed connection_terminated");
            assertThat(heads).hasSize(2);
        }
    }

    @Test
    void neverSendsAgainWhenAnOctetOfTheAnswerCame() throws Exception {
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    connection.readHead();
                    connection.send(OK);
                    connection.readHead();
                    connection.send("H");
                })) {
            send(backend.origin(), GET).await();
            assertThat(send(backend.origin(), GET).await())
                    .isEqualTo("failed http_response_incomplete");
            assertThat(backend.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void sendsBodiesAndReportsThem() throws Exception {
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    String sized = connection.readHead();
                    String body = connection.read(6);
                    connection.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"
                                    + (sized.contains("content-length: 6") ? body : "wrong!"));
                    String open = connection.readHead();
                    String chunks = connection.read(21);
                    connection.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n"
                                    + (open.contains("transfer-encoding: chunked") ? chunks : "?"));
                })) {
            RecordedAnswer first = send(backend.origin(), head("POST", Body.of(6)), "abc", "def");
            assertThat(first.await()).isEqualTo("200 abcdef end");
            assertThat(first.sent.get()).isEqualTo(6);
            RecordedAnswer second =
                    send(backend.origin(), head("POST", Body.OPEN), "abc", "def", "");
            assertThat(second.await()).startsWith("200 3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        }
    }

    @Test
    void closesAfterAnAnswerThatCameBeforeTheBodyWasSent() throws Exception {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, number) -> {
                    connection.readHead();
                    connection.send(OK);
                    if (number == 1) {
                        rest.complete(connection.readAll());
                    }
                })) {
            assertThat(send(backend.origin(), head("POST", Body.of(1000))).await())
                    .isEqualTo("200 ok end");
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
            assertThat(backend.connections.get()).isEqualTo(2);
        }
    }

    @Test
    void refusesABodyThatIsNotOfItsLength() throws Exception {
        try (RawBackend backend = RawBackend.answering("")) {
            assertThat(send(backend.origin(), head("POST", Body.of(5)), "toolong").await())
                    .isEqualTo("failed http_protocol_error");
        }
    }

    @Test
    void holdsBackAnAnswerThatNobodyTakes() throws Exception {
        int size = 50_000_000;
        CompletableFuture<Void> written = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    connection.readHead();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    String piece = "x".repeat(100_000);
                    for (int i = 0; i < size / 100_000; i++) {
                        connection.send(piece);
                    }
                    written.complete(null);
                })) {
            RecordedAnswer answer = new RecordedAnswer();
            Call call = call(backend.origin(), GET, answer);
            answer.head.get(20, TimeUnit.SECONDS);
            loop.submit(call::pause).syncUninterruptibly();
            long then = loop.submit(answer.received::get).get(20, TimeUnit.SECONDS);
            for (int turn = 0; turn < 2000; turn++) {
                loop.submit(() -> {}).get(20, TimeUnit.SECONDS);
            }
            assertThat(answer.received.get()).isLessThan(then + 1_000_000);
            assertThat(written).isNotDone();
            loop.submit(call::resume).syncUninterruptibly();
            answer.await();
            assertThat(answer.received.get()).isEqualTo(size);
        }
    }

    @Test
    void closesTheConnectionOfACancelledCall() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    asked.complete(connection.readHead());
                    rest.complete(connection.readAll());
                })) {
            RecordedAnswer answer = new RecordedAnswer();
            Call call = call(backend.origin(), GET, answer);
            asked.get(20, TimeUnit.SECONDS);
            loop.submit(call::cancel).syncUninterruptibly();
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(answer.done).isNotDone();
        }
    }

    @Test
    void tunnelsAfterTheSwitchAndMakesTheKeyThatIsMissing() throws Exception {
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    String head = connection.readHead();
                    connection.send(
                            "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Accept: y\r\n\r\n"
                                    + (head.contains("sec-websocket-key: ")
                                                    && head.contains("upgrade: websocket\r\n")
                                                    && head.contains("connection: upgrade\r\n")
                                            ? "early "
                                            : head));
                    connection.send(connection.readAll());
                })) {
            RecordedAnswer answer = new RecordedAnswer();
            Call call = call(backend.origin(), UPGRADE, answer);
            answer.head.get(20, TimeUnit.SECONDS);
            loop.execute(() -> {
                call.data(text("one "), false);
                call.data(text("two"), true);
            });
            assertThat(answer.await()).isEqualTo("switched early one two end");
            assertThat(answer.head.join().fields().has("sec-websocket-accept")).isFalse();
        }
    }

    /// They stay for as long as their visitors do.
    @Test
    void tunnelsTakeNoPlacesOfRequests() throws Exception {
        use(settings(5_000, 5_000, 5_000, 1, 4));
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    if (connection.readHead().contains("upgrade: websocket")) {
                        connection.send(
                                "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                        connection.readAll();
                    } else {
                        connection.send(OK);
                    }
                })) {
            for (int i = 0; i < 20; i++) {
                RecordedAnswer answer = new RecordedAnswer();
                call(backend.origin(), UPGRADE, answer);
                answer.head.get(20, TimeUnit.SECONDS);
            }
            assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
        }
    }

    @Test
    void letsTheClientSpeakOnWhenTheBackendHasEndedItsSideOfATunnel() throws Exception {
        CompletableFuture<String> rest = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    connection.readHead();
                    connection.send(
                            "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
                    connection.halfClose();
                    rest.complete(connection.readAll());
                })) {
            RecordedAnswer answer = new RecordedAnswer();
            Call call = call(backend.origin(), UPGRADE, answer);
            assertThat(answer.await()).isEqualTo("switched  end");
            loop.execute(() -> {
                call.data(text("still "), false);
                call.data(text("there"), true);
            });
            assertThat(rest.get(20, TimeUnit.SECONDS)).isEqualTo("still there");
        }
    }

    @Test
    void keepsAsManyAsWereInUseForAMomentThenFewer() throws Exception {
        use(settings(5_000, 5_000, 20_000, 16, 8));
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Semaphore gate = new Semaphore(0);
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    while (!connection.readHead().isEmpty()) {
                        asked.incrementAndGet();
                        gate.acquireUninterruptibly();
                        connection.send(OK);
                    }
                    ended.incrementAndGet();
                })) {
            for (int burst = 1; burst <= 2; burst++) {
                List<RecordedAnswer> answers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    answers.add(send(backend.origin(), GET));
                }
                int all = 8 * burst;
                Eventually.until(() -> asked.get() == all);
                gate.release(8);
                for (RecordedAnswer answer : answers) {
                    assertThat(answer.await()).isEqualTo("200 ok end");
                }
            }
            assertThat(backend.connections.get()).isEqualTo(8);
            Eventually.until(() -> ended.get() == 4);

            gate.release(1);
            assertThat(send(backend.origin(), GET).await()).isEqualTo("200 ok end");
            assertThat(backend.connections.get()).isEqualTo(8);
            assertThat(ended.get()).isEqualTo(4);
        }
    }

    @Test
    void limitsConnectionsAndThoseWhoWaitForThem() throws Exception {
        use(settings(5_000, 5_000, 20_000, 1, 1));
        CompletableFuture<Void> go = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    while (!connection.readHead().isEmpty()) {
                        go.join();
                        connection.send(OK);
                    }
                })) {
            RecordedAnswer first = send(backend.origin(), GET);
            RecordedAnswer second = send(backend.origin(), GET);
            RecordedAnswer third = send(backend.origin(), GET);
            assertThat(third.await()).isEqualTo("failed connection_limit_reached retryable");
            go.complete(null);
            assertThat(first.await()).isEqualTo("200 ok end");
            assertThat(second.await()).isEqualTo("200 ok end");
            assertThat(backend.connections.get()).isEqualTo(1);
        }
    }

    @Test
    void givesUpOnABackendThatIsSilent() throws Exception {
        use(settings(200, 200, 20_000, 8, 8));
        try (RawBackend backend = RawBackend.answering("")) {
            assertThat(send(backend.origin(), GET).await())
                    .isEqualTo("failed http_response_timeout");
        }
        try (RawBackend backend =
                RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok")) {
            assertThat(send(backend.origin(), GET).await())
                    .isEqualTo("200 okfailed http_response_timeout");
        }
    }

    @Test
    void closesAConnectionThatIsNotUsedForLong() throws Exception {
        use(settings(5_000, 5_000, 200, 8, 8));
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RawBackend backend =
                new RawBackend((connection, _) -> {
                    connection.readHead();
                    connection.send(OK);
                    connection.readAll();
                    closed.complete(null);
                })) {
            send(backend.origin(), GET).await();
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        assertThat(send(new Origin("127.0.0.1", port), GET).await())
                .isEqualTo("failed connection_refused retryable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "app.localhost", "LOCALHOST"})
    void knowsThisMachine(String host) throws Exception {
        try (RawBackend backend = RawBackend.answering(OK)) {
            assertThat(send(new Origin(host, backend.port()), GET).await()).isEqualTo("200 ok end");
        }
    }

    @Test
    void saysThatANameDoesNotResolve() throws Exception {
        assertThat(send(new Origin("no-such-host.invalid", 80), GET).await())
                .isEqualTo("failed dns_error retryable");
    }

    @Test
    void failsWhatIsUnderWayWhenItIsClosed() throws Exception {
        try (RawBackend backend = RawBackend.answering("")) {
            RecordedAnswer answer = send(backend.origin(), GET);
            Eventually.until(() -> backend.connections.get() == 1);
            loop.submit(pool::close).syncUninterruptibly();
            assertThat(answer.await()).startsWith("failed connection_terminated");
            assertThat(send(backend.origin(), GET).await())
                    .startsWith("failed connection_terminated");
        }
    }

    private void use(UpstreamSettings settings) {
        pool = UpstreamPool.create(loop, settings);
    }

    private static UpstreamSettings settings(
            long head, long body, long idle, int connections, int waiting) {
        return new UpstreamSettings(
                Duration.ofSeconds(5),
                Duration.ofMillis(head),
                Duration.ofMillis(body),
                Duration.ofMinutes(10),
                Duration.ofMillis(idle),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                connections,
                4,
                waiting,
                Http1Limits.DEFAULT);
    }

    private RecordedAnswer send(Origin origin, RequestHead head, String... body) {
        RecordedAnswer answer = new RecordedAnswer();
        loop.execute(() -> {
            Call call = pool.send(origin, head, answer);
            for (int i = 0; i < body.length; i++) {
                call.data(text(body[i]), i == body.length - 1);
            }
        });
        return answer;
    }

    private Call call(Origin origin, RequestHead head, RecordedAnswer answer) throws Exception {
        return loop.submit(() -> pool.send(origin, head, answer)).get(20, TimeUnit.SECONDS);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static RequestHead head(String method, Body body) {
        return new RequestHead(
                method,
                false,
                new Authority("a.example", -1),
                "/",
                new Fields(),
                body,
                Optional.empty(),
                "1.1");
    }
}
