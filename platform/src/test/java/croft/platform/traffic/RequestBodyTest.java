package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bodies of requests, held whole or read as they arrive.
@Timeout(60)
class RequestBodyTest {
    private static final int MOST = 64 << 10;

    private static final Handler COLLECTS =
            _ -> new Reception.Collected(MOST, body -> Served.text("got " + body.length()));

    private static final Handler READS =
            _ -> new Reception.Streamed(body -> Served.text("read " + count(body)));

    private static long count(InputStream body) {
        try {
            return body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void areHeldWholeUpToTheirBound() throws IOException {
        try (Served server = new Served(COLLECTS);
                Wire wire = server.connect()) {
            wire.send(Served.request("POST", "/", "Content-Length: " + MOST) + "x".repeat(MOST));
            assertThat(wire.reply().text()).isEqualTo("got " + MOST);
            wire.send(
                    Served.request("POST", "/", "Transfer-Encoding: chunked")
                            + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            assertThat(wire.reply().text()).isEqualTo("got 5");
            wire.send(Served.request("POST", "/"));
            assertThat(wire.reply().text()).isEqualTo("got 0");
            wire.send(
                    Served.request("POST", "/", "Content-Length: " + (MOST + 1))
                            + "x".repeat(MOST + 1));
            assertThat(wire.reply().status()).isEqualTo(413);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void areTheSameAsWereSent() throws IOException {
        Handler echo =
                _ -> new Reception.Collected(MOST, body -> Answer.of(Status.OK, List.of(), body));
        try (Served server = new Served(echo);
                Wire wire = server.connect()) {
            wire.send(Served.request("POST", "/", "Content-Length: 11") + "token=a%20b");
            assertThat(wire.reply().text()).isEqualTo("token=a%20b");
        }
    }

    @Test
    void areReadAsTheyArriveHoweverLargeTheyAre() throws IOException {
        int size = 8 << 20;
        try (Served server = new Served(READS);
                Wire wire = server.connect()) {
            wire.send(Served.request("PUT", "/", "Content-Length: " + size) + "x".repeat(size));
            assertThat(wire.reply().text()).isEqualTo("read " + size);
            assertThat(wire.send(Served.request("PUT", "/")).reply().text()).isEqualTo("read 0");
        }
    }

    @Test
    void areAskedForOnceTheyAreRead() throws IOException {
        try (Served server = new Served(READS);
                Wire wire = server.connect()) {
            wire.send(Served.request("PUT", "/", "Content-Length: 3", "Expect: 100-continue"));
            assertThat(wire.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(wire.line()).isEmpty();
            wire.send("abc");
            assertThat(wire.reply().text()).isEqualTo("read 3");
        }
    }

    @Test
    void areNotWaitedForByWhoDoesNotReadThem() throws IOException {
        Handler refuses = _ -> new Reception.Streamed(_ -> Served.text("no"));
        try (Served server = new Served(refuses);
                Wire wire = server.connect()) {
            wire.send(Served.request("PUT", "/", "Content-Length: 1000000") + "x");
            Reply reply = wire.reply();
            assertThat(reply.text()).isEqualTo("no");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void tellTheirReaderThatTheClientIsGone() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (Served server = new Served(tells(seen))) {
            try (Wire wire = server.connect()) {
                wire.send(Served.request("PUT", "/", "Content-Length: 10") + "abc");
            }
            assertThat(seen.get(30, TimeUnit.SECONDS)).isInstanceOf(ClientGone.class);
        }
    }

    @Test
    void thatStopArrivingEndTheConnection() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Limits hasty = Served.limits(10, Duration.ofMillis(300), Duration.ofMillis(300));
        try (Served server = new Served(tells(seen), hasty);
                Wire wire = server.connect()) {
            wire.send(Served.request("PUT", "/", "Content-Length: 10") + "abc");
            assertThat(wire.isEnded()).isTrue();
            assertThat(seen.get(30, TimeUnit.SECONDS)).isInstanceOf(ClientGone.class);
        }
    }

    /// Reads to the end, and tells what came instead of one.
    private static Handler tells(CompletableFuture<Throwable> seen) {
        return _ ->
                new Reception.Streamed(body -> {
                    try {
                        body.readAllBytes();
                    } catch (IOException e) {
                        seen.complete(e);
                    }
                    return Served.text("late");
                });
    }
}
