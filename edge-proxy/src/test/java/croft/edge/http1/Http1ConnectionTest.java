package croft.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.Eventually;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection over a real socket, octet by octet.
@Timeout(60)
class Http1ConnectionTest {
    private static final String HELLO =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello";

    private final ScriptedExchanges exchanges = new ScriptedExchanges();
    private Loopback server = Loopback.serving(exchanges);
    private RawClient client = connect();

    private RawClient connect() {
        try {
            return server.client();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void isReady() {
        assertThat(server.port()).isPositive();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/hello").readUntil("hello")).isEqualTo(HELLO);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        client.get("/later").get("/hello").get("/later").get("/hello");
        assertThat(client.readUntil("later")).startsWith("HTTP/1.1 200 OK");
        assertThat(client.readUntil("hello")).isEqualTo(HELLO);
        assertThat(client.readUntil("later")).endsWith("later");
        assertThat(client.readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void readsARequestThatComesOctetByOctet() throws Exception {
        for (char c :
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".toCharArray()) {
            client.send(String.valueOf(c));
        }
        assertThat(client.readUntil("abc")).contains("content-length: 3");
    }

    @Test
    void stopsReadingWhileTooMuchIsPipelined() throws Exception {
        client.get("/never");
        String request = "GET /hello HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(4000) + "\r\n\r\n";
        AtomicLong sent = new AtomicLong();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        for (int i = 0; i < 10_000; i++) {
                            client.send(request);
                            sent.addAndGet(request.length());
                        }
                    } catch (IOException e) {
                        // the test closes it
                    }
                });
        Eventually.until(() -> sent.get() > 200_000 && exchanges.begun.get() == 1);
        assertThat(server.memory()).isLessThan(1_000_000);
        assertThat(exchanges.begun.get()).isEqualTo(1);
    }

    @Test
    void passesASizedBodyBothWays() throws Exception {
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
        assertThat(client.readUntil("ab")).contains("content-length: 5\r\n\r\n");
        client.send("cde");
        assertThat(client.readUntil("cde")).isEqualTo("cde");
        assertThat(client.get("/hello").readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void passesAChunkedBodyBothWaysWithoutItsExtensions() throws Exception {
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send("3;secret=1\r\nabc\r\n2\r\nde\r\n0\r\nHost: evil\r\n\r\n");
        assertThat(client.readUntil("0\r\n\r\n"))
                .isEqualTo(
                        "HTTP/1.1 200 OK|transfer-encoding: chunked||3|abc|2|de|0||"
                                .replace("|", "\r\n"));
        assertThat(client.get("/hello").readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void refusesABadChunkAndTellsTheExchange() throws Exception {
        client.send("POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n");
        assertThat(client.readAll()).startsWith("HTTP/1.1 400 Bad Request").contains("close");
        assertThat(exchanges.gone.get()).isEqualTo(1);
    }

    @Test
    void writesChunksOfUnknownLength() throws Exception {
        assertThat(client.get("/chunked").readUntil("0\r\n\r\n"))
                .endsWith("transfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
    }

    @Test
    void writesTrailersOnlyForWhoWantsThem() throws Exception {
        assertThat(client.get("/trailers").readUntil("0\r\n\r\n")).doesNotContain("server-timing");
        client.send("GET /trailers HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");
        assertThat(client.readUntil("0\r\nserver-timing: x\r\n\r\n")).contains("one");
    }

    @Test
    void invitesTheBodyThatAClientHoldsBack() throws Exception {
        client.send(
                "POST /count HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(client.send("abc").readUntil("counted")).startsWith("HTTP/1.1 200 OK");
        assertThat(client.get("/hello").readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void doesNotInviteABodyThatTheResponseMadeNeedless() throws Exception {
        client.send(
                "POST /early HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").contains("connection: close");
    }

    @Test
    void drainsASmallBodyThatNobodyWants() throws Exception {
        client.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
        assertThat(client.readUntil("hello")).isEqualTo(HELLO);
        client.send("cde").get("/hello");
        assertThat(client.readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void closesAfterAnEarlyResponseToALargeBody() throws Exception {
        client.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\nab");
        assertThat(client.readAll()).contains("connection: close").endsWith("hello");
    }

    @Test
    void closesWhenAnUnwantedChunkedBodyHasNoEnd() throws Exception {
        client.send("POST /early HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(client.readUntil("hello")).isEqualTo(HELLO);
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        for (int i = 0; i < 80; i++) {
            client.send(chunk);
        }
        assertThat(client.readAll()).isEmpty();
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        client.send("HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.readUntil("\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
        client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.readUntil("\r\n\r\n")).contains("content-length: 5");
        client.send("HEAD /chunked HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
        assertThat(client.get("/304").readUntil("\r\n\r\n"))
                .isEqualTo("HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n");
        assertThat(client.get("/204").readUntil("\r\n\r\n"))
                .isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(client.get("/none").readUntil("\r\n\r\n"))
                .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        assertThat(client.get("/hello").readUntil("hello")).isEqualTo(HELLO);
    }

    @Test
    void passesInterimResponsesToCurrentClientsOnly() throws Exception {
        assertThat(client.get("/hints").readUntil("hello"))
                .isEqualTo("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + HELLO);
        client.send("GET /hints HTTP/1.0\r\nHost: a\r\n\r\n");
        assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").contains("connection: close");
    }

    @Test
    void sendsNoChunksToAnOldClient() throws Exception {
        client.send("GET /chunked HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.readAll())
                .isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nonetwo");
    }

    @Test
    void keepsTheConnectionOfAnOldClientThatAsks() throws Exception {
        client.send("GET /hello HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.readUntil("hello")).contains("connection: keep-alive");
        client.send("GET /hello HTTP/1.0\r\nHost: a\r\n\r\n");
        assertThat(client.readAll()).contains("connection: close").endsWith("hello");
    }

    @Test
    void closesWhenTheClientAsks() throws Exception {
        client.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(client.readAll()).contains("connection: close").endsWith("hello");
    }

    @Test
    void answersWhatIsNoRequestAndCloses() throws Exception {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n" + "x".repeat(100_000));
        assertThat(client.readAll())
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("content-type: text/plain; charset=utf-8")
                .contains("connection: close")
                .contains("folded field");
        assertThat(exchanges.begun.get()).isZero();
    }

    @Test
    void answersThePipelinedRequestsBeforeABadOne() throws Exception {
        client.get("/later").send("GET / HTTP/9.9\r\n\r\n");
        assertThat(client.readAll()).contains("later").contains("505 HTTP Version Not Supported");
    }

    @Test
    void neverMakesAnAbortedResponseLookComplete() throws Exception {
        assertThat(client.get("/abort").readAll()).endsWith("3\r\none\r\n");
        try (RawClient second = connect()) {
            assertThat(second.get("/short").readAll()).endsWith("\r\n\r\none");
        }
        try (RawClient old = connect()) {
            old.send("GET /abort HTTP/1.0\r\nHost: a\r\n\r\n");
            assertThatThrownBy(old::readAll).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tunnelsAfterTheSwitchWithHalfClose() throws Exception {
        client.send(
                "GET /tunnel HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nearly");
        assertThat(client.readUntil("early"))
                .isEqualTo(
                        "HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept: x\r\n"
                                + "upgrade: websocket\r\nconnection: upgrade\r\n\r\nearly");
        assertThat(client.send("more").readUntil("more")).isEqualTo("more");
        assertThat(client.send("last").halfClose().readAll()).isEqualTo("last");
    }

    @Test
    void answersAClientThatHasClosedItsSide() throws Exception {
        assertThat(client.get("/later").halfClose().readAll()).endsWith("later");
    }

    @Test
    void tellsTheExchangeWhenTheClientIsGone() throws Exception {
        client.get("/never");
        Eventually.until(() -> exchanges.begun.get() == 1);
        client.reset();
        Eventually.until(() -> exchanges.gone.get() == 1);
    }

    @Test
    void tellsTheExchangeWhenTheBodyEndsTooEarly() throws Exception {
        client.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab").halfClose();
        assertThat(client.readAll()).isEmpty();
        assertThat(exchanges.gone.get()).isEqualTo(1);
    }

    @Test
    void holdsLittleForASlowReader() throws Exception {
        client.get("/big");
        AtomicLong most = new AtomicLong();
        client.readUntil("\r\n\r\n");
        long read =
                client.readSlowly(
                        ScriptedExchanges.BIG,
                        () -> most.accumulateAndGet(server.memory(), Math::max));
        assertThat(read).isEqualTo(ScriptedExchanges.BIG);
        assertThat(most.get()).isLessThan(2_000_000);
    }

    @Test
    void holdsLittleForASlowExchange() throws Exception {
        client.send("POST /keep HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
        String piece = "x".repeat(10_000);
        AtomicLong sent = new AtomicLong();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        for (int i = 0; i < 10_000; i++) {
                            client.send(piece);
                            sent.addAndGet(piece.length());
                        }
                    } catch (IOException e) {
                        // the test closes it
                    }
                });
        Eventually.until(() -> exchanges.kept.get() >= 256 * 1024 && sent.get() > 600_000);
        assertThat(exchanges.kept.get()).isLessThan(400 * 1024);
    }

    @Test
    void drainsAtOnceWhenIdleAndElseAfterTheResponse() throws Exception {
        client.get("/hello").readUntil("hello");
        try (RawClient busy = connect()) {
            busy.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
            Eventually.until(() -> exchanges.begun.get() == 2);
            server.drain();
            assertThat(client.readAll()).isEmpty();
            busy.send("abc");
            assertThat(busy.readAll()).contains("connection: close").endsWith("counted");
        }
    }
}
