package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.Glob;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one visitor sends, to have others answered by it.
@Timeout(60)
class PoisoningTest {
    private static final String FRESH = "Cache-Control: max-age=60";

    /// Nothing that the key does not tell of, and that backends are known to build pages from,
    /// reaches the backend.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host",
                "X-Forwarded-Scheme",
                "X-Forwarded-Server",
                "X_Forwarded_Host",
                "X-Forwarded-Prefix",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Original-Host",
                "X-Host",
                "X-HTTP-Host-Override",
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "X-Method-Override",
                "Forwarded"
            })
    void aClaimIsNotReflected(String name) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite()) {
                site.origin.answers(
                        "/a",
                        (request, connection) -> {
                            String all = String.join("\n", request.lines());
                            connection.send(
                                    ScriptedOrigin.response("200 OK", all, all.length(), FRESH));
                        });
                assertThat(site.get(protocol, "/a", name, "evil.example").body())
                        .doesNotContain("evil.example");
            }
        }
    }

    /// Another port is not part of the key, and may be written into links.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPageForAnotherPortIsForThatPort(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        String location = "https://" + request.field("host", "") + "/b";
                        connection.send(
                                ScriptedOrigin.response(
                                        "301 Moved Permanently",
                                        "",
                                        0,
                                        FRESH,
                                        "Location: " + location));
                    });
            try (Visitor visitor = atPort4444(site, protocol)) {
                assertThat(visitor.get("/a").field("location"))
                        .isEqualTo("https://site.test:4444/b");
            }
            for (int i = 0; i < 2; i++) {
                assertThat(site.get(protocol, "/a").field("location"))
                        .isEqualTo("https://site.test/b");
            }
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    /// What a request with odd fields gets says nothing about the page.
    @ParameterizedTest
    @CsvSource({
        "400 Bad Request",
        "413 Content Too Large",
        "414 URI Too Long",
        "431 Request Header Fields Too Large",
        "412 Precondition Failed",
        "416 Range Not Satisfiable",
        "417 Expectation Failed",
        "429 Too Many Requests"
    })
    void aRefusalIsNotKept(String status) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite()) {
                site.origin.answers(
                        "/a",
                        (request, connection) -> {
                            boolean odd = !request.field("x-odd", "").isEmpty();
                            connection.send(
                                    ScriptedOrigin.response(
                                            odd ? status : "200 OK", "page", 4, FRESH));
                        });
                Reply odd =
                        site.get(
                                protocol,
                                "/a",
                                "x-odd",
                                "x".repeat(4000),
                                "range",
                                "bytes=9-",
                                "if-match",
                                "\"9\"");
                assertThat(odd.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(site.get(protocol, "/a").status()).isEqualTo(200);
                assertThat(site.get(protocol, "/a", "x-odd", "1").cacheStatus()).contains("hit");
            }
        }
    }

    /// Too much for the edge itself: its own refusal is never anybody else's.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatTheEdgeRefusesStaysWithWhoAsked(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers("/a", "200 OK", "page", FRESH);
            try (Visitor visitor = site.visit(protocol)) {
                Reply refused = visitor.get("/a", "x-huge", "x".repeat(60_000));
                assertThat(refused.status()).isNotEqualTo(200);
            }
            assertThat(site.get(protocol, "/a").body()).isEqualTo("page");
            assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void methodsAreNotMistakenForOneAnother(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        String body = request.method() + request.field("content-length", "");
                        connection.send(
                                ScriptedOrigin.response(
                                        "200 OK",
                                        request.method().equals("HEAD") ? "" : body,
                                        body.length(),
                                        FRESH));
                    });
            try (Visitor visitor = site.visit(protocol)) {
                assertThat(visitor.ask("HEAD", "/a").field("content-length")).isEqualTo("4");
                String[] length =
                        protocol == Visitor.Protocol.HTTP2
                                ? new String[] {"content-length", "4"}
                                : new String[0];
                visitor.send("GET", "/a", "body", length);
                assertThat(visitor.receive().body()).isEqualTo("GET4");
                visitor.send("POST", "/a", "body", length);
                assertThat(visitor.receive().body()).isEqualTo("POST4");
                assertThat(visitor.ask("OPTIONS", "/a").body()).isEqualTo("OPTIONS");
                assertThat(visitor.ask("get", "/a").body()).isEqualTo("get");
                assertThat(visitor.get("/a").body()).isEqualTo("GET");
                assertThat(visitor.get("/a").cacheStatus()).contains("hit");
                visitor.send("GET", "/a", "body", length);
                assertThat(visitor.receive().body()).isEqualTo("GET4");
                assertThat(visitor.get("/a").body()).isEqualTo("GET");
            }
        }
    }

    /// A cache that takes parameters for one that the backend takes for several, or the reverse,
    /// keeps one page under another's name.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void parametersAreNotHiddenBehindOthers(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite(dropping("utm_*"))) {
            String[] targets = {
                "/a?id=1",
                "/a?id=1;utm_x=2",
                "/a?utm_x=1;id=2",
                "/a?id=1%26utm_x=2",
                "/a?utm_x=1%26id=2",
                "/a?id=1&id=2",
                "/a?id=2&id=1",
                "/a?id=1&utm_x=3",
                "/a?utm%5Fx=3&id=2",
                "/a?id=1&utm_x=1&id=3&utm_x=2",
                "/a?&id=1",
                "/a?UTM_x=1",
                "/a?utm_x",
                "/a"
            };
            for (String target : targets) {
                site.origin.answers(target, "200 OK", target, FRESH);
            }
            for (int round = 0; round < 2; round++) {
                for (String target : targets) {
                    String own =
                            switch (target) {
                                case "/a?id=1&utm_x=3" -> "/a?id=1";
                                case "/a?utm_x=1;id=2", "/a?utm_x=1%26id=2", "/a?utm_x" -> "/a";
                                default -> target;
                            };
                    Reply reply = site.get(protocol, target);
                    if (reply.status() == 200) {
                        assertThat(reply.body()).as(target).isEqualTo(own);
                    }
                }
            }
            for (ScriptedOrigin.Asked asked : site.origin.asked()) {
                assertThat(asked.path()).doesNotContain("utm_x=3", "utm%5Fx", "&utm_x=1&");
            }
        }
    }

    /// Once an answer could not be kept, requests go past for a while, and what can be kept then
    /// is.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void alsoPastTheStoreNothingUnkeyedIsReflected(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite(dropping("utm_*"))) {
            ScriptedOrigin.Script reflecting =
                    (request, connection) -> {
                        String coding = request.field("accept-encoding", "none");
                        String body = request.path() + " " + coding;
                        connection.send(
                                ScriptedOrigin.response(
                                        "200 OK",
                                        body,
                                        body.length(),
                                        FRESH,
                                        "Vary: Accept-Encoding",
                                        coding.contains("deflate")
                                                ? "Content-Encoding: deflate"
                                                : "X-Plain: 1"));
                    };
            site.origin.answers("/a", "200 OK", "", "Cache-Control: private");
            site.origin.answers("/a?utm_x=evil", reflecting);
            site.get(protocol, "/a");
            site.origin.answers("/a", reflecting);
            assertThat(site.get(protocol, "/a?utm_x=evil", "accept-encoding", "deflate").body())
                    .isEqualTo("/a identity");
            assertThat(site.get(protocol, "/a", "accept-encoding", "identity").body())
                    .isEqualTo("/a identity");
            assertThat(site.get(protocol, "/a").body()).isEqualTo("/a none");
        }
    }

    /// The first client's own conditions and ranges do not shape what the next one gets.
    @ParameterizedTest
    @CsvSource({
        "if-none-match, *",
        "if-none-match, \"1\"",
        "if-modified-since, 'Sun, 22 Nov 2026 10:00:00 GMT'",
        "if-unmodified-since, 'Sun, 22 Nov 2020 10:00:00 GMT'",
        "if-match, \"0\"",
        "range, bytes=0-0",
        "range, bytes=-1",
        "range, 'bytes=0-0,3-3'",
        "range, bytes=99-",
        "cache-control, no-cache",
        "cache-control, max-age=0",
        "pragma, no-cache"
    })
    void whatTheFirstAskedForIsNotWhatTheNextGets(String name, String value) throws IOException {
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite()) {
                site.origin.answers(
                        "/a",
                        (request, connection) -> {
                            if (!request.field("if-none-match", "").isEmpty()) {
                                connection.send(
                                        "HTTP/1.1 304 Not Modified\r\n"
                                                + FRESH
                                                + "\r\nETag: \"1\"\r\n\r\n");
                            } else if (!request.field("if-match", "").isEmpty()) {
                                connection.send(
                                        ScriptedOrigin.response(
                                                "412 Precondition Failed", "no", 2, FRESH));
                            } else {
                                Ranges.answer(request, connection, "page", "\"1\"", FRESH);
                            }
                        });
                site.get(protocol, "/a", name, value);
                for (int i = 0; i < 2; i++) {
                    Reply reply = site.get(protocol, "/a");
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.body()).isEqualTo("page");
                    assertThat(reply.fields()).doesNotContainKey("content-range");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatBelongsToAConnectionIsNotKept(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send(
                                    "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\nX-Hint: 1\r\n"
                                            + "Set-Cookie: hint=1\r\nCache-Control: max-age=9999\r\n\r\n"
                                            + "HTTP/1.1 100 Continue\r\nX-Noise: 1\r\n\r\n"
                                            + ScriptedOrigin.response(
                                                    "200 OK",
                                                    "page",
                                                    4,
                                                    FRESH,
                                                    "Connection: X-Secret, keep-alive",
                                                    "Keep-Alive: timeout=5",
                                                    "Proxy-Authenticate: Basic",
                                                    "X-Secret: 1")));
            for (int i = 0; i < 2; i++) {
                Reply reply = site.get(protocol, "/a");
                assertThat(reply.body()).isEqualTo("page");
                assertThat(reply.field("cache-control")).isEqualTo("max-age=60");
                assertThat(reply.fields())
                        .doesNotContainKeys(
                                "x-secret",
                                "keep-alive",
                                "proxy-authenticate",
                                "link",
                                "x-hint",
                                "x-noise",
                                "set-cookie");
            }
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    /// A HEAD of one who is logged in teaches nothing about what everybody gets.
    @ParameterizedTest
    @CsvSource({"cookie, sid=1", "cookie, other=1", "authorization, Basic eA=="})
    void aHeadOfOneVisitorChangesNothingForOthers(String name, String value) throws IOException {
        CachePolicy app = CachePolicy.of(CachePolicy.Preset.APP);
        CachePolicy policy =
                new CachePolicy(
                        app.preset(),
                        true,
                        List.of(),
                        List.of(new Glob("sid")),
                        List.of(),
                        false,
                        List.of(),
                        app.stale());
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            try (CachedSite site = new CachedSite(policy)) {
                site.origin.answers("/a", "200 OK", "page", FRESH, "X-Who: all");
                site.get(protocol, "/a");
                site.origin.answers("/a", "200 OK", "mine", FRESH, "X-Who: me");
                try (Visitor visitor = site.visit(protocol)) {
                    assertThat(visitor.ask("HEAD", "/a", name, value).field("x-who"))
                            .isEqualTo("me");
                }
                Reply reply = site.get(protocol, "/a");
                assertThat(reply.cacheStatus()).contains("hit");
                assertThat(reply.field("x-who")).isEqualTo("all");
            }
        }
    }

    /// More than the length that was announced is nobody's.
    @Test
    void whatComesBehindAResponseIsNotTheNext() throws IOException {
        try (CachedSite site = new CachedSite()) {
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send(
                                    ScriptedOrigin.response("200 OK", "page", 4, FRESH)
                                            + ScriptedOrigin.response("200 OK", "evil", 4, FRESH)));
            site.origin.answers("/b", "200 OK", "good", FRESH);
            for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
                try (Visitor visitor = site.visit(protocol)) {
                    assertThat(visitor.get("/a").body()).isEqualTo("page");
                    assertThat(visitor.get("/b").body()).isEqualTo("good");
                }
                site.edge.store.clear();
            }
        }
    }

    private static Visitor atPort4444(CachedSite site, Visitor.Protocol protocol)
            throws IOException {
        int port = site.edge.doors.https();
        String authority = CachedSite.HOST + ":4444";
        return switch (protocol) {
            case HTTP1 ->
                    new Http1Visitor(Tls.connect(port, CachedSite.HOST, "http/1.1"), authority);
            case HTTP2 -> new Http2Visitor(Tls.connect(port, CachedSite.HOST, "h2"), authority);
        };
    }

    private static CachePolicy dropping(String glob) {
        CachePolicy app = CachePolicy.of(CachePolicy.Preset.APP);
        return new CachePolicy(
                app.preset(),
                true,
                app.ignoredCookies(),
                app.bypassCookies(),
                List.of(new Glob(glob)),
                false,
                List.of(),
                app.stale());
    }
}
