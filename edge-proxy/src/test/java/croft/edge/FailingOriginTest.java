package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Http1Limits;
import croft.edge.upstream.RawBackend;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.CachePolicy;
import java.io.IOException;
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

/// A backend that fails in every way and at every stage while several visitors wait: nobody waits
/// for ever, nothing wrong is kept, nothing is held on to, and it is all right again once the
/// backend is.
@Timeout(120)
class FailingOriginTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final int VISITORS = 6;
    private static final long MEMORY = 16 << 20;
    private static final UpstreamSettings HURRIED =
            new UpstreamSettings(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(600),
                    Duration.ofMillis(600),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    64,
                    16,
                    64,
                    Http1Limits.DEFAULT);

    /// When a visitor can tell that something is wrong.
    private enum Seen {
        /// Before the response: something stale can stand in.
        BEFORE,
        /// In the middle of it.
        WITHIN,
        /// It passes for a response.
        NEVER
    }

    /// What goes wrong.
    enum Fault {
        SILENCE(Seen.BEFORE, "~"),
        RESET(Seen.BEFORE, "!"),
        HALF_A_HEAD(Seen.BEFORE, "HTTP/1.1 200 OK\r\nCache-Con!"),
        HALF_A_HEAD_AND_SILENCE(Seen.BEFORE, "HTTP/1.1 200 OK\r\nCache-Con~"),
        NO_HTTP(Seen.BEFORE, "220 mail.example ESMTP\r\n\r\n"),
        STATUS_OUT_OF_RANGE(Seen.BEFORE, "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
        TWO_LENGTHS(
                Seen.BEFORE,
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nwrong"),
        LENGTH_AND_CHUNKS(
                Seen.BEFORE,
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        UNKNOWN_CODING(Seen.BEFORE, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nwrong"),
        SWITCH(Seen.BEFORE, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
        NOISE_FOR_EVER(Seen.BEFORE, "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)),
        ERROR_500(
                Seen.BEFORE, "HTTP/1.1 500 Oh\r\n" + FRESH + "\r\nContent-Length: 5\r\n\r\nwrong"),
        ERROR_503_CUT(Seen.BEFORE, "HTTP/1.1 503 Oh\r\nContent-Length: 500\r\n\r\nwrong!"),
        HEAD_ONLY(Seen.WITHIN, "HTTP/1.1 200 OK\r\n" + FRESH + "\r\nContent-Length: 500\r\n\r\n!"),
        HEAD_AND_SILENCE(
                Seen.WITHIN, "HTTP/1.1 200 OK\r\n" + FRESH + "\r\nContent-Length: 500\r\n\r\n~"),
        CUT(Seen.WITHIN, "HTTP/1.1 200 OK\r\n" + FRESH + "\r\nContent-Length: 500\r\n\r\nwrong!"),
        CUT_CHUNKS(
                Seen.WITHIN,
                "HTTP/1.1 200 OK\r\n"
                        + FRESH
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwrong\r\n!"),
        BAD_CHUNKS(
                Seen.WITHIN,
                "HTTP/1.1 200 OK\r\n"
                        + FRESH
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwrong\r\nx\r\n"),
        CUT_AND_NOT_FOR_THE_STORE(
                Seen.WITHIN,
                "HTTP/1.1 200 OK\r\nCache-Control: private\r\nContent-Length: 500\r\n\r\nwrong!"),
        A_304_UNASKED(Seen.NEVER, "HTTP/1.1 304 Not Modified\r\n" + FRESH + "\r\n\r\n"),
        A_304_OF_ANOTHER(
                Seen.NEVER, "HTTP/1.1 304 Not Modified\r\nETag: \"9\"\r\n" + FRESH + "\r\n\r\n"),
        A_206_UNASKED(Seen.NEVER, partial("Content-Range: bytes 0-4/10")),
        A_206_OF_ANOTHER_LENGTH(Seen.NEVER, partial("Content-Range: bytes 0-8/10")),
        A_206_REVERSED(Seen.NEVER, partial("Content-Range: bytes 9-5/10")),
        A_206_OF_NOTHING(Seen.NEVER, partial("X-Range: none")),
        A_206_UNASKED_WITHOUT_ITS_OCTETS(
                Seen.NEVER,
                "HTTP/1.1 206 Partial Content\r\nETag: \"2\"\r\n"
                        + FRESH
                        + "\r\nContent-Range: bytes 0-9/20\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nwrong\r\n0\r\n\r\n"),
        A_416_UNASKED(
                Seen.NEVER,
                "HTTP/1.1 416 Range Not Satisfiable\r\n"
                        + FRESH
                        + "\r\nContent-Length: 5\r\n\r\nwrong");

        private final Seen seen;
        private final String sent;

        /// @param sent at its end a mark of exclamation resets the connection, and a tilde is
        ///   silence
        Fault(Seen seen, String sent) {
            this.seen = seen;
            this.sent = sent;
        }

        void happen(RawBackend.Connection connection, Gate end) throws IOException {
            char then = sent.charAt(sent.length() - 1);
            boolean marked = then == '!' || then == '~';
            connection.send(marked ? sent.substring(0, sent.length() - 1) : sent);
            if (then == '!') {
                connection.reset();
            } else if (then == '~') {
                end.pass();
            }
        }

        private static String partial(String range) {
            return "HTTP/1.1 206 Partial Content\r\nETag: \"2\"\r\n"
                    + FRESH
                    + "\r\n"
                    + range
                    + "\r\nContent-Length: 5\r\n\r\nwrong";
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void withNothingStored(Fault fault) throws Exception {
        Gate end = new Gate();
        try (CachedSite site = hurried()) {
            site.origin.answers("/a", (_, connection) -> fault.happen(connection, end));
            for (Reply reply : together(site)) {
                switch (fault.seen) {
                    case BEFORE -> assertThat(reply.status()).isBetween(500, 599);
                    case WITHIN -> assertThat(reply.whole()).isFalse();
                    case NEVER -> assertThat(reply.status()).isPositive();
                }
            }
            recovers(site);
            end.open();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void withSomethingStale(Fault fault) throws Exception {
        Gate end = new Gate();
        try (CachedSite site = hurried()) {
            site.origin.answers("/a", "200 OK", "old", FRESH, "ETag: \"1\"");
            assertThat(site.get(Visitor.Protocol.HTTP1, "/a").body()).isEqualTo("old");
            site.pass(Duration.ofMinutes(3));
            site.origin.answers("/a", (_, connection) -> fault.happen(connection, end));
            for (Reply reply : together(site)) {
                switch (fault.seen) {
                    case BEFORE -> {
                        assertThat(reply.status()).isEqualTo(200);
                        assertThat(reply.body()).isEqualTo("old");
                        assertThat(reply.cacheStatus()).contains("detail=");
                    }
                    case WITHIN -> assertThat(reply.whole()).isFalse();
                    case NEVER -> assertThat(reply.status()).isPositive();
                }
            }
            recovers(site);
            end.open();
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoRefusesIsWaitedForByNobody(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = hurried()) {
            site.stopOrigin();
            for (Reply reply : together(site)) {
                assertThat(reply.status()).isEqualTo(502);
                assertThat(reply.field("proxy-status")).contains("connection_refused");
            }
            assertThat(site.get(protocol, "/a").status()).isEqualTo(502);
            isClean(site);
        }
    }

    /// Slow, but never silent for too long: that is no fault.
    @Test
    void whoIsSlowIsWaitedFor() throws Exception {
        try (CachedSite site = hurried()) {
            String text = ScriptedOrigin.response("200 OK", "slowly", 6, FRESH);
            site.origin.answers(
                    "/a",
                    (_, connection) -> {
                        for (int i = 0; i < text.length(); i++) {
                            connection.send(text.substring(i, i + 1));
                            // the head is whole in time; the body only goes on and on
                            if (i % 40 == 0 || i > text.length() - 8) {
                                Pause.of(Duration.ofMillis(100));
                            }
                        }
                    });
            for (Reply reply : together(site)) {
                assertThat(reply.body()).isEqualTo("slowly");
                assertThat(reply.whole()).isTrue();
            }
            assertThat(site.origin.count("/a")).isEqualTo(1);
            isClean(site);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPartIsNeverCompletedByAnother(Visitor.Protocol protocol) throws IOException {
        String old = "0123456789".repeat(10);
        String other = "abcdefghij".repeat(10);
        String[] answers = {
            // the backend obeys If-Range
            ScriptedOrigin.response("200 OK", other, 100, FRESH, "ETag: \"2\""),
            // it does not
            part(other, 10, 99, "\"2\""),
            // without a tag, nobody knows
            part(other, 10, 99, ""),
            // not what was asked for
            part(other, 20, 99, "\"1\""),
            part(other, 5, 99, "\"1\""),
            // of another length
            part(other, 10, 99, "\"1\"").replace("/100", "/200"),
            "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n"
        };
        for (String answer : answers) {
            try (CachedSite site = hurried()) {
                Ranges.of(site.origin, "/a", old, "\"1\"", FRESH);
                assertThat(site.get(protocol, "/a", "range", "bytes=0-9").status()).isEqualTo(206);
                site.origin.answers(
                        "/a",
                        (request, connection) -> {
                            if (request.field("range", "").equals("bytes=10-99")) {
                                connection.send(answer);
                            } else {
                                Ranges.answer(request, connection, other, "\"2\"", FRESH);
                            }
                        });
                for (int i = 0; i < 2; i++) {
                    Reply whole = site.get(protocol, "/a");
                    if (whole.status() == 200) {
                        assertThat(whole.body()).as(answer).isEqualTo(other);
                    }
                }
                site.pass(Duration.ofMinutes(3));
                assertThat(site.get(protocol, "/a").body()).isEqualTo(other);
                isClean(site);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aBackendThatIgnoresRangesIsAllRight(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = hurried()) {
            site.origin.answers("/a", "200 OK", "0123456789", FRESH);
            Reply part = site.get(protocol, "/a", "range", "bytes=2-4");
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("234");
            assertThat(site.get(protocol, "/a").body()).isEqualTo("0123456789");
            assertThat(site.get(protocol, "/a", "range", "bytes=-1").body()).isEqualTo("9");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPartWithoutAllItsOctetsIsNoPart(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = hurried()) {
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send(Fault.A_206_UNASKED_WITHOUT_ITS_OCTETS.sent));
            for (int i = 1; i <= 2; i++) {
                assertThat(site.get(protocol, "/a", "range", "bytes=0-9").whole()).isFalse();
                assertThat(site.origin.count("/a")).isEqualTo(i);
            }
            recovers(site);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aHeadOfAnotherLengthChangesNoBody(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = hurried()) {
            site.origin.answers("/a", "200 OK", "old", FRESH);
            site.get(protocol, "/a");
            site.pass(Duration.ofMinutes(2));
            site.origin.answers("/a", "200 OK", "newer", FRESH);
            try (Visitor visitor = site.visit(protocol)) {
                Reply head = visitor.ask("HEAD", "/a");
                assertThat(head.field("content-length")).isEqualTo("5");
                assertThat(head.body()).isEmpty();
                Reply reply = visitor.get("/a");
                assertThat(reply.body()).isEqualTo("newer");
                assertThat(reply.field("content-length")).isEqualTo("5");
            }
            isClean(site);
        }
    }

    private static CachedSite hurried() throws IOException {
        return new CachedSite(CachePolicy.of(CachePolicy.Preset.APP), MEMORY, HURRIED);
    }

    /// Several at once, on both protocols.
    private static List<Reply> together(CachedSite site) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                Visitor.Protocol protocol =
                        i % 2 == 0 ? Visitor.Protocol.HTTP1 : Visitor.Protocol.HTTP2;
                replies.add(threads.submit(() -> site.get(protocol, "/a")));
            }
            List<Reply> all = new ArrayList<>();
            for (Future<Reply> each : replies) {
                all.add(each.get(20, TimeUnit.SECONDS));
            }
            return all;
        }
    }

    private static void recovers(CachedSite site) throws Exception {
        isIdle(site);
        site.pass(Duration.ofMinutes(3));
        site.origin.answers("/a", "200 OK", "new", FRESH, "ETag: \"3\"");
        for (int i = 0; i < 2; i++) {
            for (Reply reply : together(site)) {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo("new");
                assertThat(reply.whole()).isTrue();
            }
        }
        assertThat(site.get(Visitor.Protocol.HTTP1, "/a").cacheStatus()).contains("hit");
        isClean(site);
    }

    private static void isIdle(CachedSite site) throws IOException {
        Eventually.until(() -> site.edge.cache.fetches() == 0);
    }

    private static void isClean(CachedSite site) throws IOException {
        isIdle(site);
        site.edge.store.clear();
        Eventually.until(() -> site.edge.memory.budget().used() == 0);
    }

    private static String part(String content, int first, int last, String tag) {
        return ScriptedOrigin.response(
                "206 Partial Content",
                content.substring(first, last + 1),
                last + 1 - first,
                FRESH,
                tag.isEmpty() ? "X-Tag: none" : "ETag: " + tag,
                "Content-Range: bytes " + first + "-" + last + "/100");
    }
}
