package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What visitors get from the store, from socket to socket (RFC 9111).
@Timeout(60)
class CachingTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final String TAG = "ETag: \"v1\"";
    private static final String NOT_MODIFIED =
            String.join(
                    "\r\n",
                    "HTTP/1.1 304 Not Modified",
                    TAG,
                    "Cache-Control: max-age=30",
                    "X-New: yes",
                    "",
                    "");

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsFreshIsNotAskedForTwice(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH, "X-Kept: as it was");
            Reply first = visitor.get("/a");
            site.pass(Duration.ofSeconds(20));
            Reply second = visitor.get("/a");

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.cacheStatus())
                    .isEqualTo("croft; fwd=uri-miss; fwd-status=200; stored");
            assertThat(second.body()).isEqualTo("hello");
            assertThat(second.cacheStatus()).isEqualTo("croft; hit; ttl=40");
            assertThat(second.field("age")).isEqualTo("20");
            assertThat(second.field("x-kept")).isEqualTo("as it was");
            assertThat(second.field("date")).isEqualTo(first.field("date")).isNotEmpty();
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsStaleIsValidated(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        boolean known = request.field("if-none-match", "").equals("\"v1\"");
                        connection.send(
                                known
                                        ? NOT_MODIFIED
                                        : ScriptedOrigin.response(
                                                "200 OK", "hello", 5, FRESH, TAG));
                    });
            visitor.get("/a");
            site.pass(Duration.ofSeconds(61));
            Reply validated = visitor.get("/a");
            Reply after = visitor.get("/a");

            assertThat(validated.status()).isEqualTo(200);
            assertThat(validated.body()).isEqualTo("hello");
            assertThat(validated.cacheStatus()).contains("fwd=stale", "fwd-status=304");
            assertThat(validated.field("x-new")).isEqualTo("yes");
            assertThat(after.cacheStatus()).isEqualTo("croft; hit; ttl=30");
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cache-Control: no-store",
                "Cache-Control: private, max-age=60",
                "Cache-Control: max-age=60\r\nSet-Cookie: sid=1",
                "Cache-Control: max-age=60\r\nVary: *",
                "X-Nothing: said"
            })
    void whatMayNotBeKeptIsNot(String field) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite();
                    Visitor visitor = site.visit(protocol)) {
                site.origin.answers("/a", "200 OK", "mine", field);
                Reply first = visitor.get("/a");
                Reply second = visitor.get("/a");

                assertThat(first.cacheStatus()).contains("fwd=uri-miss").contains("detail=");
                assertThat(second.body()).isEqualTo("mine");
                assertThat(second.cacheStatus()).doesNotContain("hit").doesNotContain("stored;");
                assertThat(site.origin.count("/a")).isEqualTo(2);
                assertThat(second.field("set-cookie")).isEqualTo(first.field("set-cookie"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void variantsAreKeptApart(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (request, connection) ->
                            connection.send(
                                    ScriptedOrigin.response(
                                            "200 OK",
                                            request.field("accept-language", "none"),
                                            request.field("accept-language", "none").length(),
                                            FRESH,
                                            "Vary: Accept-Language")));
            assertThat(visitor.get("/a", "accept-language", "de").body()).isEqualTo("de");
            assertThat(visitor.get("/a", "accept-language", "fr").cacheStatus())
                    .contains("fwd=vary-miss");
            assertThat(visitor.get("/a", "accept-language", "de").cacheStatus()).contains("hit");
            assertThat(visitor.get("/a", "accept-language", "fr").body()).isEqualTo("fr");
            assertThat(visitor.get("/a").body()).isEqualTo("none");
            assertThat(site.origin.count("/a")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void rangesAreCutFromTheWhole(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "0123456789", FRESH, TAG, "Content-Type: text/x");
            visitor.get("/a");
            Reply one = visitor.get("/a", "range", "bytes=2-4");
            Reply last = visitor.get("/a", "range", "bytes=-3");
            Reply none = visitor.get("/a", "range", "bytes=10-");
            Reply two = visitor.get("/a", "range", "bytes=0-1,8-");
            Reply changed = visitor.get("/a", "range", "bytes=2-4", "if-range", "\"v0\"");

            assertThat(one.status()).isEqualTo(206);
            assertThat(one.field("content-range")).isEqualTo("bytes 2-4/10");
            assertThat(one.body()).isEqualTo("234");
            assertThat(last.body()).isEqualTo("789");
            assertThat(none.status()).isEqualTo(416);
            assertThat(none.field("content-range")).isEqualTo("bytes */10");
            assertThat(two.status()).isEqualTo(206);
            assertThat(two.field("content-type")).startsWith("multipart/byteranges; boundary=");
            assertThat(two.body())
                    .contains("content-range: bytes 0-1/10\r\n\r\n01\r\n")
                    .contains("content-range: bytes 8-9/10\r\n\r\n89\r\n");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.body()).isEqualTo("0123456789");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPartIsKeptAndCompleted(Visitor.Protocol protocol) throws IOException {
        String whole = "0123456789";
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        String range = request.field("range", "");
                        if (range.isEmpty()) {
                            connection.send(
                                    ScriptedOrigin.response("200 OK", whole, 10, FRESH, TAG));
                            return;
                        }
                        String[] ends = range.substring("bytes=".length()).split("-", -1);
                        int first = Integer.parseInt(ends[0]);
                        int end =
                                ends[1].isEmpty()
                                        ? 10
                                        : Math.min(10, Integer.parseInt(ends[1]) + 1);
                        connection.send(
                                ScriptedOrigin.response(
                                        "206 Partial Content",
                                        whole.substring(first, end),
                                        end - first,
                                        FRESH,
                                        TAG,
                                        "Content-Range: bytes " + first + "-" + (end - 1) + "/10"));
                    });
            Reply part = visitor.get("/a", "range", "bytes=0-5");
            Reply within = visitor.get("/a", "range", "bytes=2-3");
            Reply all = visitor.get("/a");
            Reply again = visitor.get("/a", "range", "bytes=4-8");

            assertThat(part.body()).isEqualTo("012345");
            assertThat(within.status()).isEqualTo(206);
            assertThat(within.body()).isEqualTo("23");
            assertThat(within.cacheStatus()).contains("hit");
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.body()).isEqualTo(whole);
            assertThat(all.cacheStatus()).contains("fwd=partial");
            assertThat(site.origin.last().field("range", "")).isEqualTo("bytes=6-9");
            assertThat(site.origin.last().field("if-range", "")).isEqualTo("\"v1\"");
            assertThat(again.body()).isEqualTo("45678");
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aClientThatHasItIsToldSo(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    "200 OK",
                    "hello",
                    FRESH,
                    TAG,
                    "Last-Modified: Sun, 22 Nov 2026 09:00:00 GMT");
            visitor.get("/a");
            Reply same = visitor.get("/a", "if-none-match", "\"v0\", W/\"v1\"");
            Reply since = visitor.get("/a", "if-modified-since", "Sun, 22 Nov 2026 09:30:00 GMT");
            Reply other = visitor.get("/a", "if-none-match", "\"v2\"");
            Reply refused = visitor.get("/a", "if-match", "\"v2\"");

            assertThat(same.status()).isEqualTo(304);
            assertThat(same.field("etag")).isEqualTo("\"v1\"");
            assertThat(same.body()).isEmpty();
            assertThat(since.status()).isEqualTo(304);
            assertThat(other.status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(412);
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void theFirstClientThatHasItIsToldSoToo(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH, TAG);
            Reply same = visitor.get("/a", "if-none-match", "\"v1\"");
            Reply whole = visitor.get("/a");

            assertThat(same.status()).isEqualTo(304);
            assertThat(site.origin.asked().getFirst().field("if-none-match", "none"))
                    .isEqualTo("none");
            assertThat(whole.body()).isEqualTo("hello");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void headIsAnsweredFromWhatAGetHasLeft(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            visitor.get("/a");
            Reply head = visitor.ask("HEAD", "/a");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("content-length")).isEqualTo("5");
            assertThat(head.body()).isEmpty();
            assertThat(head.cacheStatus()).contains("hit");
            assertThat(visitor.get("/a").body()).isEqualTo("hello");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsChangedIsForgotten(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "old", FRESH);
            site.origin.answers("/b", "200 OK", "old", FRESH);
            site.origin.answers("/c", "200 OK", "old", FRESH);
            for (String path : new String[] {"/a", "/b", "/c"}) {
                visitor.get(path);
                assertThat(visitor.get(path).cacheStatus()).contains("hit");
            }
            site.origin.answers("/a", "201 Created", "", "Location: /b");
            assertThat(visitor.ask("BREW", "/a").status()).isEqualTo(201);
            site.origin.answers("/a", "200 OK", "new", FRESH);
            site.origin.answers("/b", "200 OK", "new", FRESH);

            assertThat(visitor.get("/a").body()).isEqualTo("new");
            assertThat(visitor.get("/b").body()).isEqualTo("new");
            assertThat(visitor.get("/c").cacheStatus()).contains("hit");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aFailedChangeForgetsNothing(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (request, connection) ->
                            connection.send(
                                    request.method().equals("GET")
                                            ? ScriptedOrigin.response("200 OK", "old", 3, FRESH)
                                            : ScriptedOrigin.response("403 Forbidden", "", 0)));
            visitor.get("/a");
            assertThat(visitor.ask("DELETE", "/a").status()).isEqualTo(403);
            assertThat(visitor.get("/a").cacheStatus()).contains("hit");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPostMaySayWhatLaterGetsGet(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "posted", FRESH, "Content-Location: /a");
            visitor.send("POST", "/a", "body");
            assertThat(visitor.receive().body()).isEqualTo("posted");
            Reply got = visitor.get("/a");
            assertThat(got.body()).isEqualTo("posted");
            assertThat(got.cacheStatus()).contains("hit");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void onlyIfCachedNeverAsksTheBackend(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            assertThat(visitor.get("/a", "cache-control", "only-if-cached").status())
                    .isEqualTo(504);
            assertThat(site.origin.count("/a")).isZero();
            visitor.get("/a");
            assertThat(visitor.get("/a", "cache-control", "only-if-cached").body())
                    .isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void otherMethodsGoThrough(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (request, connection) ->
                            connection.send(
                                    ScriptedOrigin.response(
                                            "200 OK",
                                            request.method(),
                                            request.method().length(),
                                            FRESH)));
            visitor.get("/a");
            Reply queried = visitor.ask("QUERY", "/a");
            assertThat(queried.body()).isEqualTo("QUERY");
            assertThat(queried.cacheStatus()).contains("fwd=method");
            assertThat(visitor.get("/a").cacheStatus()).contains("hit");
            assertThat(visitor.ask("OPTIONS", "/a").body()).isEqualTo("OPTIONS");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void ourOwnFieldsStayInTheHouse(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    "200 OK",
                    "hello",
                    "Cache-Control: max-age=0, must-revalidate",
                    "Edge-Cache-Control: max-age=600",
                    "Surrogate-Key: one two");
            Reply first = visitor.get("/a");
            Reply second = visitor.get("/a");
            for (Reply reply : new Reply[] {first, second}) {
                assertThat(reply.field("surrogate-key")).isEmpty();
                assertThat(reply.field("edge-cache-control")).isEmpty();
                assertThat(reply.field("cache-control")).isEqualTo("max-age=0, must-revalidate");
            }
            assertThat(second.cacheStatus()).isEqualTo("croft; hit; ttl=600");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void interimResponsesPassAndAreNotKept(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send(
                                    "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"
                                            + ScriptedOrigin.response(
                                                    "200 OK", "hello", 5, FRESH)));
            assertThat(visitor.get("/a").field("link")).isEmpty();
            Reply second = visitor.get("/a");
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.field("link")).isEmpty();
            assertThat(second.cacheStatus()).contains("hit");
        }
    }
}
